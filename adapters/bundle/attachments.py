"""What goes along in a bundle besides the log: evidence files, and what the log is asked."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any, Protocol
from uuid import UUID

from psycopg import Connection

from adapters.postgres.evidence import StoredEvent
from domain.canonical import canonical_json
from projections import flags, tracking
from services.evidence import Kept

QUESTIONS_MAX = 10_000


class Files(Protocol):
    """Where evidence files lie, each kept for the households that brought it."""

    def of(self, household_id: UUID) -> list[str]: ...
    def get(self, household_id: UUID, digest: str) -> Kept | None: ...


@dataclass(frozen=True, slots=True)
class Attachments:
    """`reading` opens the read models."""

    files: Files
    reading: Callable[[], AbstractContextManager[Connection[Any]]]

    def evidence(self, events: Iterable[StoredEvent]) -> Iterator[tuple[str, bytes]]:
        """Yield the files that these histories cite, each once by its hash, as it was brought."""
        done: set[str] = set()
        for stream, history in groupby(events, key=attrgetter("stream")):
            if digests := self.files.of(stream):
                said = b"\n".join(event.payload for event in history)
                for cited in (each for each in digests if each.encode() in said):
                    kept = None if cited in done else self.files.get(stream, cited)
                    if kept is not None:
                        done.add(cited)
                        yield cited, kept.original

    def questions(self, streams: Collection[UUID], villages: Collection[str], upto: int) -> str:
        """Return what the rules ask about these households, as it stood at a position."""
        wanted = flags.Wanted(villages=sorted(villages), limit=QUESTIONS_MAX)
        with self.reading() as connection:
            as_of = min(upto, tracking.current(connection, flags.FLAGS.name))
            asked = flags.listed(connection, as_of, wanted)
        told = [asdict(each) for each in asked if each.household_id in streams]
        return canonical_json({"as_of": as_of, "questions": told})
