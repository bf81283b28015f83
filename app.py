"""The composition root: the only file that knows all the others."""

import gc
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from fastapi import FastAPI
from psycopg import Connection
from psycopg_pool import ConnectionPool

from adapters.cli import command_line
from adapters.codec import EventCodec
from adapters.jobs import Jobs
from adapters.keyring import HmacIndex, KeyFile, WrappedKeyring
from adapters.passwords import Argon2Passwords
from adapters.postgres import migrate
from adapters.postgres.access import PostgresAccessStore
from adapters.postgres.database import APP, Schemas, role_passwords, url_as
from adapters.postgres.naming import Names
from adapters.postgres.projector import Projector
from adapters.postgres.recorder import LedgerRecorder
from adapters.postgres.server import EmbeddedServer
from adapters.sealing import open_sealed
from adapters.web.application import create_api
from adapters.web.parts import Parts
from config.lists import MAPPINGS
from config.programme_errors import BadProgramme
from config.programme_files import ProgrammeFiles, load_programme
from config.settings import BadSetting, Settings
from config.simulation import transitions
from domain.commands import COMMANDS
from domain.history import RecordedEvent
from domain.programme import Programme
from projections import deadlines, tracking
from projections.catalogue import READ_MODELS
from projections.read_model import ReadModel
from services.access import Access, Limits
from services.casework import Casework
from services.claims import Claims
from services.clockwork import Clockwork
from services.directory import Directory
from services.ledger import Ledger

CONNECTIONS_MAX = 8
CONNECT_SECONDS = 3


class House:
    """Everything of one installation, each part made when it is first asked for.

    `role` is the database role as which the ledger is used: the app's, but the owner's for a
    simulation, because only the owner may say when something was recorded.
    """

    read_models: tuple[ReadModel, ...] = READ_MODELS
    mappings: Path = MAPPINGS

    def __init__(self, settings: Settings, role: str = APP) -> None:
        self.settings = settings
        self.role = role

    def as_role(self, role: str) -> "House":
        """Return the same installation, seen by another role of the database."""
        other = House(self.settings, role)
        other.__dict__.update(
            {name: self.__dict__[name] for name in ("server", "files") if name in self.__dict__}
        )
        return other

    @cached_property
    def files(self) -> ProgrammeFiles:
        return load_programme(self.settings.programme, commands=COMMANDS)

    @property
    def programme(self) -> Programme:
        return self.files.programme

    @cached_property
    def schemas(self) -> Schemas:
        return Schemas(self.programme.code.replace("-", "_"))

    @cached_property
    def server(self) -> EmbeddedServer | None:
        """Return the PostgreSQL that comes along, unless the settings name another one."""
        return None if self.settings.database_url else EmbeddedServer(self.settings.home)

    @cached_property
    def admin_url(self) -> str:
        given = self.settings.database_url
        if given is not None:
            return given.get_secret_value()
        assert self.server is not None  # noqa: S101 (there is one exactly when no URL is given)
        return self.server.start()

    @cached_property
    def passwords(self) -> dict[str, str]:
        return role_passwords(self.settings.home / "secrets" / "database-roles.json")

    def url(self, role: str) -> str:
        """Return the address of the database for one of its roles."""
        return url_as(self.admin_url, role, self.passwords)

    def migrate(self) -> list[str]:
        """Make roles and schemas as they must be; return what was applied."""
        return migrate.migrate(self.admin_url, self.schemas.programme, self.passwords)

    def check_schema(self) -> None:
        """Refuse to start on a schema that this program does not know."""
        with psycopg.connect(self.url(self.role), connect_timeout=CONNECT_SECONDS) as connection:
            migrate.check(connection, self.schemas.programme)

    @property
    def key_path(self) -> Any:
        return self.settings.home / "secrets" / "keys"

    @cached_property
    def keys(self) -> KeyFile:
        return KeyFile.load(self.key_path)

    @cached_property
    def recorder(self) -> LedgerRecorder:
        return LedgerRecorder(self.url(self.role), self.schemas.programme)

    @cached_property
    def keyring(self) -> WrappedKeyring:
        return WrappedKeyring(self.keys, self.recorder.wrapped_key)

    @cached_property
    def codec(self) -> EventCodec:
        return EventCodec(self.keyring)

    @cached_property
    def ledger(self) -> Ledger:
        return Ledger(self.codec, self.recorder, self.keyring)

    @cached_property
    def index(self) -> HmacIndex:
        return HmacIndex(self.keys)

    def opened(self, stream: UUID) -> list[RecordedEvent]:
        """Return a history with its personal fields."""
        sealed = self.recorder.select_sealed([stream])
        return open_sealed(self.ledger.history(stream), sealed, self.keyring)

    @cached_property
    def casework(self) -> Casework:
        return Casework(self.ledger, self.programme, Claims(self.index, self.opened))

    @cached_property
    def projector(self) -> Projector:
        return Projector(self.url(APP), self.schemas.programme, self.codec, READ_MODELS)

    @cached_property
    def pool(self) -> ConnectionPool[Connection[Any]]:
        path = f"-c search_path={self.schemas.read},{self.schemas.ledger} -c timezone=UTC"
        options = {"autocommit": True, "connect_timeout": CONNECT_SECONDS, "options": path}
        return ConnectionPool(
            self.url(APP),
            min_size=1,
            max_size=CONNECTIONS_MAX,
            timeout=CONNECT_SECONDS,
            kwargs=options,
            open=True,
        )

    def reading(self) -> AbstractContextManager[Connection[Any]]:
        """Return a connection that sees the read models first, then the log."""
        return self.pool.connection()

    @cached_property
    def access(self) -> Access:
        return Access(
            store=PostgresAccessStore(self.pool, self.schemas.access),
            passwords=Argon2Passwords(),
            actors=Directory(self.ledger, self.programme).actors,
            login_key=lambda login: self.index.token("login", login),
            clock=lambda: datetime.now(UTC),
            limits=Limits(
                idle=timedelta(minutes=self.settings.session_idle_minutes),
                absolute=timedelta(hours=self.settings.session_hours),
            ),
        )

    @cached_property
    def clockwork(self) -> Clockwork:
        def waiting(kind: str) -> list[deadlines.Waiting]:
            with self.reading() as connection:
                return deadlines.waiting(connection, kind, tracking.current(connection))

        return Clockwork(self.casework, waiting)

    @cached_property
    def jobs(self) -> Jobs:
        return Jobs(self.clockwork, self._connect, self.programme.timezone)

    def _connect(self) -> Connection[Any]:
        return psycopg.connect(self.url(APP), autocommit=True, connect_timeout=CONNECT_SECONDS)

    def api(self) -> FastAPI:
        """Return the web of the programme."""
        return create_api(
            Parts(
                programme=self.programme,
                casework=self.casework,
                access=self.access,
                reading=self.reading,
                names=Names(self.reading, self.codec, self.keyring).of,
            )
        )

    def transitions(self) -> list[str]:
        """Return the lines of the flip rates that a simulation uses."""
        return transitions()

    @contextmanager
    def open(self) -> Iterator["House"]:
        """Give everything back at the end that was opened on the way."""
        try:
            yield self
        finally:
            self.close()

    def close(self) -> None:
        """Give back connections, and the server when nobody else uses it."""
        for name in ("pool", "recorder", "server"):
            part = self.__dict__.get(name)
            if isinstance(part, EmbeddedServer):
                part.stop()
            elif part is not None:
                part.close()


def main(prog_name: str = "jejak") -> None:
    """Run the command line."""
    # What was imported stays: without this, every collection walks through all of it again.
    gc.freeze()
    command_line(lambda: House(Settings.from_environment()), prog_name, BadProgramme, BadSetting)
