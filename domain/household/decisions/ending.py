"""How a household pauses, leaves, and how its file is closed: rules X1, X3 and X4."""

from datetime import timedelta

from domain.checks import check_code
from domain.commands import moment
from domain.context import Context
from domain.events import Event
from domain.household.aggregate import HOUSEHOLD
from domain.household.checks import check_known, check_status
from domain.household.commands.assessment import (
    CloseCase,
    ExitHousehold,
    ResumeParticipation,
    SuspendParticipation,
)
from domain.household.events.assessment import (
    CaseClosed,
    HouseholdExited,
    ParticipationResumed,
    ParticipationSuspended,
)
from domain.household.keeping import is_repeat
from domain.household.reporting import check_time
from domain.household.state import LIVE, Household, Status
from domain.periods import months_after
from domain.rules import Refused, warn

MOVED = "moved"


@HOUSEHOLD.decides(SuspendParticipation)
def suspend(state: Household, command: SuspendParticipation, context: Context) -> list[Event]:
    """Let the household pause, for no longer than rule X4 says."""
    if is_repeat(state, command.suspension_id, ParticipationSuspended, command):
        return []
    check_status(state, Status.ACTIVE)
    check_code(context, "suspension", command.reason)
    limit = context.programme.limits.suspension_days_max.on(context.today)
    begins = context.day(moment(command, context.now))
    if not context.today < command.until_on <= begins + timedelta(days=limit):
        raise Refused("X4", limit=limit)
    return [ParticipationSuspended(**command.facts())]


@HOUSEHOLD.decides(ResumeParticipation)
def resume(state: Household, command: ResumeParticipation, _: Context) -> list[Event]:
    """End the pause that is named; one that has ended stays ended."""
    if state.assessment.suspension_id != command.suspension_id:
        if command.suspension_id in state.record.said:
            return []
        raise Refused("S1", "missing")
    check_status(state, Status.SUSPENDED)
    return [ParticipationResumed(**command.facts())]


@HOUSEHOLD.decides(ExitHousehold)
def leave(state: Household, command: ExitHousehold, context: Context) -> list[Event]:
    """Let the household leave, with a reason, a last contact, and where it went (rule X1)."""
    if is_repeat(state, command.exit_id, HouseholdExited, command):
        return []
    check_status(state, *LIVE)
    check_known(state, command.person_id)
    check_code(context, "exit", command.reason)
    late = check_time(command, context)
    if command.last_contact_on is None or command.last_contact_on > context.today:
        raise Refused("X1", "contact")
    if command.reason == MOVED:
        if command.moved_to is None:
            raise Refused("X1", "where")
        if command.moved_to in context.programme.village_by_code:
            raise Refused("X1", "transfer")
    return [HouseholdExited(**command.facts(), warnings=warn(V1b=late))]


@HOUSEHOLD.decides(CloseCase)
def close_case(state: Household, command: CloseCase, context: Context) -> list[Event]:
    """Close the file of a household that graduated for good, relapsed, or was never to enrol."""
    if is_repeat(state, command.closure_id, CaseClosed, command):
        return []
    check_status(state, Status.GRADUATED, Status.RELAPSED, Status.SOCIAL_PROTECTION_ONLY)
    check_code(context, "closure", command.reason)
    if state.status is Status.GRADUATED:
        _check_watched(state, context)
    return [CaseClosed(**command.facts())]


def _check_watched(state: Household, context: Context) -> None:
    """Refuse to close before the checks that follow graduation, each made in its own time."""
    due = sorted(context.programme.limits.post_graduation_checks_months.on(context.today))
    graduated_on = context.day(state.assessment.graduated_at)
    waiting = list(due)
    for check in state.assessment.checks():
        # A check may come a month before it is due, and then does for no later one.
        if waiting and context.day(check.at) >= months_after(graduated_on, waiting[0] - 1):
            waiting.pop(0)
    if waiting:
        raise Refused("X3", count=len(due) - len(waiting), limit=len(due))
    if context.today < months_after(graduated_on, due[-1]):
        raise Refused("X3", "early", months=due[-1])
