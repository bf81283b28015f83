"""Finds the visits beside a visit: those that the visit log has, and those that it has not seen.

One round trip. Places are opened in memory to be compared, and forgotten.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

import psycopg
import structlog
from eventsourcing.persistence import Mapper
from psycopg import Connection

from adapters.keyring import WrappedKeyring
from adapters.postgres.database import Schemas
from adapters.sealing import Sealed, open_sealed
from domain.history import RecordedEvent
from domain.household.events.accompaniment import VisitRecorded
from domain.programme import Programme
from domain.rounds import Meeting, Rounds, shares_photo
from services.entries import LedgerRow, SealedPart
from services.ports import SealBroken

# What a visit log that lags or stands still has not seen: so many of the newest, at most.
UNSEEN_MAX = 500
BESIDE = """
WITH known AS (
    SELECT event_id, visited_at, photo_sha256s FROM visit_log
    WHERE visitor_id = %(visitor)s AND visited_on = %(day)s AND held AND to_position IS NULL
  UNION
    SELECT event_id, visited_at, photo_sha256s FROM visit_log
    WHERE photo_sha256s && %(photos)s AND photo_sha256s <> '{}' AND to_position IS NULL
  UNION
    SELECT event_id, visited_at, photo_sha256s FROM visit_log
    WHERE household_id = %(household)s AND visit_id = %(visit)s AND held AND to_position IS NULL
), unseen AS (
    SELECT event_id, NULL::timestamptz AS visited_at, NULL::text[] AS photo_sha256s FROM event
    WHERE position > (SELECT position FROM tracking WHERE read_model = 'visit_log')
      AND name = %(name)s
    ORDER BY position DESC LIMIT %(unseen_max)s
)
SELECT b.visited_at, b.photo_sha256s, k.wrapped, s.person, s.grp, s.ciphertext,
    e.stream, e.version, e.name, e.payload, e.position, e.event_id, e.metadata, e.recorded_at
FROM (SELECT * FROM known UNION ALL SELECT * FROM unseen) AS b
JOIN event e USING (event_id)
LEFT JOIN sealed s ON s.stream = e.stream AND s.version = e.version AND s.grp = 'location'
LEFT JOIN @keys@.person_key k ON k.person = s.person
ORDER BY e.position
"""
log = structlog.get_logger()


class RecordedVisits:
    """The visits on record, for one comparison at a time."""

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Connection[Any]]],
        schemas: Schemas,
        programme: Programme,
        mapper: Mapper[UUID],
        keyring: WrappedKeyring,
    ) -> None:
        self._reading, self._programme = reading, programme
        self._mapper, self._keyring = mapper, keyring
        self._beside = schemas.fill(BESIDE).encode()

    def beside(self, visit: Meeting, visitor_id: UUID | None, day: date) -> Rounds | None:
        """Return what lies beside a visit; None where the database cannot say it now."""
        asked = {
            "visitor": visitor_id,
            "day": day,
            "photos": list(visit.photo_sha256s),
            "household": visit.household_id,
            "visit": visit.visit_id,
            "name": VisitRecorded.name,
            "unseen_max": UNSEEN_MAX,
        }
        try:
            with self._reading() as connection:
                rows = connection.execute(self._beside, asked).fetchall()
        except psycopg.Error as problem:
            # Without its warnings a visit is still a visit: it must not be lost for them.
            log.warning("visits_not_compared", reason=type(problem).__name__)
            return None
        met = [self._meeting(*row) for row in rows]
        return Rounds(
            visit,
            tuple(
                each
                for by, each in met
                if each.visit_id == visit.visit_id
                or (by == visitor_id and self._programme.local(each.at).date() == day)
            ),
            tuple(each for _, each in met if shares_photo(visit, each)),
        )

    def _meeting(
        self,
        visited_at: datetime | None,
        photos: list[str] | None,
        wrapped: bytes | None,
        *columns: Any,
    ) -> tuple[UUID, Meeting]:
        """Return who made a visit, and the visit as it stands after its corrections."""
        line = cast("RecordedEvent", self._mapper.to_domain_event(LedgerRow(*columns[3:])))
        if wrapped is not None:
            part = SealedPart(*columns[:3])
            self._keyring.learn(part.person, wrapped)
            line = self._opened(line, part)
        event = cast("VisitRecorded", line.event)
        return line.origin.actor_id, Meeting(
            line.originator_id,
            event.visit_id,
            visited_at or line.occurred_at,
            event.photo_sha256s if photos is None else tuple(photos),
            event.place,
        )

    def _opened(self, line: RecordedEvent, part: SealedPart) -> RecordedEvent:
        """Return the visit with its place; without it where that does not open."""
        sealed = Sealed(line.originator_id, line.originator_version, (part,))
        # Whoever verifies the log finds what does not open; here nothing waits for it.
        with suppress(SealBroken):
            [line] = open_sealed([line], [sealed], self._keyring)
        return line
