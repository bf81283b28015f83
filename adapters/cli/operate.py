"""Commands that run an installation: keys, migration, web, read models and clockwork."""

import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event as Signal
from threading import Thread
from uuid import uuid5

import click
import uvicorn

from adapters.anchors.signing_keys import SigningKeys
from adapters.cli import demonstration
from adapters.cli.bilingual import Bilingual
from adapters.cli.house import House, pass_house
from adapters.keyring import KeyFile, KeyFileUnusable
from adapters.postgres import rotation
from adapters.postgres.database import OWNER
from domain.context import Actor
from domain.history import NAMESPACE
from domain.instrument.aggregate import DEFINITION
from services.requests import Request
from services.steps import Step
from services.streams import instrument_stream

HOST = "127.0.0.1"
GRACE_SECONDS = 5


@click.group(cls=Bilingual)
def keys() -> None:
    """Kunci di luar basis data. / The keys that lie outside the database."""


@keys.command("init")
@pass_house
def init_keys(house: House) -> None:
    """Buat berkas kunci; yang ada tidak ditimpa. / Make the key files; never overwrites one."""
    has_all = house.key_path.exists() and _log_keys(house).exist()
    try:
        if has_all or not house.key_path.exists():
            KeyFile.create(house.key_path)
    except KeyFileUnusable as problem:
        raise click.ClickException(str(problem)) from None
    _make_log_key(house)
    click.echo(f"{house.key_path}: simpan salinannya di luar mesin ini. / keep a copy elsewhere.")


def _make_log_key(house: House) -> None:
    """Make the key that signs checkpoints, where there is none."""
    if not _log_keys(house).exist():
        _log_keys(house).make(house.programme.code)


def _log_keys(house: House) -> SigningKeys:
    return SigningKeys(house.settings.home / "secrets")


@keys.command("rotate")
@pass_house
def rotate_keys(house: House) -> None:
    """Ganti kunci pembungkus; boleh diulang. / Replace the key-encryption key; repeatable."""
    done = rotation.rotate(house.store.url(OWNER), house.store.schemas, house.key_path)
    click.echo(f"{done} kunci dibungkus ulang / keys wrapped again: {house.key_path}")


@keys.command("forget-old")
@pass_house
def forget_old_keys(house: House) -> None:
    """Buang kunci lama; cadangan lama tak terbuka lagi. / Drop replaced keys, and old backups."""
    done = rotation.forget_old(house.store.url(OWNER), house.store.schemas, house.key_path)
    click.echo(f"{done} kunci lama dibuang / replaced keys dropped")


@click.command()
@pass_house
def migrate(house: House) -> None:
    """Siapkan skema basis data. / Bring the database to the schema of this program."""
    applied = house.store.migrate()
    click.echo("\n".join(applied) or "tidak ada yang kurang / nothing was missing")


@click.command()
@pass_house
def serve(house: House) -> None:
    """Layani halaman dan API. / Serve pages and API."""
    house.check()
    with _listening(house.settings.port) as listening:
        _serve(house, listening)


@click.command()
@pass_house
def work(house: House) -> None:
    """Jaga tampilan data dan jam kerja. / Keep read models up to date, and run the clockwork."""
    stop = Signal()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    house.check()
    _adopt(house)
    house.jobs.start()
    try:
        house.projector.run(stop)
    finally:
        house.jobs.stop()


@click.command()
@pass_house
def up(house: House) -> None:
    """Siapkan semua, muat contoh bila kosong, lalu layani. / Everything at once, with a demo."""
    with _listening(house.settings.port) as listening:
        if not house.key_path.exists():
            KeyFile.create(house.key_path)
        _make_log_key(house)
        house.store.migrate()
        house.check()
        if house.store.recorder.max_notification_id() is None:
            demonstration.load(house)
        demonstration.check_finished(house)
        _adopt(house)
        demonstration.show_sign_ins(house)
        with _working(house):
            _serve(house, listening)


@contextmanager
def _working(house: House) -> Iterator[None]:
    """Keep read models up to date and run the clockwork meanwhile."""
    stop = Signal()
    worker = Thread(target=house.projector.run, args=(stop,), name="projector")
    worker.start()
    house.jobs.start()
    try:
        yield
    finally:
        stop.set()
        house.jobs.stop()
        worker.join(GRACE_SECONDS)


def _adopt(house: House) -> None:
    """Put the programme definition on record, once per version."""
    programme = house.programme
    actor = Actor(actor_id=uuid5(NAMESPACE, "system"), role="system")
    stream = instrument_stream(programme.code, "definition")
    request = Request(
        command_id=uuid5(stream, programme.version), actor=actor, channel="clockwork"
    )
    house.casework.execute(Step(DEFINITION, stream, house.files.adopt()), request)


class _Server(uvicorn.Server):
    """Says on a line of its own when it answers, for people and for programs that wait."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.should_exit and sockets:
            port = sockets[0].getsockname()[1]
            click.echo(f"ready http://{HOST}:{port}")
            sys.stdout.flush()


@contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    """Take the port at once, so that nobody waits for something that cannot be served."""
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, port))
        except OSError:
            raise click.ClickException(
                f"Porta {port} sudah dipakai; setel JEJAK_PORT. / "
                f"Port {port} is in use; set JEJAK_PORT to another one."
            ) from None
        yield listening


def _serve(house: House, listening: socket.socket) -> None:
    """Serve until told to stop. The server raises again what told it, which is no failure."""
    config = uvicorn.Config(
        house.api(),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=GRACE_SECONDS,
        h11_max_incomplete_event_size=16_384,
    )
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        _Server(config).run(sockets=[listening])


COMMANDS = (keys, migrate, serve, work, up)
