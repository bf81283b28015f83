"""Who takes which part: need by need, the agency that owes it, until when, and how it stands."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

from domain.household.events.plan import NeedClosed, NeedIdentified
from domain.household.events.rights import (
    ReferralAccepted,
    ReferralClosedUnmet,
    ReferralDeclined,
    ReferralMade,
    ServiceDelivered,
)
from domain.household.state import Household
from projections.household_file import HOUSEHOLD_FILE
from projections.read_model import Change, ReadModel, Rows
from projections.tables import Spans

NEEDS = Spans("convergence", key=("household_id", "need_id"))
CONVERGENCE = ReadModel("convergence", __file__, (NEEDS,))
SQL = CONVERGENCE.sql
BASED_ON = (CONVERGENCE.name, HOUSEHOLD_FILE.name)
# Somebody still owes something. A referral that was declined or came to nothing leaves it owed.
OPEN = ("open", "referred", "accepted", "declined", "unmet_referral", "delivered")
CLOSED = ("served", "unmet")
ENDED = {"declined": "declined", "unmet": "unmet_referral", "served": "delivered"}


@dataclass(frozen=True, slots=True)
class Need:
    """A need and the household it belongs to, as both stood at a position."""

    household_id: UUID
    need_id: UUID
    village_code: str
    household_status: str
    mentor_id: UUID | None
    kind: str
    owner: str
    due_on: date
    status: str
    referral_id: UUID | None

    def is_overdue(self, day: date) -> bool:
        """Say whether somebody should have served it before a day."""
        return self.status in OPEN and self.due_on < day


@dataclass(frozen=True, slots=True)
class Count:
    """How many needs of a village are alike."""

    village_code: str
    kind: str
    owner: str
    status: str
    overdue: bool
    needs: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which needs to show. What is not given is not asked for."""

    household_id: UUID | None = None
    owner: str | None = None
    village_code: str | None = None
    statuses: list[str] | None = None


ANY = Wanted()


@CONVERGENCE.on(NeedIdentified)
def identified(event: NeedIdentified, change: Change) -> Rows:
    """Begin with whom the need was given to."""
    return _row(change, event.need_id)


@CONVERGENCE.on(NeedClosed, ReferralMade)
def concerned(event: NeedClosed | ReferralMade, change: Change) -> Rows:
    """Tell the need anew."""
    return _row(change, event.need_id)


@CONVERGENCE.on(ReferralAccepted, ReferralDeclined, ServiceDelivered, ReferralClosedUnmet)
def answered(event: Any, change: Change) -> Rows:
    """Tell the need anew that the referral is about."""
    referral = change.household.rights.referrals.get(event.referral_id)
    return [] if referral is None else _row(change, referral.need_id)


@CONVERGENCE.on_amended(NeedIdentified, NeedClosed, ReferralMade)
def amended(change: Change) -> Rows:
    """Tell the need anew as it is after the correction."""
    wrong: Any = change.wrong.event if change.wrong else None
    return _row(change, wrong.need_id)


@CONVERGENCE.on_amended(ServiceDelivered)
def delivery_amended(change: Change) -> Rows:
    """Tell the need anew whose delivery was corrected."""
    return answered(change.wrong.event if change.wrong else None, change)


def _row(change: Change, need_id: UUID) -> Rows:
    household, key = change.household, (change.stream, need_id)
    need = household.plan.needs.get(need_id)
    if need is None:
        return [NEEDS.ends(key)]
    return [NEEDS.becomes(key, need.kind, *_owed(household, need_id, need.owner, need.due_on))]


def _owed(household: Household, need_id: UUID, owner: str, due_on: date) -> tuple[Any, ...]:
    """Return who owes it now, until when, how it stands, and the referral that says so."""
    rights, last = household.rights, None
    for referral_id, referral in rights.referrals.items():
        if referral.need_id == need_id:
            last = referral_id
    status = household.plan.closed.get(need_id, "")
    if last is None:
        return owner, due_on, status or "open", None
    ended = rights.ended.get(last)
    if ended is None or ended == "served":
        owner = rights.referrals[last].owner
        due_on = rights.accepted.get(last, rights.referrals[last].due_on)
    if not status:
        under_way = "accepted" if last in rights.accepted else "referred"
        status = under_way if ended is None else ENDED[ended]
    return owner, due_on, status, last


def board(connection: Connection[Any], as_of: int, wanted: Wanted = ANY) -> list[Need]:
    """Return the needs, those due first before the others."""
    asked = {"as_of": as_of, **asdict(wanted)}
    with connection.cursor(row_factory=class_row(Need)) as cursor:
        return cursor.execute(SQL["board"], asked).fetchall()


def summary(connection: Connection[Any], day: date, as_of: int) -> list[Count]:
    """Count the needs per village, kind, owner and status; overdue ones apart."""
    asked = {"as_of": as_of, "day": day, "open": list(OPEN)}
    with connection.cursor(row_factory=class_row(Count)) as cursor:
        return cursor.execute(SQL["summary"], asked).fetchall()


def still_open(connection: Connection[Any], day: date, as_of: int) -> list[tuple[str, int, int]]:
    """Return per village how many needs are still owed, and how many of them are overdue."""
    return connection.execute(
        SQL["open"], {"as_of": as_of, "day": day, "open": list(OPEN)}
    ).fetchall()


def late_of_mentor(connection: Connection[Any], mentor_id: UUID, day: date, as_of: int) -> int:
    """Return how many needs of a mentor's families are past their day."""
    asked = {"mentor_id": mentor_id, "as_of": as_of, "day": day, "open": list(OPEN)}
    row = connection.execute(SQL["late_of_mentor"], asked).fetchone()
    return int(row[0]) if row else 0
