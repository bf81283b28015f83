"""Keeps the read models of a programme up with its log, woken by every append."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event as Signal
from typing import Any
from uuid import UUID

import psycopg
import structlog
from eventsourcing.persistence import Mapper
from psycopg import Connection, OperationalError
from psycopg.sql import SQL, Identifier

from adapters.postgres.projector_rebuild import Rebuild
from adapters.postgres.projector_steps import Steps
from projections import tracking
from projections.read_model import ReadModel
from projections.tracking import Lag

PAGE_SIZE = 2_000
POLL_SECONDS = 1.0
CONNECT_SECONDS = 3
log = structlog.get_logger()


class Projector:
    """All read models of one programme. Any number of them may run, in any number of processes."""

    def __init__(
        self,
        url: str,
        programme: str,
        mapper: Mapper[UUID],
        read_models: Sequence[ReadModel],
        page_size: int = PAGE_SIZE,
    ) -> None:
        self._url = url
        self._programme = programme
        self._mapper = mapper
        self._read_models = read_models
        self._page_size = page_size

    def run(self, stop: Signal) -> None:
        """Follow the log until told to stop, whatever happens to the connection meanwhile."""
        while not stop.is_set():
            try:
                with self.connect() as connection:
                    self._follow(connection, stop)
            except OperationalError as error:
                log.warning("projector_lost_connection", error=type(error).__name__)
                stop.wait(POLL_SECONDS)

    def catch_up(self) -> int:
        """Bring the read models to the end of the log; return how many events they were behind."""
        with self.connect() as connection:
            tracking.prepare(connection, self._read_models)
            steps = self._steps(connection)
            return sum(iter(steps.step, 0))

    def rebuild(
        self, *names: str, progress: Callable[[int, int], None] = lambda _position, _size: None
    ) -> None:
        """Make read models again from the first event, beside the old ones, and swap them in.

        Without names, all. `progress` is told the position reached and the size of the log.
        Raises RebuildRunning when another process is at it.
        """
        chosen = [model for model in self._read_models if not names or model.name in names]
        with self.connect() as live:
            tracking.prepare(live, self._read_models)
        schemas = f"{self._programme}_read", f"{self._programme}_shadow"
        with self.connect(schemas[1]) as connection:
            steps = self._steps(connection, chosen)
            Rebuild(connection, chosen, steps, *schemas).run(progress)

    def outdated(self) -> list[str]:
        """Return the read models that were written by other code than this."""
        with self.connect() as connection:
            return tracking.outdated(connection, self._read_models)

    def resume(self, name: str) -> bool:
        """Let a parked read model try again. False: it was not parked."""
        with self.connect() as connection:
            return tracking.resume(connection, name)

    def lag(self) -> list[Lag]:
        """Return how far every read model is behind the log, and which ones are parked."""
        with self.connect() as connection:
            return tracking.lag(connection)

    def wait_for(self, position: int, timeout_seconds: float) -> bool:
        """Wait until all read models include a position. False: it is still being processed."""
        with self.connect() as connection:
            return tracking.wait_for(connection, position, timeout_seconds)

    @contextmanager
    def connect(self, schema: str | None = None) -> Iterator[Connection[Any]]:
        """Yield a connection that sees the read models first, then the log."""
        path = f"{schema or self._programme + '_read'},{self._programme}"
        with psycopg.connect(
            self._url,
            autocommit=True,
            connect_timeout=CONNECT_SECONDS,
            # What a crash takes from a read model, it takes from its position too.
            options=f"-c search_path={path} -c synchronous_commit=off",
        ) as connection:
            yield connection

    def _steps(
        self, connection: Connection[Any], read_models: Sequence[ReadModel] | None = None
    ) -> Steps:
        return Steps(connection, self._mapper, read_models or self._read_models, self._page_size)

    def _follow(self, connection: Connection[Any], stop: Signal) -> None:
        """Move on until the end of the log, then wait for the next append, or a second."""
        tracking.prepare(connection, self._read_models)
        if outdated := tracking.outdated(connection, self._read_models):
            self.rebuild(*outdated)
        connection.execute(SQL("LISTEN {}").format(Identifier(f"{self._programme}_appended")))
        steps = self._steps(connection)
        while not stop.is_set():
            if steps.step() == 0:
                # The poll finds what a lost notification would have told.
                for _ in connection.notifies(timeout=POLL_SECONDS, stop_after=1):
                    pass
