"""Invariants of personal data: I7, who read what; I12, what was erased and what still opens."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, cast
from uuid import UUID

from eventsourcing.persistence import Mapper
from psycopg import Connection
from pydantic_core import from_json

from adapters.doctor.found import Found
from adapters.postgres.database import Schemas
from adapters.sealing import Sealed, open_sealed
from domain.history import RecordedEvent
from domain.programme import Programme
from services.entries import LedgerRow, SealedPart
from services.ports import Keyring, SealBroken, WrongKey

# A role that sees some villages only, and every village that a family or a user ever had.
READS = """SELECT e.position, convert_from(e.metadata, 'UTF8')::jsonb,
        convert_from(e.payload, 'UTF8')::jsonb ->> 'target'
    FROM @ledger@.event e WHERE e.name = 'desk.file-read.v1'"""
GRANTS = """SELECT e.stream, convert_from(e.payload, 'UTF8')::jsonb FROM @ledger@.event e
    WHERE e.name IN ('desk.role-granted.v1', 'desk.user-registered.v1') ORDER BY e.position"""
VILLAGES = """SELECT DISTINCT e.stream, v.village
    FROM @ledger@.event e, LATERAL (
        SELECT convert_from(e.payload, 'UTF8')::jsonb AS fact
    ) f, LATERAL unnest(ARRAY[
        f.fact ->> 'village_code', f.fact ->> 'from_village_code', f.fact ->> 'to_village_code'
    ]) AS v (village)
    WHERE e.stream = ANY (%s) AND v.village IS NOT NULL"""
REMAINS = """SELECT 'a sealed field', s.person FROM @ledger@.sealed s
        JOIN @ledger@.erasure e ON e.person = s.person AND e.whole
    UNION SELECT 'the key', k.person FROM @keys@.person_key k
        JOIN @ledger@.erasure e ON e.person = k.person AND e.whole
    UNION SELECT 'a claim', c.person FROM @ledger@.claim c
        JOIN @ledger@.erasure e ON e.person = c.person AND e.whole"""
UNREPORTED = """SELECT e.request FROM @ledger@.erasure e WHERE NOT EXISTS (
    SELECT FROM @ledger@.event r WHERE r.stream = e.request
        AND r.name = 'data-request.erasure-carried-out.v1')"""
COMMITTED = """SELECT e.stream, e.version, e.position, e.payload FROM @ledger@.event e
    WHERE position('"sealed":[['::bytea IN e.payload) > 0 ORDER BY e.position"""
PARTS = "SELECT stream, version, person, grp FROM @ledger@.sealed"
ERASED = "SELECT person, groups FROM @ledger@.erasure"
KEYS = "SELECT person FROM @keys@.person_key"
ROWS = """SELECT stream, version, name, payload, position, event_id, metadata, recorded_at
    FROM @ledger@.event WHERE position('"sealed":[['::bytea IN payload) > 0 AND position > %s
    ORDER BY position LIMIT %s"""
SEALED = """SELECT stream, version, person, grp, ciphertext FROM @ledger@.sealed
    WHERE (stream, version) IN (SELECT * FROM unnest(%s::uuid[], %s::int[]))"""
PAGE = 2_000


class PrivacyChecks:
    """Asks the log of one programme over a connection that sees one moment of it."""

    def __init__(self, connection: Connection[Any], schemas: Schemas) -> None:
        self._connection, self._schemas = connection, schemas

    def scope(self, programme: Programme) -> Found:
        """Look whether whoever is limited to villages opened files of those only (I7)."""
        found = Found("I7")
        granted: dict[str, set[str]] = defaultdict(set)
        users: dict[UUID, str] = {}
        for stream, fact in self._rows(GRANTS):
            if "user_id" in fact:
                users[stream] = fact["user_id"]
            elif stream in users:
                granted[users[stream]] |= set(fact.get("villages", ()))
        limited = {code for code, role in programme.roles.items() if role.area != "programme"}
        reads = [each for each in self._rows(READS) if each[1]["role"] in limited]
        places: dict[str, set[str]] = defaultdict(set)
        for stream, village in self._rows(VILLAGES, [UUID(each[2]) for each in reads]):
            places[str(stream)].add(village)
        for position, metadata, target in reads:
            if not places[target] & granted[metadata["actor_id"]]:
                found.add(f"position {position}: a file outside the reader's area", position)
        return found

    def erased(self) -> Found:
        """Look whether what was erased is gone, and only that (I12)."""
        found = Found("I12")
        for what, person in self._rows(REMAINS):
            found.add(f"person {person} was erased, and {what} is still there")
        for (request,) in self._rows(UNREPORTED):
            found.add(f"request {request} was carried out, and the log does not say so yet")
        there = {(stream, version, grp) for stream, version, _, grp in self._rows(PARTS)}
        gone = {(person, group) for person, groups in self._rows(ERASED) for group in groups}
        kept = {person for (person,) in self._rows(KEYS)}
        erased_groups = {group for _, group in gone}
        for stream, version, position, payload in self._rows(COMMITTED):
            fact = from_json(payload)
            for group, _ in fact["sealed"]:
                if (stream, version, group) in there:
                    continue
                named = {text for text in fact.values() if isinstance(text, str)}
                explained = group in erased_groups and any(
                    (person, group) in gone for person in map(_uuid, named) if person
                )
                if not explained:
                    found.add(f"position {position}: {group} is gone without erasure", position)
        for person in {person for _, _, person, _ in self._rows(PARTS)} - kept:
            found.add(f"person {person} has sealed fields and no key")
        return found

    def open_all(self, mapper: Mapper[UUID], keyring: Keyring, found: Found) -> None:
        """Open every sealed field: one that was changed or swapped is found (I12)."""
        last = -1
        while rows := self._rows(ROWS, last, PAGE):
            last = rows[-1][4]
            lines = [cast("RecordedEvent", mapper.to_domain_event(LedgerRow(*r))) for r in rows]
            sealed = dict(self._sealed(lines))
            for line in lines:
                place = (line.originator_id, line.originator_version)
                try:
                    open_sealed([line], [Sealed(*place, tuple(sealed.get(place, ())))], keyring)
                except (SealBroken, WrongKey) as broken:
                    found.add(f"position {line.position}: {broken}", line.position)

    def _sealed(
        self, lines: list[RecordedEvent]
    ) -> Iterator[tuple[tuple[UUID, int], list[SealedPart]]]:
        parts: dict[tuple[UUID, int], list[SealedPart]] = defaultdict(list)
        streams = [line.originator_id for line in lines]
        versions = [line.originator_version for line in lines]
        for stream, version, *part in self._rows(SEALED, streams, versions):
            parts[stream, version].append(SealedPart(*part))
        yield from parts.items()

    def _rows(self, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
        text = self._schemas.fill(query).encode()
        return self._connection.execute(text, parameters or None).fetchall()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
