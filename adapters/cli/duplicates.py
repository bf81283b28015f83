"""Commands for suggested duplicates: the queue, two files side by side, and the decision."""

import json
from dataclasses import asdict
from uuid import UUID, uuid4

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from adapters.cli.bilingual import Bilingual
from adapters.cli.house import House, pass_house
from adapters.cli.identity import CHANNEL, actor_of, user_options
from adapters.cli.intake import in_one_sentence, registry_of
from domain.context import Actor
from domain.history import case_number
from domain.rules import Refused
from services.deduplication import Deduplication
from services.reading import NoSuchFile
from services.requests import Request

ROLE = "data_officer"


@click.group(cls=Bilingual)
def duplicates() -> None:
    """Dugaan ganda. / Households that may be the same; a person decides."""


@duplicates.command("list")
@click.option("--batch-code", help="Hanya daftar ini. / Only with households of this list.")
@click.option("--json", "as_json", is_flag=True, help="JSON.")
@user_options
@pass_house
def list_duplicates(
    house: House,
    batch_code: str | None,
    as_json: bool,
    user: str | None,
) -> None:
    """Tampilkan dugaan yang belum diputus. / Show suggestions that nobody has decided."""
    queue = Deduplication(house.casework, registry_of(house))
    try:
        found = queue.queue(actor_of(house, user, ROLE), batch_code)
    except Refused as refused:
        raise in_one_sentence(refused) from None
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], default=str))
        return
    table = Table("skor / score")
    table.add_column("berkas / files", no_wrap=True)
    table.add_column("alasan / reasons")
    for one in found:
        pair = f"{one.household_id}\n{one.other_id}"
        cases = f"{case_number(one.household_id)} · {case_number(one.other_id)}"
        table.add_row(str(one.score), f"{cases}\n{pair}", " ".join(one.reasons))
    Console().print(table)


@duplicates.command("show")
@click.argument("household", type=click.UUID)
@click.argument("other", type=click.UUID)
@user_options
@pass_house
def show_duplicate(house: House, household: UUID, other: UUID, user: str | None) -> None:
    """Tampilkan dua berkas berdampingan; tercatat. / Show both files; that is put on record."""
    queue = Deduplication(house.casework, registry_of(house))
    try:
        both = queue.side_by_side((household, other), _request(actor_of(house, user, ROLE)))
    except (Refused, NoSuchFile) as problem:
        raise _understood(problem) from None
    table = Table("", *(case_number(family.household_id) for family in both))
    for title, values in (
        ("desa / village", [family.village_code for family in both]),
        ("alamat / address", [family.address for family in both]),
        ("nomor KK / family card", [family.family_card for family in both]),
        ("desil / decile", [str(family.decile or "-") for family in both]),
    ):
        table.add_row(title, *map(Text, values))
    for family, column in zip(both, (0, 1), strict=True):
        for person in family.people:
            # Text, because what a list calls a name might be markup to a terminal.
            cells = [Text(), Text()]
            cells[column] = Text(f"{person.full_name}\n{person.nik}\n{person.birth_date}")
            table.add_row("anggota / member", *cells)
    Console().print(table)


@duplicates.command("decide")
@click.argument("household", type=click.UUID)
@click.argument("other", type=click.UUID)
@click.option("--same", is_flag=True, help="Ganda: HOUSEHOLD berakhir. / HOUSEHOLD ends.")
@click.option("--different", is_flag=True, help="Bukan ganda. / Not the same.")
@click.option("--reason", required=True, help="Kode alasan. / Reason code of the programme.")
@click.option("--adopt/--no-adopt", default=True, help="Anggota ikut. / Its members go along.")
@user_options
@pass_house
def decide_duplicate(
    house: House,
    household: UUID,
    other: UUID,
    same: bool,
    different: bool,
    reason: str,
    adopt: bool,
    user: str | None,
) -> None:
    """Putuskan: HOUSEHOLD sama dengan OTHER atau tidak. / Decide whether both are one."""
    if same == different:
        raise click.UsageError("Pilih --same atau --different. / Choose --same or --different.")
    queue = Deduplication(house.casework, registry_of(house))
    request = _request(actor_of(house, user, ROLE))
    try:
        if same:
            answer = queue.merge(household, other, reason, request, adopt=adopt)
        else:
            answer = queue.dismiss((household, other), reason, request)
    except (Refused, NoSuchFile) as problem:
        raise _understood(problem) from None
    click.echo(f"Tercatat / on record: {answer.last_position}")


def _request(actor: Actor) -> Request:
    return Request(command_id=uuid4(), actor=actor, channel=CHANNEL, correlation_id="duplicates")


def _understood(problem: Exception) -> click.ClickException:
    if isinstance(problem, Refused):
        return in_one_sentence(problem)
    return click.ClickException(
        "Berkas tidak ada, atau tidak berasal dari daftar. / No such file, or not from a list."
    )


COMMANDS = (duplicates,)
