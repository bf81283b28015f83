"""The database of one programme as an installation uses it: server, roles, connections."""

from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing.persistence import Mapper
from psycopg import Connection

from adapters.drafts import Drafts
from adapters.keyring import WrappedKeyring
from adapters.postgres import migrate
from adapters.postgres.access import PostgresAccessStore
from adapters.postgres.anchors import AnchorStore
from adapters.postgres.database import APP, Schemas, role_passwords, url_as
from adapters.postgres.evidence import EvidenceStore
from adapters.postgres.pool import CONNECT_SECONDS, SharedConnections
from adapters.postgres.projector import Projector
from adapters.postgres.recorder import LedgerRecorder
from adapters.postgres.rounds import RecordedVisits
from adapters.postgres.server import EmbeddedServer
from domain.programme import Programme
from projections.catalogue import READ_MODELS
from services.ports import KeyWrapper

CONNECTIONS_MAX = 8


class Store:
    """PostgreSQL for one programme, each part made when it is first asked for.

    It is the server that comes along, unless `database_url` names another one. `role` is the
    database role as which the log is used: the app's, but the owner's for a simulation, because
    only the owner may say when something was recorded.
    """

    def __init__(
        self, home: Path, database_url: str | None, programme: str, role: str = APP
    ) -> None:
        self.schemas = Schemas(programme.replace("-", "_"))
        self._home = home
        self._database_url = database_url
        self._role = role

    def as_role(self, role: str) -> "Store":
        """Return the same database, its log used as another role; the server stays this one's."""
        return Store(self._home, self.admin_url, self.schemas.programme, role)

    @property
    def is_foreign(self) -> bool:
        """Say whether the server is one that did not come along."""
        return self._database_url is not None

    @cached_property
    def server(self) -> EmbeddedServer:
        return EmbeddedServer(self._home)

    @cached_property
    def admin_url(self) -> str:
        return self._database_url or self.server.start()

    @cached_property
    def passwords(self) -> dict[str, str]:
        return role_passwords(self._home / "secrets" / "database-roles.json")

    def url(self, role: str) -> str:
        """Return the address of the database for one of its roles."""
        return url_as(self.admin_url, role, self.passwords)

    def migrate(self) -> list[str]:
        """Make roles and schemas as they must be; return what was applied."""
        return migrate.migrate(self.admin_url, self.schemas.programme, self.passwords)

    def check_schema(self) -> None:
        """Refuse to start on a schema that this program does not know."""
        with psycopg.connect(self.url(self._role), connect_timeout=CONNECT_SECONDS) as connection:
            migrate.check(connection, self.schemas.programme)

    @cached_property
    def recorder(self) -> LedgerRecorder:
        return LedgerRecorder(self.url(self._role), self.schemas.programme)

    def projector(self, mapper: Mapper[UUID], definition: Programme) -> Projector:
        """Return what keeps the read models up with the log."""
        return Projector(self.url(APP), self.schemas.programme, mapper, READ_MODELS, definition)

    @cached_property
    def pool(self) -> SharedConnections:
        path = f"-c search_path={self.schemas.read},{self.schemas.ledger} -c timezone=UTC"
        return SharedConnections(self.url(APP), CONNECTIONS_MAX, {"options": path})

    def reading(self) -> AbstractContextManager[Connection[Any]]:
        """Return a connection that sees the read models first, then the log."""
        return self.pool.connection()

    def spare(self) -> AbstractContextManager[Connection[Any] | None]:
        """Return another one for who has one already, if it is idle."""
        return self.pool.spare()

    def visits(
        self, programme: Programme, mapper: Mapper[UUID], keyring: WrappedKeyring
    ) -> RecordedVisits:
        """Return what a reported visit is compared with."""
        return RecordedVisits(self.reading, self.schemas, programme, mapper, keyring)

    def connect(self) -> Connection[Any]:
        """Return a connection of its own, for whoever holds a lock with it."""
        return psycopg.connect(self.url(APP), autocommit=True, connect_timeout=CONNECT_SECONDS)

    @property
    def access(self) -> PostgresAccessStore:
        return PostgresAccessStore(self.pool, self.schemas.access)

    def drafts(self, keys: KeyWrapper) -> Drafts:
        """Return where forms are kept that were begun."""
        return Drafts(self.reading, self.schemas.access, keys)

    @property
    def anchors(self) -> AnchorStore:
        return AnchorStore(self.reading, self.schemas)

    @property
    def evidence(self) -> EvidenceStore:
        return EvidenceStore(self.reading, self.schemas)

    def close(self) -> None:
        """Give back connections, and the server when nobody else uses it."""
        for name in ("pool", "recorder"):
            if (part := self.__dict__.get(name)) is not None:
                part.close()
        if "server" in self.__dict__:
            self.server.stop()
