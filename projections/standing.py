"""Where a household stands: the few facts of its state that lists and figures are made of."""

from datetime import date, datetime
from functools import cache
from typing import NamedTuple, TypeAlias
from uuid import UUID

from domain.events import EVENTS, Event
from domain.household.events import assets, money
from domain.household.events.accompaniment import (
    GroupSessionAttended,
    SupervisorSpotChecked,
    TrainingCompleted,
    VisitMissed,
    VisitRecorded,
)
from domain.household.events.assessment import HalfYearAssessed, MilestoneReached
from domain.household.events.livelihood import (
    EnterpriseReported,
    SavingsAccountOpened,
    SavingsRecorded,
    ShockReported,
)
from domain.household.events.plan import NeedClosed, NeedIdentified
from domain.household.events.rights import (
    ReferralAccepted,
    ReferralClosedUnmet,
    ReferralDeclined,
    ReferralMade,
    ServiceDelivered,
)
from domain.household.state import Household, Status


class Standing(NamedTuple):
    """Two households that stand alike are counted alike. Days are those of the place.

    `stage` is the furthest the household ever came, `reason` why it is where it is (rejected,
    gone), `cohort` the month of its enrolment, `cycle_on` the day since which visits are due.
    """

    status: str = Status.UNKNOWN.value
    stage: str = ""
    reason: str = ""
    since_on: date | None = None
    cycle: int = 0
    village_code: str = ""
    cohort: str = ""
    head_id: UUID | None = None
    mentor_id: UUID | None = None
    members: int = 0
    enrolled_on: date | None = None
    cycle_on: date | None = None
    merged_into: UUID | None = None
    split_from: UUID | None = None
    moved_to: str = ""
    batch_id: UUID | None = None
    decile: int | None = None


# What unfolded facts of a household are alike in: their type, and their pillar if they have one.
Kind: TypeAlias = tuple[type[Event], str]
NOWHERE = Standing()
# Facts of a household that no read model counts beyond the fact itself. They are not folded: a
# million of them would be the log in memory.
UNFOLDED: frozenset[type[Event]] = frozenset(
    {
        VisitMissed,
        GroupSessionAttended,
        TrainingCompleted,
        SupervisorSpotChecked,
        SavingsAccountOpened,
        SavingsRecorded,
        EnterpriseReported,
        ShockReported,
        HalfYearAssessed,
        MilestoneReached,
    }
)
MONEY = {
    event for event in EVENTS.values() if event.__module__ in {assets.__name__, money.__name__}
}
# Facts that are told often and never change where a household stands.
QUIET = (
    UNFOLDED
    | MONEY
    | {
        VisitRecorded,
        NeedIdentified,
        NeedClosed,
        ReferralMade,
        ReferralAccepted,
        ReferralDeclined,
        ServiceDelivered,
        ReferralClosedUnmet,
    }
)


def standing_of(household: Household) -> Standing:
    """Return where a household stands."""
    entry, people, assessment = household.entry, household.people, household.assessment
    enrolled_at, baseline = entry.enrolled_at, entry.baseline
    unchanged = not people.departures and not people.deaths
    return Standing(
        household.status.value,
        _stage(household, joined=enrolled_at is not None, begun=baseline is not None),
        _reason(household),
        _day(household.since),
        household.cycle,
        household.village_code,
        f"{enrolled_at.year}-{enrolled_at.month:02}" if enrolled_at else "",
        people.head_id,
        entry.mentor_id,
        len(people.members if unchanged else people.here),
        _day(enrolled_at),
        _day(household.cycle_began_at),
        household.merged_into,
        household.split_from,
        assessment.moved_to,
        household.targeting.batch_id,
        household.targeting.decile,
    )


def kind_of(event: Event) -> Kind:
    """Return what an unfolded fact is counted as, the same object for all that are alike."""
    return _kind(type(event), getattr(event, "pillar", ""))


@cache
def _kind(event: type[Event], pillar: str) -> Kind:
    return event, pillar


def _stage(household: Household, *, joined: bool, begun: bool) -> str:
    """Return how far the household ever came."""
    targeting = household.targeting
    if household.assessment.graduated_at is not None:
        return "graduated"
    if begun:
        return "active"
    if joined:
        return "enrolled"
    if targeting.confirmed_at is not None:
        return "eligible"
    return "verified" if targeting.visits else "nominated"


def _reason(household: Household) -> str:
    if household.status is Status.NOT_ELIGIBLE:
        return household.targeting.rejection_reason
    if household.status is Status.SOCIAL_PROTECTION_ONLY:
        return household.targeting.social_protection_reason
    return household.assessment.exit_reason if household.status is Status.EXITED else ""


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()
