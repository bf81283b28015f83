"""Commands for whoever checks: is the log whole, and what does it say of a family."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from itertools import islice
from pathlib import Path
from uuid import UUID

import click
from rich.console import Console
from rich.progress import Progress

from adapters.cli import checking
from adapters.cli.house import House, pass_house
from adapters.documents import write_documents
from adapters.postgres.database import READER
from adapters.postgres.verify import verify as verify_log
from domain.canonical import plain
from domain.history import case_number
from domain.household.events.people import HouseholdFormedBySplit
from domain.household.events.targeting import HouseholdNominated
from projections import as_of as as_of_module
from projections.replay import Clock, Story, replay, upto
from projections.wording import Wording

MANY = 2**62
PAGE = 1_000


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Jawaban untuk mesin. / For machines.")
@click.option("--mirror", type=click.Path(path_type=Path, exists=True), help="Cermin. / A mirror.")
@click.option("--bundle", type=click.Path(path_type=Path, exists=True), help="Bundel. / A bundle.")
@click.option(
    "--policy", type=click.Path(path_type=Path, exists=True), help="Kebijakan. / Whose keys."
)
@pass_house
def verify(
    house: House, as_json: bool, mirror: Path | None, bundle: Path | None, policy: Path | None
) -> None:
    """Hitung ulang seluruh segel. / Recompute every leaf, chain and the root from the database.

    Dengan --mirror atau --bundle: dari berkas, tanpa basis data. / Or from files, without it.
    """
    if mirror is not None or bundle is not None:
        checking.check_files(house, mirror, bundle, policy)
        return
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("memeriksa / verifying", total=None)
        found = verify_log(
            house.store.url(READER),
            house.store.schemas.programme,
            lambda done, total: bar.update(task, completed=done, total=total),
        )
    if as_json:
        click.echo(json.dumps(asdict(found)))
    elif found.ok:
        click.echo(f"utuh / whole: {found.size} peristiwa / events, {found.root}")
    else:
        click.echo(
            f"TIDAK UTUH / NOT WHOLE: posisi / position {found.first_bad_position}: {found.reason}"
        )
    sys.exit(0 if found.ok else 1)


@click.command()
@click.option("--limit", default=20, show_default=True, help="Paling banyak. / At most.")
@click.option("--json", "as_json", is_flag=True, help="Jawaban untuk mesin. / For machines.")
@pass_house
def households(house: House, limit: int, as_json: bool) -> None:
    """Daftar rumah tangga dalam log. / The households in the log, in the order they came."""
    house.store.check_schema()
    ids = list(islice(_household_ids(house), limit))
    if as_json:
        click.echo(json.dumps([str(each) for each in ids]))
    else:
        for each in ids:
            click.echo(f"{each}  {case_number(each)}")


def _household_ids(house: House) -> Iterator[UUID]:
    """Yield the households of the log in the order in which they came into it."""
    topics = [HouseholdNominated.name, HouseholdFormedBySplit.name]
    start = 0
    while rows := house.store.recorder.select_notifications(start, PAGE, topics=topics):
        for row in rows:
            yield UUID(str(row.originator_id))
        start = rows[-1].id + 1


@click.command("replay")
@click.argument("household", type=click.UUID)
@click.option("--as-of", help="Posisi, tanggal atau saat. / Position, date or moment.")
@click.option("--clock", type=click.Choice(["recorded", "occurred"]), default="recorded")
@click.option("--language", type=click.Choice(["id", "en"]), default="id", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Keadaan kanonis. / The canonical state.")
@pass_house
def replay_household(
    house: House,
    household: UUID,
    as_of: str | None,
    clock: Clock,
    language: str,
    as_json: bool,
) -> None:
    """Putar ulang riwayat satu keluarga. / Tell a family's history again, up to any point.

    Personal data stays sealed here: a page opens it for who may read it, and notes that.
    """
    house.store.check_schema()
    history = house.ledger.history(household)
    if not history:
        raise click.ClickException(f"{household}: tidak ada dalam log. / is not in the log.")
    position, moment = _point(house, as_of)
    if clock == "recorded" and moment is not None:
        history = [each for each in history if each.recorded_at and each.recorded_at <= moment]
    told = upto(history, clock, position, moment)
    story = replay(
        household, told, clock, Wording("en" if language == "en" else "id", house.programme)
    )
    click.echo(story.state) if as_json else _print(house, story)


def _point(house: House, as_of: str | None) -> tuple[int, datetime | None]:
    """Return the position, and the moment, that the words on the command line stand for."""
    if as_of is None:
        return MANY, None
    try:
        asked = as_of_module.parse(as_of)
    except ValueError:
        raise click.ClickException(
            f"--as-of {as_of}: posisi, tanggal 2026-06-30, atau saat dengan zona. / "
            f"give a position, a date such as 2026-06-30, or a moment with its offset."
        ) from None
    if isinstance(asked, int):
        return asked, None
    if isinstance(asked, datetime):
        return MANY, asked
    return MANY, house.programme.end_of(asked)


def _print(house: House, story: Story) -> None:
    zone = house.programme.zone
    click.echo(f"{story.case_number}  {story.household_id}")
    for point in story.points:
        occurred = point.occurred_at.astimezone(zone)
        late = f" (+{point.lag_days} h)" if point.lag_days else ""
        click.echo(f"{point.position:>9}  {occurred:%Y-%m-%d %H:%M}{late}  {point.sentence}")
        for code, sentence in point.warnings:
            click.echo(f"           ! {code} {sentence}")
        for changed in point.changes:
            path = ".".join(map(str, changed.path))
            click.echo(f"             {changed.kind} {path}: {plain(changed.after)}")
    click.echo(story.state)
    click.echo(f"sha256 {story.hash}")


@click.command()
@click.argument("names", nargs=-1)
@pass_house
def rebuild(house: House, names: tuple[str, ...]) -> None:
    """Bangun ulang tampilan dari log. / Make read models again from the log; all by default."""
    house.store.check_schema()
    unknown = set(names) - {model.name for model in house.read_models}
    if unknown:
        known = ", ".join(model.name for model in house.read_models)
        raise click.ClickException(
            f"{', '.join(sorted(unknown))}: tidak dikenal. / unknown. {known}"
        )
    with Progress() as bar:
        task = bar.add_task("membangun ulang / rebuilding", total=None)
        house.projector.rebuild(
            *names, progress=lambda done, total: bar.update(task, completed=done, total=total)
        )


@click.command()
def docs() -> None:
    """Tulis ulang docs/events.md dan rules.md. / Write events.md and rules.md from the code."""
    for path in write_documents():
        click.echo(path.name)


COMMANDS = (docs, verify, households, replay_household, rebuild)
