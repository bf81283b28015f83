"""Where a household stands: the few facts of its state that lists and figures are made of."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from domain.events import Event
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
    phase: str = ""
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


NOWHERE = Standing()
# Facts that are told often and never change where a household stands.
QUIET: frozenset[type[Event]] = frozenset(
    {
        VisitRecorded,
        VisitMissed,
        GroupSessionAttended,
        TrainingCompleted,
        SupervisorSpotChecked,
        SavingsAccountOpened,
        SavingsRecorded,
        EnterpriseReported,
        ShockReported,
        NeedIdentified,
        NeedClosed,
        ReferralMade,
        ReferralAccepted,
        ReferralDeclined,
        ServiceDelivered,
        ReferralClosedUnmet,
        HalfYearAssessed,
        MilestoneReached,
    }
)


def standing_of(household: Household) -> Standing:
    """Return where a household stands."""
    entry, people = household.entry, household.people
    enrolled_on = _day(entry.enrolled_at)
    return Standing(
        status=household.status.value,
        stage=_stage(household),
        reason=_reason(household),
        since_on=_day(household.since),
        phase=household.phase,
        cycle=household.cycle,
        village_code=household.village_code,
        cohort=f"{enrolled_on:%Y-%m}" if enrolled_on else "",
        head_id=people.head_id,
        mentor_id=entry.mentor_id,
        members=len(people.here),
        enrolled_on=enrolled_on,
        cycle_on=_day(household.assessment.cycle_at or entry.baseline_at),
        merged_into=household.merged_into,
        split_from=household.split_from,
        moved_to=household.assessment.moved_to,
        batch_id=household.targeting.batch_id,
        decile=household.targeting.decile,
    )


def _stage(household: Household) -> str:
    targeting, entry = household.targeting, household.entry
    if household.assessment.graduated_at is not None:
        return "graduated"
    if entry.baseline_at is not None:
        return "active"
    if entry.enrolled_at is not None:
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
