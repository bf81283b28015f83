"""Reads the next stretch of the log while the one before it is written, on a long way."""

import sys
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Self

from adapters.postgres.projector_steps import Source
from projections.read_model import Batch, ReadModel

# Who writes waits for the database many times a page, and then for the thread that reads to let
# go of the interpreter: for five milliseconds each time, if nobody says otherwise.
SWITCH_SECONDS = 0.0002


@dataclass(frozen=True, slots=True)
class _Asked:
    """A stretch that will be asked for if nothing goes wrong, and what it writes."""

    read_models: Sequence[ReadModel]
    after: int
    limit: int
    found: Future[list[Batch]]


class Ahead:
    """A source that guesses what it will be asked next, and begins.

    A wrong guess costs the reading, nothing else. The source behind it has a connection of its
    own.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="ahead")
        self._asked: _Asked | None = None

    def __enter__(self) -> Self:
        self._switched = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown()
        sys.setswitchinterval(self._switched)

    def read(self, read_models: Sequence[ReadModel], after: int, limit: int) -> list[Batch]:
        """Return what a stretch of the log writes into each; nothing at the log's end."""
        found = self._begun(read_models, after, limit)
        # What was the end of the log then may not be it now.
        found = found or self._source.read(read_models, after, limit)
        if found and all(batch.poison is None for batch in found):
            self._ask(read_models, found[0].upto, limit)
        return found

    def _begun(self, read_models: Sequence[ReadModel], after: int, limit: int) -> list[Batch]:
        asked, self._asked = self._asked, None
        if asked is None:
            return []
        if (asked.read_models, asked.after, asked.limit) == (read_models, after, limit):
            return asked.found.result()
        wait([asked.found])  # the source is for one at a time
        return []

    def _ask(self, read_models: Sequence[ReadModel], after: int, limit: int) -> None:
        found = self._thread.submit(self._source.read, read_models, after, limit)
        self._asked = _Asked(read_models, after, limit, found)
