"""Commands for whoever checks: is the log whole, and what does it say of a family."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
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
from domain.history import case_number
from domain.household.events.people import HouseholdFormedBySplit
from domain.household.events.targeting import HouseholdNominated

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


COMMANDS = (docs, verify, households, rebuild)
