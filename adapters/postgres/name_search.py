"""Finds families by the name of a person: names are compared in memory and stored nowhere.

A name is opened once and kept, without case, as long as the program runs. What is found is opened
again before it is shown, so that who was erased in the meantime is not.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from threading import Lock
from typing import Any
from uuid import UUID

from psycopg import Connection
from rapidfuzz import fuzz, process

from adapters.postgres.naming import Names

FOUND_MAX = 200
# How alike a word must be that is not spelled like this: "Aisah" finds "Aisyah".
ALIKE: Any = {"score_cutoff": 85, "limit": None}
SHORTEST = 2

NAMED_SINCE = """SELECT s.person, s.stream, max(e.position)
    FROM sealed s JOIN event e USING (stream, version)
    WHERE s.grp = 'identity' AND e.position > %s AND e.name LIKE 'household.%%'
    GROUP BY s.person, s.stream
    ORDER BY max(e.position)"""


class NameSearch:
    """`find` is for callers who may know names, and they see only what lies in their area."""

    def __init__(
        self, reading: Callable[[], AbstractContextManager[Connection[Any]]], names: Names
    ) -> None:
        self._reading, self._names = reading, names
        self._known: dict[UUID, str] = {}
        self._streams: dict[UUID, UUID] = {}
        self._upto = -1
        self._lock = Lock()

    def find(self, typed: str) -> Mapping[UUID, str]:
        """Return the households in whose history a person has such a name, and that name."""
        words = plain(typed).split()
        if not words or max(map(len, words)) < SHORTEST:
            return {}
        with self._lock:
            self._catch_up()
            candidates = self._spelled(words) or self._alike(words)
        opened = self._names.of(candidates)
        return {self._streams[person]: opened[person] for person in candidates if person in opened}

    def _catch_up(self) -> None:
        """Open the names that came since the last time."""
        with self._reading() as connection:
            rows = connection.execute(NAMED_SINCE, [self._upto]).fetchall()
        if not rows:
            return
        opened = self._names.of([person for person, _, _ in rows])
        for person, stream, position in rows:
            self._upto = max(self._upto, position)
            if person in opened:
                self._known[person], self._streams[person] = plain(opened[person]), stream
            else:
                self._known.pop(person, None)

    def _spelled(self, words: Iterable[str]) -> list[UUID]:
        """Return who has all of the words in the name."""
        wanted = list(words)
        found = (
            person for person, name in self._known.items() if all(word in name for word in wanted)
        )
        return sorted(found, key=lambda person: (self._known[person], person))[:FOUND_MAX]

    def _alike(self, words: Iterable[str]) -> list[UUID]:
        """Return who has, for each of the words, one in the name that is nearly spelled so."""
        spoken = {word for name in self._known.values() for word in name.split()}
        near = [
            {found for found, _, _ in process.extract(word, spoken, scorer=fuzz.ratio, **ALIKE)}
            for word in words
        ]
        found = (
            person
            for person, name in self._known.items()
            if all(not alike.isdisjoint(name.split()) for alike in near)
        )
        return sorted(found, key=lambda person: (self._known[person], person))[:FOUND_MAX]


def plain(name: str) -> str:
    """Return a name as it is compared: without case and without signs."""
    return " ".join("".join(c if c.isalnum() else " " for c in name.casefold()).split())
