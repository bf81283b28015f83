"""From whom the office heard last, and when: missing figures are not zero, and pages say so."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

from domain.programme import Programme
from projections import sql
from projections.cadence import next_due_on
from projections.caseload import CASELOAD, VISITED
from projections.household_file import HOUSEHOLD_FILE
from projections.programme_progress import LONG_OVERDUE_DAYS
from projections.visit_log import VISIT_LOG

SQL = sql.load(__file__)
BASED_ON = (HOUSEHOLD_FILE.name, VISIT_LOG.name, CASELOAD.name)
# After so many days without a word, what a page shows of a village is only what was known then.
SILENT_DAYS = 3


@dataclass(frozen=True, slots=True)
class Heard:
    """A mentor's families in one village, and when the office last received something."""

    mentor_id: UUID
    village_code: str
    households: int
    heard_at: datetime | None

    def silent_days(self, programme: Programme, day: date) -> int | None:
        """Return for how many days nothing came; nothing for who was never heard."""
        if self.heard_at is None:
            return None
        return max(0, (day - programme.local(self.heard_at).date()).days)

    def is_silent(self, programme: Programme, day: date) -> bool:
        days = self.silent_days(programme, day)
        return days is None or days > SILENT_DAYS


@dataclass(slots=True)
class MentorRow:
    """What waits at a mentor's: families whose visit is overdue, and since when nothing came."""

    mentor_id: UUID
    villages: list[str]
    households: int
    heard_at: datetime | None
    overdue: int = 0
    overdue_long: int = 0
    longest_days: int = 0


def heard(connection: Connection[Any], as_of: int) -> list[Heard]:
    """Return every mentor with families in care, once per village."""
    asked = {"statuses": sorted(VISITED), "as_of": as_of}
    with connection.cursor(row_factory=class_row(Heard)) as cursor:
        return cursor.execute(SQL["heard"], asked).fetchall()


def mentors(
    connection: Connection[Any], programme: Programme, day: date, as_of: int
) -> list[MentorRow]:
    """Return what is overdue per mentor, the most first."""
    found: dict[UUID, MentorRow] = {}
    for each in heard(connection, as_of):
        blank = MentorRow(each.mentor_id, [], 0, each.heard_at)
        row = found.setdefault(each.mentor_id, blank)
        row.villages.append(each.village_code)
        row.households += each.households
    asked = {"statuses": sorted(VISITED), "as_of": as_of}
    for mentor_id, cycle_on, last_visit_on in connection.execute(SQL["cases"], asked):
        late = (day - next_due_on(programme, cycle_on, last_visit_on)).days
        row = found[mentor_id]
        row.overdue += late > 0
        row.overdue_long += late > LONG_OVERDUE_DAYS
        row.longest_days = max(row.longest_days, late)
    return sorted(found.values(), key=lambda row: (-row.overdue_long, -row.overdue, row.villages))
