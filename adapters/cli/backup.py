"""Commands that keep the log safe: `jejak backup` and `jejak restore`."""

import signal
from datetime import datetime
from pathlib import Path
from uuid import uuid5

import click

from adapters.cli.house import House, pass_house
from adapters.doctor.anchor_checks import Anchor
from adapters.doctor.examination import Patient, examine
from adapters.postgres.backup import Backups
from adapters.postgres.database import APP
from adapters.postgres.programs import ProgramFailed
from adapters.postgres.restoring import CannotRestore, choose, forget_again, put_back
from domain.context import Actor
from domain.history import NAMESPACE
from domain.log_seals.aggregate import LOG_SEALS, LogSeals
from domain.log_seals.commands import BeginEpoch
from services.requests import Request
from services.steps import Step
from services.streams import log_stream

ROLE = "system"
FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.option("--to", "folder", required=True, type=FOLDER, help="Folder cadangan. / Where to.")
@click.option("--wal", "only_wal", is_flag=True, help="Hanya catatan WAL. / Only the WAL.")
@click.option("--follow", is_flag=True, help="Ikuti terus WAL. / Follow the WAL until ended.")
@click.option("--keep-days", default=30, show_default=True, help="Umur cadangan. / Days to keep.")
@pass_house
def backup(house: House, folder: Path, *, only_wal: bool, follow: bool, keep_days: int) -> None:
    """Cadangkan basis data; kunci tidak ikut. / Back the database up, without its keys."""
    backups, url = Backups(folder), house.store.admin_url
    try:
        if follow:
            _follow(backups, url)
            return
        if not only_wal:
            base = backups.take(url, house.store.schemas)
            click.echo(f"{base.name}  {base.size} peristiwa / events  {base.root}")
        backups.collect(url)
        for name in backups.prune(keep_days):
            click.echo(f"{name}: dibuang / dropped")
    except ProgramFailed as problem:
        raise click.ClickException(str(problem)) from None


def _follow(backups: Backups, url: str) -> None:
    with backups.follow(url) as receiving:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: receiving.terminate())
        click.echo(f"mengikuti / following: {backups.wal}")
        receiving.wait()


@click.command()
@click.argument("folder", type=FOLDER)
@click.option("--until", type=click.DateTime(["%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S.%f%z"]))
@pass_house
def restore(house: House, folder: Path, until: datetime | None) -> None:
    """Pulihkan ke rumah yang kosong. / Put a backup into an empty home, up to its end or a moment.

    JEJAK_HOME/secrets must be in place; nothing that is there is overwritten.
    """
    if house.store.is_foreign:
        raise click.ClickException(
            "PostgreSQL ini bukan bawaan Jejak; pulihkan dengan alatnya sendiri. / "
            "This PostgreSQL did not come with Jejak; restore it by its own means."
        )
    backups = Backups(folder)
    try:
        base = choose(backups, until)
        url = put_back(house.store.server, backups, base, until)
    except CannotRestore as problem:
        raise click.ClickException(str(problem)) from None
    house.store.migrate()
    forgotten = forget_again(url, house.store.schemas, house.privacy.journal)
    _begin_epoch(house, backups, until)
    click.echo(f"{base.name}, {forgotten} penghapusan diulang / erasures repeated")


def _begin_epoch(house: House, backups: Backups, until: datetime | None) -> None:
    """Say on record what was brought back, and how much of what had been known is missing."""
    known = [Anchor(base.size, bytes.fromhex(base.root)) for base in backups.bases()]
    patient = Patient(app_url=house.store.url(APP), schemas=house.store.schemas, anchors=known)
    found = examine(patient)
    lost = max((anchor.size for anchor in known), default=0) - found.size
    stream = log_stream(house.programme.code)
    state: LogSeals = house.casework.load(LOG_SEALS, stream).state
    begin = BeginEpoch(
        epoch=state.epoch + 1,
        size=found.size,
        root=found.root,
        lost=max(lost, 0),
        until_at=until,
    )
    actor = Actor(actor_id=uuid5(NAMESPACE, ROLE), role=ROLE)
    command_id = uuid5(stream, f"epoch/{begin.epoch}/{found.root}")
    request = Request(command_id=command_id, actor=actor, channel="clockwork")
    house.casework.execute(Step(LOG_SEALS, stream, begin), request)
    click.echo(f"{found.size} peristiwa / events  {found.root}  masa / epoch {begin.epoch}")
    if begin.lost:
        click.echo(f"hilang / missing: {begin.lost} peristiwa yang pernah dicadangkan")
    for each in found.found:
        for wrong in each.wrong:
            click.echo(f"{each.code}: {wrong}")


COMMANDS = (backup, restore)
