"""When a decision on a household may be dated: not long ago, and not before what it rests on.

Reports from the field have a clock of their own (domain/household/reporting.py). What decides is
dated by the one who decides; without these limits a date alone could make two years go by.
"""

from collections.abc import Sequence

from domain.commands import Command, moment
from domain.context import Context
from domain.events import Event
from domain.household.events.assessment import (
    CaseClosed,
    GraduationApproved,
    GraduationAssessed,
    GraduationDeferred,
    HouseholdExited,
    HouseholdReenrolled,
    ParticipationResumed,
    ParticipationSuspended,
    PostGraduationChecked,
    RelapseDetected,
)
from domain.household.events.entry import BaselineAssessed, HouseholdEnrolled
from domain.household.events.people import HouseholdMerged
from domain.household.events.record import IrregularityReported
from domain.household.events.targeting import (
    EligibilityConfirmed,
    NominationRejected,
    NominationReopened,
    ReferredToSocialProtectionOnly,
)
from domain.household.state import Household
from domain.rules import Refused

# The office says these, on the day it decides.
DECIDED: frozenset[type[Event]] = frozenset(
    {
        CaseClosed,
        EligibilityConfirmed,
        GraduationApproved,
        GraduationDeferred,
        HouseholdEnrolled,
        HouseholdMerged,
        HouseholdReenrolled,
        NominationRejected,
        NominationReopened,
        ParticipationResumed,
        ParticipationSuspended,
        ReferredToSocialProtectionOnly,
        RelapseDetected,
    }
)
# These end what the household was until then, or can only be said of what it is.
RESTING: frozenset[type[Event]] = DECIDED | {
    BaselineAssessed,
    GraduationAssessed,
    HouseholdExited,
    PostGraduationChecked,
}


def check_timely(
    state: Household, command: Command, events: Sequence[Event], context: Context
) -> None:
    """Refuse a date long past, or before the status that the decision rests on (rule V1).

    What is kept although a rule forbids it keeps its date too.
    """
    happened = moment(command, context.now)
    kinds = {type(event) for event in events}
    if IrregularityReported in kinds:
        return
    limits = context.programme.limits
    if not command.is_report():
        limit = (limits.decided_back_days_max if kinds & DECIDED else limits.late_max_days).on(
            context.today
        )
        if (context.now - happened).days > limit:
            raise Refused("V1", "back", limit=limit)
    if kinds & RESTING and state.since is not None:
        since = context.day(state.since)
        if context.day(happened) < since:
            raise Refused("V1", "before", day=since, status=state.status.value)
