"""One step of the projector: a page of the log, then a transaction for each read model."""

from collections.abc import Sequence
from typing import Any, Protocol
from uuid import UUID

import structlog
from eventsourcing.persistence import Mapper
from psycopg import Connection, Error, OperationalError

from adapters.postgres.projector_log import LogReader
from projections.folding import States
from projections.read_model import Batch, Poison, ReadModel, batches
from projections.tracking import Book
from projections.writing import Writer

log = structlog.get_logger()


class Source(Protocol):
    """Where the read models learn what the log makes of them."""

    def read(self, read_models: Sequence[ReadModel], after: int, limit: int) -> list[Batch]:
        """Return what a stretch of the log writes into each; nothing at the log's end."""


class FoldedPages:
    """Pages of the log, read, decoded and folded once for all read models of a page."""

    def __init__(self, connection: Connection[Any], mapper: Mapper[UUID]) -> None:
        self._reader = LogReader(connection, mapper)
        self._states = States(self._reader)

    def read(self, read_models: Sequence[ReadModel], after: int, limit: int) -> list[Batch]:
        try:
            page = self._reader.page(after, limit)
            return batches(read_models, self._states.changes(page)) if page else []
        except Poison as poison:
            return [Batch(model, [], after, poison) for model in read_models]


class Steps:
    """Some read models of one schema, moved on over one connection in autocommit.

    All that stand at the same position share what is read. Those that lag go first, until they
    have caught up with the others.
    """

    def __init__(
        self,
        connection: Connection[Any],
        source: Source,
        read_models: Sequence[ReadModel],
        book: Book,
        page_size: int,
    ) -> None:
        self._connection = connection
        self._read_models = {model.name: model for model in read_models}
        self._book = book
        self._page_size = page_size
        self._source = source
        self._writer = Writer()
        # Read models whose last page could not be written, and how far that page went.
        self._suspects: dict[str, int] = {}

    def step(self) -> int:
        """Move those that are furthest behind by one page; return how many events that was."""
        group, after, limit = self._next()
        if not group:
            return 0
        found = self._source.read(group, after, limit)
        if not found:
            return 0
        if not self._commit_together(found, after):
            for batch in found:
                self._commit(batch, after)
        return max(1, max(batch.upto for batch in found) - after)

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

    def _commit_together(self, found: Sequence[Batch], after: int) -> bool:
        """Write the rows of all and move all on, or nothing: then each goes for itself."""
        upto = found[0].upto
        if any(batch.poison is not None or batch.upto != upto for batch in found):
            return False
        names = [batch.read_model.name for batch in found]
        try:
            with self._connection.transaction(), self._connection.cursor() as cursor:
                moved = self._book.advance_all(cursor, names, after, upto)
                for batch in found:
                    if batch.read_model.name in moved:
                        self._writer.write(cursor, batch.entries)
        except OperationalError:
            raise  # the connection, a full disk, a lock: nothing that an event can help
        except Error:
            return False
        return True

    def _commit(self, batch: Batch, after: int) -> None:
        """Write the rows and move on, both or neither; nothing if another runner was faster."""
        name, poison = batch.read_model.name, batch.poison
        try:
            with self._connection.transaction(), self._connection.cursor() as cursor:
                if self._book.advance(cursor, name, after, batch.upto, poison):
                    self._writer.write(cursor, batch.entries)
        except OperationalError:
            raise
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
