"""The households that somebody may see, filtered and page by page."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

from domain.history import CROCKFORD
from projections import sql
from projections.caseload import CASELOAD
from projections.funnel import LEFT
from projections.household_file import DIGITS, HOUSEHOLD_FILE, LOW_BITS

SQL = sql.load(__file__)
BASED_ON = (CASELOAD.name, HOUSEHOLD_FILE.name)


@dataclass(frozen=True, slots=True)
class Family:
    """One line of the list."""

    household_id: UUID
    village_code: str
    status: str
    head_id: UUID | None
    mentor_id: UUID | None
    members: int
    cycle_on: date | None
    last_visit_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What is asked for; what is not given is not filtered. `number` may be only its beginning.

    `stage` is the furthest that a household came, `reason` why it left there, or "waiting".
    """

    villages: tuple[str, ...] | None = None
    mentor_id: UUID | None = None
    households: tuple[UUID, ...] | None = None
    status: str | None = None
    stage: str | None = None
    reason: str | None = None
    number: str = ""

    def asked(self, as_of: int) -> dict[str, Any]:
        """Return the parameters of the queries."""
        low, high = id_range(self.number) if self.number else (None, None)
        return {
            "as_of": as_of,
            "villages": None if self.villages is None else list(self.villages),
            "mentor_id": self.mentor_id,
            "households": None if self.households is None else list(self.households),
            "status": self.status,
            "stage": self.stage,
            "reason": self.reason,
            "left": sorted(LEFT),
            "low": low,
            "high": high,
        }


def count(connection: Connection[Any], wanted: Filter, as_of: int) -> int:
    """Return how many households match."""
    row = connection.execute(SQL["count"], wanted.asked(as_of)).fetchone()
    return int(row[0]) if row else 0


def listed(
    connection: Connection[Any], wanted: Filter, as_of: int, limit: int, offset: int = 0
) -> list[Family]:
    """Return some of the households that match, in the order of their case numbers."""
    asked = wanted.asked(as_of) | {"limit": limit, "offset": offset}
    with connection.cursor(row_factory=class_row(Family)) as cursor:
        return cursor.execute(SQL["listed"], asked).fetchall()


def is_number(text: str) -> bool:
    """Say whether somebody typed a case number or its beginning, rather than a name."""
    typed = text.strip().upper()
    return typed.startswith("RT-") or any(sign.isdigit() for sign in typed)


def id_range(number: str) -> tuple[UUID, UUID]:
    """Return the ids whose case number begins like this; an empty range for what is no number."""
    digits = number.upper().strip().removeprefix("RT").replace("-", "").replace(" ", "")
    if len(digits) > DIGITS or not set(digits) <= set(CROCKFORD):
        return UUID(int=1), UUID(int=0)
    bits = 0
    for digit in digits:
        bits = bits << 5 | CROCKFORD.index(digit)
    low_bits = LOW_BITS + 5 * (DIGITS - len(digits))
    return UUID(int=bits << low_bits), UUID(int=(bits + 1 << low_bits) - 1)
