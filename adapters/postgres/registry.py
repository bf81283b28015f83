"""Every household's facts on who belongs to it, opened: what a list is compared with.

Visits and savings are left out, which are most of a log, so that a full programme is read in
seconds. The rows live as long as the comparison and no longer.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import groupby
from typing import Any, cast
from uuid import UUID

import psycopg
from eventsourcing.persistence import Mapper

from adapters.keyring import KeyFile, WrappedKeyring
from adapters.postgres.database import Schemas
from adapters.sealing import Sealed, open_sealed
from domain.events import EVENTS
from domain.history import RecordedEvent
from domain.household.events import assessment, identity, people, record, targeting
from services.entries import LedgerRow, SealedPart

MODULES = {module.__name__ for module in (identity, targeting, people, record)}
ENDINGS = {assessment.HouseholdExited.name, assessment.CaseClosed.name}
NAMES = sorted({event.name for event in EVENTS.values() if event.__module__ in MODULES} | ENDINGS)
# In the order of the fields of a row.
ROWS = """SELECT stream, version, name, payload, position, event_id, metadata, recorded_at
    FROM @ledger@.event WHERE name = ANY (%s) ORDER BY stream, version"""
PARTS = """SELECT s.stream, s.version, s.person, s.grp, s.ciphertext
    FROM @ledger@.event e JOIN @ledger@.sealed s USING (stream, version) WHERE e.name = ANY (%s)"""
KEYS = """SELECT person, wrapped FROM @keys@.person_key"""
SOME_ROWS = ROWS.replace("WHERE", "WHERE stream = ANY (%s) AND")
SOME_PARTS = PARTS.replace("WHERE", "WHERE e.stream = ANY (%s) AND")
SOME_KEYS = f"{KEYS} WHERE person = ANY (%s)"
NEWS = """SELECT (SELECT size FROM @ledger@.frontier) - 1, EXISTS (
    SELECT FROM @ledger@.event WHERE position > %s AND name = ANY (%s))"""


class LedgerRegistry:
    """Reads the log of one programme with a connection of its own."""

    def __init__(self, url: str, programme: str, mapper: Mapper[UUID], keys: KeyFile) -> None:
        self._url = url
        self._schemas = Schemas(programme)
        self._mapper = mapper
        self._keys = keys

    def households(
        self, only: Collection[UUID] | None = None
    ) -> Iterator[tuple[UUID, list[RecordedEvent]]]:
        """Yield each household, or some of them, with its history, personal fields opened."""
        with psycopg.connect(self._url) as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            rows, parts, wrapped = self._read(connection, only)
        keyring = WrappedKeyring(self._keys, wrapped.get)
        sealed: dict[tuple[UUID, int], list[SealedPart]] = defaultdict(list)
        for stream, version, *part in parts:
            sealed[stream, version].append(SealedPart(*part))
        for stream, its in groupby((LedgerRow(*row) for row in rows), lambda r: r.originator_id):
            history = [cast("RecordedEvent", self._mapper.to_domain_event(row)) for row in its]
            places = [(line.originator_id, line.originator_version) for line in history]
            bound = [Sealed(*place, tuple(sealed.get(place, ()))) for place in places]
            yield stream, open_sealed(history, bound, keyring)

    def news(self, after: int) -> tuple[int, bool]:
        """Return where the log ends, and whether anything after a position would be read here."""
        with psycopg.connect(self._url) as connection:
            [(end, is_news)] = self._rows(connection, NEWS, [after, NAMES])
        return int(end), bool(is_news)

    def _read(
        self, connection: psycopg.Connection[Any], only: Collection[UUID] | None
    ) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]], dict[UUID, bytes]]:
        if only is None:
            rows, parts = (self._rows(connection, query, [NAMES]) for query in (ROWS, PARTS))
            return rows, parts, dict(self._rows(connection, KEYS, []))
        asked = [list(only), NAMES]
        rows, parts = (self._rows(connection, each, asked) for each in (SOME_ROWS, SOME_PARTS))
        persons = list({part[2] for part in parts})
        return rows, parts, dict(self._rows(connection, SOME_KEYS, [persons]))

    def _rows(
        self, connection: psycopg.Connection[Any], template: str, parameters: list[Any]
    ) -> list[tuple[Any, ...]]:
        query = self._schemas.fill(template).encode()
        return connection.execute(query, parameters, binary=True).fetchall()
