"""Reads what a bundle or a mirror is made of: rows of the log as the bytes that were hashed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from adapters.postgres.anchors import Connecting
from adapters.postgres.database import Schemas
from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.money import (
    AssetTransferred,
    CashTransferred,
    ConsumptionSupportPaid,
)
from domain.household.events.people import HouseholdFormedBySplit, HouseholdMoved
from domain.household.events.targeting import HouseholdNominated
from domain.sealed_log import leaf_entry, microseconds

ROWS = """SELECT position, stream, version, name, recorded_at, metadata, payload, leaf, event_id
    FROM @ledger@.event WHERE stream = ANY (%s) AND position < %s ORDER BY stream, version"""
LOG = """SELECT e.position, e.stream, e.version, e.name, e.recorded_at, e.metadata, e.payload,
        e.leaf, e.event_id, before.leaf
    FROM @ledger@.event e LEFT JOIN @ledger@.event before
        ON before.stream = e.stream AND before.version = e.version - 1
    WHERE e.position >= %s AND e.position < %s ORDER BY e.position"""
LIVED = """SELECT DISTINCT stream FROM @ledger@.event WHERE name = ANY (%s) AND position < %s AND
    %s IN (convert_from(payload, 'UTF8')::jsonb ->> 'village_code',
           convert_from(payload, 'UTF8')::jsonb ->> 'to_village_code')
    ORDER BY stream"""
# Who is in a sample: households by themselves, or by what was given to them or seen at theirs.
SAMPLED = """SELECT DISTINCT stream FROM @ledger@.event WHERE position < %s AND (
        (version = 1 AND stream = ANY (%s) AND starts_with(name, 'household.'))
        OR (name = ANY (%s) AND ARRAY[
            convert_from(payload, 'UTF8')::jsonb ->> 'transfer_id',
            convert_from(payload, 'UTF8')::jsonb ->> 'visit_id'] && %s))
    ORDER BY stream"""
ITEMS = [each.name for each in (CashTransferred, AssetTransferred, ConsumptionSupportPaid)]
ITEMS.append(VisitRecorded.name)
SETTLING = [HouseholdNominated.name, HouseholdFormedBySplit.name, HouseholdMoved.name]


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """One event as it is stored; `entry` is what its leaf is the hash of."""

    position: int
    stream: UUID
    version: int
    name: str
    recorded_at: datetime
    metadata: bytes
    payload: bytes
    leaf: bytes
    event_id: UUID
    previous: bytes | None

    @property
    def entry(self) -> bytes:
        return leaf_entry(
            self.stream,
            self.version,
            self.name,
            self.previous,
            microseconds(self.recorded_at),
            self.metadata,
            self.payload,
        )


class EvidenceStore:
    """Reads as the app."""

    def __init__(self, connecting: Connecting, schemas: Schemas) -> None:
        self._connecting, self._schemas = connecting, schemas

    def histories(self, streams: Sequence[UUID], upto: int) -> list[StoredEvent]:
        """Return the events of some streams among the first `upto` of the log, by stream."""
        found: list[StoredEvent] = []
        for row in self._rows(ROWS, list(streams), upto):
            last = found[-1] if found and found[-1].stream == row[1] else None
            found.append(StoredEvent(*row, *[last.leaf if last else None]))
        return found

    def between(self, first: int, last: int) -> list[StoredEvent]:
        """Return the events at the positions first to last - 1."""
        return [StoredEvent(*row) for row in self._rows(LOG, first, last)]

    def households_of(self, village_code: str, upto: int) -> list[UUID]:
        """Return every household that ever was of a village among the first events."""
        return [stream for (stream,) in self._rows(LIVED, SETTLING, upto, village_code)]

    def sampled(self, chosen: Sequence[UUID], upto: int) -> list[UUID]:
        """Return the households of what a sample chose: families, transfers or visits."""
        rows = self._rows(SAMPLED, upto, list(chosen), ITEMS, list(map(str, chosen)))
        return [stream for (stream,) in rows]

    def _rows(self, template: str, *parameters: Any) -> Iterator[tuple[Any, ...]]:
        query = self._schemas.fill(template).encode()
        with self._connecting() as connection:
            yield from connection.execute(query, parameters, binary=True)
