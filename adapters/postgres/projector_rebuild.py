"""Makes read models again in a shadow schema, and swaps them in while others go on reading."""

from collections.abc import Callable, Sequence
from typing import Any

from psycopg import Connection
from psycopg.errors import LockNotAvailable
from psycopg.sql import SQL, Identifier

from adapters.postgres.database import Schemas
from adapters.postgres.projector_apart import Mover, to_the_end
from projections import tracking
from projections.read_model import ReadModel
from projections.tracking import Book

SWAP_TRIES = 20
_ALONE = SQL("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))")
# A table that the version before did not have is not there yet.
_DROP = SQL("DROP TABLE IF EXISTS {}")
_TABLES = SQL("SELECT tablename FROM pg_tables WHERE schemaname = %s")


class RebuildRunning(RuntimeError):
    """Another process is rebuilding, or readers do not let go of the old tables."""


class RebuildParked(RuntimeError):
    """The log holds an event that a read model cannot be built from; the old tables stay."""


class Rebuild:
    """The read models being made again, over a connection that sees the shadow schema first."""

    def __init__(
        self,
        connection: Connection[Any],
        read_models: Sequence[ReadModel],
        movers: Sequence[Mover],
        book: Book,
        schemas: Schemas,
    ) -> None:
        self._connection = connection
        self._read_models = read_models
        self._movers = movers
        self._book = book
        self._live, self._shadow = schemas.read, schemas.shadow

    def run(self, progress: Callable[[int, int], None], *, strict: bool) -> None:
        """Build, catch up, swap; all or nothing. Raises RebuildRunning.

        When a read model stumbles, a strict rebuild raises RebuildParked; another one puts it in
        its place as far as it got, parked, so that the others can go on.
        """
        self._begin()
        to_the_end(self._movers, lambda: self._report(progress))
        for _ in range(SWAP_TRIES):
            try:
                self._swap(strict=strict)
            except LockNotAvailable:
                continue
            return self._clear()
        raise RebuildRunning

    def _begin(self) -> None:
        if self._connection.execute(_ALONE, [self._shadow]).fetchone() != (True,):
            raise RebuildRunning
        self._clear()
        self._book.prepare(self._connection, self._read_models)

    def _clear(self) -> None:
        """Make room: drop what an interrupted rebuild left behind."""
        with self._connection.transaction():
            self._connection.execute(
                SQL("CREATE SCHEMA IF NOT EXISTS {}").format(Identifier(self._shadow))
            )
            tables = self._connection.execute(_TABLES, [self._shadow]).fetchall()
            for (table,) in tables:
                self._connection.execute(_DROP.format(Identifier(self._shadow, table)))

    def _report(self, progress: Callable[[int, int], None]) -> None:
        lags = tracking.lag(self._connection)
        reached = sum(lag.position + 1 for lag in lags) // len(lags)
        progress(reached, max(lag.position + 1 + lag.behind for lag in lags))

    def _refuse_parked(self) -> None:
        parked = [lag for lag in tracking.lag(self._connection) if lag.parked_reason is not None]
        if parked:
            raise RebuildParked(f"{parked[0].read_model}: {parked[0].parked_reason}")

    def _swap(self, *, strict: bool) -> None:
        """Stop the live runners for a moment, catch up with them, and change places."""
        with self._connection.transaction():
            self._connection.execute("SET LOCAL lock_timeout = '2s'")
            names = [model.name for model in self._read_models]
            reached = tracking.lock(self._connection, self._live, names)
            while any(at < reached for at in self._book.going(self._connection).values()):
                for mover in self._movers:
                    mover.step()
            if strict:
                self._refuse_parked()
            for model in self._read_models:
                for table in model.tables:
                    self._move(table.name)
            tracking.replace(self._connection, self._live, names)

    def _move(self, table: str) -> None:
        made, live = Identifier(self._shadow, table), Identifier(self._live)
        self._connection.execute(_DROP.format(Identifier(self._live, table)))
        self._connection.execute(SQL("ALTER TABLE {} SET SCHEMA {}").format(made, live))
