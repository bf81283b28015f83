"""Commands for requests about personal data: register, decide by two people, carry out."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import click

from adapters.cli.bilingual import Bilingual
from adapters.cli.house import House, pass_house
from adapters.cli.identity import actor_of, user_options
from adapters.cli.intake import in_one_sentence
from adapters.person_file import release
from adapters.postgres.scrub import NotScrubbed, scrub
from adapters.secret_files import write_new
from domain.commands import Command
from domain.data_request.aggregate import DATA_REQUEST
from domain.data_request.commands import (
    AnswerDataRequest,
    DecideDataRequest,
    ProposeDecision,
    ReceiveDataRequest,
)
from domain.privacy import ALL_GROUPS
from domain.rules import Refused
from projections.data_requests import Requested
from services.erasure import Carried
from services.requests import Answer, Request
from services.steps import Step

OFFICER, SECOND = "pdp_officer", "programme_lead"


@click.group(cls=Bilingual)
def erase() -> None:
    """Permohonan data pribadi dan penghapusan. / Personal data requests, and erasure."""


def _said(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what every step of a request says: which one, in whose name."""
    return click.argument("request", type=click.UUID)(user_options(command))


def _groups(command: Callable[..., Any]) -> Callable[..., Any]:
    kinds = click.Choice(ALL_GROUPS)
    text = "Kelompok data, untuk dikabulkan sebagian. / Group of data, for a part; repeat."
    return click.option("--group", "groups", multiple=True, type=kinds, help=text)(command)


OUTCOME = click.option(
    "--outcome", required=True, type=click.Choice(["granted", "partial", "refused"])
)


@erase.command("receive")
@click.argument("person", type=click.UUID)
@click.option("--kind", default="erasure", show_default=True, help="Jenis. / Kind of request.")
@click.option("--applicant", default="self", show_default=True, help="Pemohon. / Who asks.")
@click.option("--channel", default="office", show_default=True, help="Lewat apa. / By what.")
@click.option("--household", type=click.UUID, help="Rumah tangganya. / The household.")
@user_options
@pass_house
def receive(
    house: House,
    person: UUID,
    kind: str,
    applicant: str,
    channel: str,
    household: UUID | None,
    user: str | None,
) -> None:
    """Catat permohonan; jamnya mulai berjalan. / Put a request on record; its clock runs."""
    request = uuid4()
    said: dict[str, Any] = {"kind": kind, "applicant": applicant, "channel": channel}
    command = ReceiveDataRequest(person_id=person, household_id=household, **said)
    _execute(house, request, command, user, OFFICER)
    click.echo(str(request))


@erase.command("propose")
@_said
@OUTCOME
@click.option("--ground", required=True, help="Alasan. / Reason code.")
@click.option("--basis", required=True, help="Dasar hukum. / Legal basis.")
@_groups
@pass_house
def propose(
    house: House,
    request: UUID,
    outcome: Any,
    ground: str,
    basis: str,
    groups: tuple[Any, ...],
    user: str | None,
) -> None:
    """Usulkan putusan. / Propose a decision."""
    command = ProposeDecision(outcome=outcome, ground=ground, basis=basis, groups=groups)
    _execute(house, request, command, user, OFFICER)


@erase.command("decide")
@_said
@OUTCOME
@_groups
@pass_house
def decide(
    house: House, request: UUID, outcome: Any, groups: tuple[Any, ...], user: str | None
) -> None:
    """Putuskan sebagai orang kedua. / Decide as the second person."""
    command = DecideDataRequest(outcome=outcome, groups=groups)
    _execute(house, request, command, user, SECOND)


@erase.command("answer")
@_said
@click.option("--channel", required=True, help="Lewat apa. / By what.")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Tanggal. / Day.")
@pass_house
def answer(
    house: House, request: UUID, channel: str, day: datetime | None, user: str | None
) -> None:
    """Catat bahwa pemohon diberi tahu. / Put on record that the applicant was told."""
    today = house.programme.local(datetime.now(UTC)).date()
    answered: date = day.date() if day else today
    command = AnswerDataRequest(answered_on=answered, channel=channel)
    _execute(house, request, command, user, OFFICER)


@erase.command("run")
@click.argument("requests", nargs=-1, type=click.UUID)
@click.option("--scrub/--no-scrub", "cleans", default=True, help="Bersihkan berkas. / The files.")
@pass_house
def run(house: House, requests: tuple[UUID, ...], *, cleans: bool) -> None:
    """Laksanakan yang dikabulkan; boleh diulang. / Carry out what was granted; repeatable."""
    house.store.check_schema()
    for request in (waiting := requests or house.privacy.waiting()):
        try:
            _show(house.privacy.erase(request))
        except Refused as refused:
            raise in_one_sentence(refused) from None
    if cleans and waiting:
        _scrub(house)


@erase.command("scrub")
@pass_house
def scrub_files(house: House) -> None:
    """Buang sisa data terhapus dari berkas. / Rid the files of what was deleted."""
    _scrub(house)


@erase.command("list")
@click.option("--open", "only_open", is_flag=True, help="Hanya yang terbuka. / Only open ones.")
@click.option("--json", "as_json", is_flag=True, help="Jawaban untuk mesin. / For machines.")
@pass_house
def list_requests(house: House, *, only_open: bool, as_json: bool) -> None:
    """Tampilkan register permohonan. / Show the register of requests."""
    house.store.check_schema()
    now = datetime.now(UTC)
    for each in house.privacy.register(only_open=only_open):
        click.echo(json.dumps(_line(each, now)) if as_json else _text(house, each, now))


def _line(each: Requested, now: datetime) -> dict[str, Any]:
    return {
        "request": str(each.request),
        "kind": each.kind,
        "person": str(each.person_id),
        "stage": each.stage,
        "outcome": each.outcome,
        "due_at": each.due_at.isoformat(),
        "late": each.is_late(now),
    }


def _text(house: House, each: Requested, now: datetime) -> str:
    due = house.programme.local(each.due_at)
    late = "  TERLAMBAT / LATE" if each.is_late(now) else ""
    said = f"{each.stage} {each.outcome}".strip()
    return f"{each.request}  {each.kind:<20} {said:<20} {due:%Y-%m-%d %H:%M}{late}"


def _show(carried: Carried) -> None:
    click.echo(
        f"{carried.request}: {carried.sealed} isian tersegel / sealed fields, "
        f"{carried.claims} klaim / claims: [dihapus]"
    )
    for each in carried.releases:
        click.echo(f"  salinan yang pernah diserahkan / a copy was handed out: {each}")


def _scrub(house: House) -> None:
    try:
        scrub(house.store.admin_url, house.store.schemas)
    except NotScrubbed as problem:
        raise click.ClickException(str(problem)) from None
    click.echo("berkas dibersihkan / files scrubbed")


def _execute(house: House, request: UUID, command: Command, user: str | None, role: str) -> Answer:
    house.store.check_schema()
    asked = Request(command_id=uuid4(), actor=actor_of(house, user, role))
    try:
        return house.casework.execute(Step(DATA_REQUEST, request, command), asked)
    except Refused as refused:
        raise in_one_sentence(refused) from None


@click.command("person-file")
@_said
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Berkas. / File.")
@pass_house
def write_person_file(house: House, request: UUID, out: Path, user: str | None) -> None:
    """Tulis salinan data satu orang yang berhak. / Write the copy a person has a right to."""
    house.store.check_schema()
    asked = Request(command_id=uuid4(), actor=actor_of(house, user, OFFICER))
    try:
        made = release(house.casework, request, asked)
        write_new(out, made.content.decode())
    except Refused as refused:
        raise in_one_sentence(refused) from None
    except FileExistsError:
        raise click.ClickException(f"{out}: sudah ada. / exists already.") from None
    click.echo(f"{out}  sha256 {made.sha256}")


COMMANDS = (erase, write_person_file)
