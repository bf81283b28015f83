"""One step of the projector: a page of the log, then a transaction for each read model."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import structlog
from eventsourcing.persistence import Mapper
from psycopg import Connection, Error, OperationalError

from adapters.postgres.projector_log import LogReader
from domain.programme import Programme
from projections.folding import States
from projections.read_model import Batch, Poison, ReadModel, batches
from projections.tracking import Book
from projections.writing import write

log = structlog.get_logger()


@contextmanager
def _without_collections() -> Iterator[None]:
    """Keep the garbage collector away: a page leaves no cycles, and every state is looked at."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class Steps:
    """The read models of one schema, moved on over one connection in autocommit.

    All read models that stand at the same position share a page: it is read, decoded and folded
    once. Those that lag go first, until they have caught up with the others.
    """

    def __init__(  # noqa: PLR0913, PLR0917 (what a projector is made of)
        self,
        connection: Connection[Any],
        mapper: Mapper[UUID],
        read_models: Sequence[ReadModel],
        book: Book,
        page_size: int,
        definition: Programme | None = None,
    ) -> None:
        self._connection = connection
        self._watching = {
            model.name: model.watch(definition)
            for model in read_models
            if model.watch is not None and definition is not None
        }
        self._read_models = {model.name: model for model in read_models}
        self._book = book
        self._page_size = page_size
        self._reader = LogReader(connection, mapper)
        self._states = States(self._reader)
        # Read models whose last page could not be written, and how far that page went.
        self._suspects: dict[str, int] = {}

    def step(self) -> int:
        """Move those that are furthest behind by one page; return how many events that was."""
        with _without_collections():
            return self._step()

    def _step(self) -> int:
        group, after, limit = self._next()
        if not group:
            return 0
        try:
            page = self._reader.page(after, limit)
            found = batches(group, self._states.changes(page))
        except Poison as poison:
            found = [Batch(model, [], after, poison) for model in group]
        else:
            if not page:
                return 0
        for batch in found:
            self._watch(batch, after)
        self._commit_idle([batch for batch in found if not batch.entries], after)
        for batch in found:
            if batch.entries:
                self._commit(batch, after)
        return max(1, max(batch.upto for batch in found) - after)

    def _watch(self, batch: Batch, after: int) -> None:
        """Let a read model that reads the log for itself see the same stretch of it."""
        watching = self._watching.get(batch.read_model.name)
        if watching is None or batch.poison is not None:
            return
        try:
            batch.entries = watching.entries(self._connection, after, batch.upto)
        except Error:
            raise
        except Exception as error:
            log.exception("read_model_stumbled", read_model=batch.read_model.name)
            batch.poison = Poison(batch.upto, "a rule", error)
            batch.upto = after

    def _next(self) -> tuple[list[ReadModel], int, int]:
        """Return who goes next, from where, and how far at most."""
        tracks = self._book.going(self._connection)
        going = {name: tracks[name] for name in self._read_models if name in tracks}
        positions = sorted(set(going.values()))
        if not positions:
            return [], -1, 0
        after = positions[0]
        group = [self._read_models[name] for name, at in going.items() if at == after]
        self._suspects = {name: upto for name, upto in self._suspects.items() if upto > after}
        if any(model.name in self._suspects for model in group):
            return group, after, 1
        ahead = positions[1] - after if len(positions) > 1 else self._page_size
        return group, after, min(ahead, self._page_size)

    def _commit_idle(self, idle: Sequence[Batch], after: int) -> None:
        """Move on those that have nothing to write, all at once unless one of them stumbled."""
        going = [batch.read_model.name for batch in idle if batch.poison is None]
        if going:
            upto = next(batch.upto for batch in idle if batch.poison is None)
            self._book.advance_idle(self._connection, going, after, upto)
        for batch in idle:
            if batch.poison is not None:
                self._commit(batch, after)

    def _commit(self, batch: Batch, after: int) -> None:
        """Write the rows and move on, both or neither; nothing if another runner was faster."""
        name, poison = batch.read_model.name, batch.poison
        try:
            with self._connection.transaction(), self._connection.cursor() as cursor:
                if self._book.advance(cursor, name, after, batch.upto, poison):
                    write(cursor, batch.entries)
        except OperationalError:
            raise  # the connection, a full disk, a lock: nothing that this event can help
        except Error as error:
            self._suspect(batch, after, error)
            return
        if poison is not None:
            log.error("read_model_parked", read_model=name, reason=poison.reason)

    def _suspect(self, batch: Batch, after: int, error: Error) -> None:
        """Go through the page again event by event, and stop at the one that cannot be written."""
        name = batch.read_model.name
        if batch.upto - after > 1:
            self._suspects[name] = batch.upto
            return
        poison = Poison(batch.upto, f"SQLSTATE {error.sqlstate}", error)
        self._commit(Batch(batch.read_model, [], after, poison), after)
