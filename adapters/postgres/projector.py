"""Keeps the read models of a programme up with its log, woken by every append."""

from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from threading import Event as Signal
from typing import Any
from uuid import UUID

import structlog
from eventsourcing.persistence import Mapper
from psycopg import Connection, OperationalError
from psycopg.sql import SQL, Identifier

from adapters.postgres.collecting import no_collections
from adapters.postgres.database import Schemas
from adapters.postgres.projector_ahead import Ahead
from adapters.postgres.projector_apart import Apart, Mover, Task, to_the_end
from adapters.postgres.projector_connection import connect
from adapters.postgres.projector_rebuild import Rebuild, RebuildRunning
from adapters.postgres.projector_steps import FoldedPages, Source, Steps
from adapters.postgres.projector_watch import Watched
from adapters.postgres.rebuild_check import Comparison
from domain.programme import Programme
from projections import tracking
from projections.read_model import ReadModel
from projections.source import fingerprint
from projections.tracking import Book, Lag

PAGE_SIZE = 4_000
POLL_SECONDS = 1.0
# From so many events on, starting a process costs less than it saves.
LONG = 100_000
log = structlog.get_logger()


def _unheard(*_: int) -> None:
    """Tell nobody how far it is."""


class Projector:
    """All read models of one programme. Any number of them may run, in any number of processes.

    `definition` has the thresholds of the red flags; `code` names the version of the program:
    what another version wrote is rebuilt. Read models that read the log for themselves go their
    own pace, over a connection of their own, beside those that are folded.
    """

    def __init__(  # noqa: PLR0913, PLR0917 (what a projector is made of)
        self,
        url: str,
        programme: str,
        mapper: Mapper[UUID],
        read_models: Sequence[ReadModel],
        definition: Programme,
        page_size: int = PAGE_SIZE,
        code: str = "",
    ) -> None:
        self._url = url
        self._schemas = Schemas(programme)
        self._mapper = mapper
        self._read_models = read_models
        self._page_size = page_size
        self._definition = definition
        self._book = Book(code or fingerprint(definition))

    def prepare(self) -> None:
        """Make the tables that are missing, empty, so that they can be asked."""
        with self.connect() as connection:
            self._book.prepare(connection, self._read_models)

    def run(self, stop: Signal) -> None:
        """Follow the log until told to stop, whatever happens to the connection meanwhile."""
        groups = _groups(self._read_models)
        with ThreadPoolExecutor(len(groups), thread_name_prefix="projector") as pool:
            running = [pool.submit(self._run, group, stop) for group in groups]
        for each in running:
            each.result()

    def _run(self, read_models: Sequence[ReadModel], stop: Signal) -> None:
        while not stop.is_set():
            try:
                self._rebuild_outdated(read_models)
                with self.connect() as connection:
                    self._follow(connection, read_models, stop)
            except OperationalError as error:
                log.warning("projector_lost_connection", error=type(error).__name__)
                stop.wait(POLL_SECONDS)
            except RebuildRunning:
                log.info("projector_waits_for_rebuild")
                stop.wait(POLL_SECONDS)
            except BaseException:
                stop.set()  # so that the others end too, and what runs us hears of it
                raise

    def catch_up(self) -> int:
        """Bring the read models to the end of the log; return how many events they were behind.

        Those that another version of the program wrote are made anew, and count as not behind.
        """
        self._rebuild_outdated(self._read_models)
        behind = max((lag.behind for lag in self.lag() if lag.parked_reason is None), default=0)
        if behind:
            with self._moving(self._schemas.read, self._read_models, behind) as (_, movers):
                to_the_end(movers, _unheard)
        return behind

    def rebuild(self, *names: str, progress: Callable[[int, int], None] = _unheard) -> None:
        """Make read models again from the first event, beside the old ones, and swap them in.

        Without names, all. `progress` is told how far they are, on average, of the log's size.
        Raises RebuildRunning when another process is at it, RebuildParked at a poison event.
        """
        self.prepare()
        self._rebuild(names, progress, strict=True)

    def _rebuild(
        self, names: Collection[str], progress: Callable[[int, int], None], *, strict: bool
    ) -> None:
        chosen = [model for model in self._read_models if not names or model.name in names]
        with self._moving(self._schemas.shadow, chosen, self._size()) as (connection, movers):
            making = Rebuild(connection, chosen, movers, self._book, self._schemas)
            making.run(progress, strict=strict)

    def differing(self) -> list[str]:
        """Return the tables that a rebuild would fill otherwise; nothing is changed."""
        self.prepare()
        models, book = self._read_models, self._book
        with self._moving(self._schemas.shadow, models, self._size()) as (connection, movers):
            return Comparison(connection, models, movers, book, self._schemas).differing()

    def outdated(self) -> list[str]:
        """Return the read models that another version of the program wrote."""
        with self.connect() as connection:
            return sorted(self._book.outdated(connection))

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
    def connect(self) -> Iterator[Connection[Any]]:
        """Yield a connection that sees the read models first, then the log."""
        with connect(self._url, self._path(self._schemas.read)) as connection:
            yield connection

    def _path(self, schema: str) -> str:
        return f"{schema},{self._schemas.ledger}"

    def _size(self) -> int:
        """Return how many events are on record."""
        with self.connect() as connection:
            [[size]] = connection.execute("SELECT size FROM frontier").fetchall()
        return int(size)

    @contextmanager
    def _moving(
        self, schema: str, read_models: Sequence[ReadModel], distance: int
    ) -> Iterator[tuple[Connection[Any], list[Mover]]]:
        """Yield what moves read models in a schema, and a connection to it.

        On a long way, those that read the log for themselves go in a process of their own.
        """
        path = self._path(schema)
        with ExitStack() as open_:
            connection = open_.enter_context(connect(self._url, path))
            movers = list[Mover]()
            for group in _groups(read_models):
                if distance >= LONG and group[0].watch is not None:
                    movers.append(open_.enter_context(Apart(self._task(path, group))))
                else:
                    over = open_.enter_context(connect(self._url, path))
                    source = self._source(over, group)
                    if distance >= LONG:
                        beside = open_.enter_context(connect(self._url, path))
                        source = open_.enter_context(Ahead(self._source(beside, group)))
                    movers.append(self._steps(over, group, source))
            yield connection, movers

    def _task(self, path: str, group: Sequence[ReadModel]) -> Task:
        definition = self._definition.model_dump_json()
        return Task(self._url, path, definition, group, self._book, self._page_size)

    def _steps(
        self, connection: Connection[Any], read_models: Sequence[ReadModel], source: Source
    ) -> Steps:
        return Steps(connection, source, read_models, self._book, self._page_size)

    def _source(self, connection: Connection[Any], read_models: Sequence[ReadModel]) -> Source:
        if read_models[0].watch is None:
            return FoldedPages(connection, self._mapper)
        return Watched(connection, self._definition)

    def _rebuild_outdated(self, read_models: Sequence[ReadModel]) -> None:
        self.prepare()
        with self.connect() as connection:
            self._book.forget(connection, self._read_models)
        outdated = {model.name for model in read_models} & set(self.outdated())
        if outdated:
            log.info("read_models_outdated", read_models=sorted(outdated))
            self._rebuild(outdated, _unheard, strict=False)

    def _follow(
        self, connection: Connection[Any], read_models: Sequence[ReadModel], stop: Signal
    ) -> None:
        """Move on until the end of the log, then wait for the next append, or a second."""
        connection.execute(SQL("LISTEN {}").format(Identifier(self._schemas.channel)))
        steps = self._steps(connection, read_models, self._source(connection, read_models))
        while not stop.is_set():
            with no_collections():
                while steps.step() and not stop.is_set():
                    pass
            # The poll finds what a lost notification would have told.
            for _ in connection.notifies(timeout=POLL_SECONDS, stop_after=1):
                pass


def _groups(read_models: Sequence[ReadModel]) -> list[list[ReadModel]]:
    """Return those that are folded, then those that read the log for themselves."""
    folded = [model for model in read_models if model.watch is None]
    watching = [model for model in read_models if model.watch is not None]
    return [group for group in (folded, watching) if group]
