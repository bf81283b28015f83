"""Which assessments are put on record: rules A1, A2 and A3."""

from typing import TypeVar

from domain.commands import moment
from domain.context import Context
from domain.events import Event
from domain.household.aggregate import HOUSEHOLD
from domain.household.checks import check_known, check_status
from domain.household.commands.assessment import (
    AssessGraduation,
    AssessHalfYear,
    CheckAfterGraduation,
    ShownAssessment,
)
from domain.household.events.assessment import (
    GraduationAssessed,
    HalfYearAssessed,
    PostGraduationChecked,
    Scored,
)
from domain.household.keeping import is_repeat
from domain.household.milestones import indicators_reached
from domain.household.reporting import check_mentor, check_time
from domain.household.scoring import scores
from domain.household.state import Household, Status
from domain.household.states.assessment import HALF_YEAR
from domain.rules import Refused, warn

S = TypeVar("S", bound=Scored)
ASSESSED = (Status.ENROLLED, Status.ACTIVE, Status.SUSPENDED, Status.GRADUATION_REVIEW)


@HOUSEHOLD.decides(AssessHalfYear)
def assess_half_year(state: Household, command: AssessHalfYear, context: Context) -> list[Event]:
    """Put it on record, with the indicators that are met for the first time."""
    if is_repeat(state, command.assessment_id, HalfYearAssessed, command):
        return []
    check_status(state, *ASSESSED)
    broken = {
        "V1b": _check_after_baseline(state, command, context),
        "N5_late": check_mentor(state, command, context),
        "A2_gap": _is_overdue(state, command, context),
    }
    assessed = _scored(state, HalfYearAssessed, command, context, broken)
    return [assessed, *indicators_reached(state, assessed.verdicts)]


def _check_after_baseline(state: Household, command: ShownAssessment, context: Context) -> bool:
    """Say whether it comes late. Refuse what is dated before there was anything to compare."""
    begun = state.entry.baseline_at
    if begun is None:
        raise Refused("A3")
    if context.day(moment(command, context.now)) < context.day(begun):
        raise Refused("V1", "baseline", day=context.day(begun))
    return check_time(command, context)


def _is_overdue(state: Household, command: AssessHalfYear, context: Context) -> bool:
    """Say whether too much time went by. Refuse two half years that are too close (rule A2)."""
    limits, day = context.programme.limits, context.day(moment(command, context.now))
    least = limits.assessment_gap_min_days.on(day)
    half_years = [context.day(each.at) for each in state.assessment.of(HALF_YEAR)]
    for other in half_years:
        if abs((day - other).days) < least:
            raise Refused("A2", days=abs((day - other).days), limit=least)
    begun = state.entry.baseline_at
    if begun is None:
        raise Refused("A3")
    before = max((other for other in half_years if other <= day), default=context.day(begun))
    return (day - before).days > limits.assessment_gap_warn_days.on(day)


@HOUSEHOLD.decides(AssessGraduation)
def assess_graduation(
    state: Household, command: AssessGraduation, context: Context
) -> list[Event]:
    """Put it on record. A pass opens the review; it graduates nobody."""
    if is_repeat(state, command.assessment_id, GraduationAssessed, command):
        return []
    check_may_graduate(state, Status.ENROLLED, Status.ACTIVE)
    check_not_mentor(state, context)
    late = _check_after_baseline(state, command, context)
    assessed = _scored(state, GraduationAssessed, command, context, {"V1b": late})
    return [assessed, *indicators_reached(state, assessed.verdicts)]


@HOUSEHOLD.decides(CheckAfterGraduation)
def check_after_graduation(
    state: Household, command: CheckAfterGraduation, context: Context
) -> list[Event]:
    if is_repeat(state, command.assessment_id, PostGraduationChecked, command):
        return []
    check_status(state, Status.GRADUATED)
    late = check_time(command, context)
    return [_scored(state, PostGraduationChecked, command, context, {"V1b": late})]


def _scored(
    state: Household,
    event: type[S],
    command: ShownAssessment,
    context: Context,
    broken: dict[str, bool],
) -> S:
    """Return the assessment with what the server computes from it (rules A1 and A3)."""
    if state.entry.baseline_at is None:
        raise Refused("A3")
    check_known(state, command.respondent_id)
    result = scores(context, command)
    return event(
        **command.facts()
        | {
            "verdicts": result.verdicts,
            "passed": result.passed,
            "failed": result.failed_mandatory,
            "warnings": warn(**broken),
        }
    )


def check_may_graduate(state: Household, *allowed: Status) -> None:
    """Refuse the graduation of a household that is not accompanied (rule G4)."""
    if state.status is Status.UNKNOWN:
        raise Refused("S1", "unknown")
    if state.status is Status.GRADUATED:
        raise Refused("G4", "again")
    if state.status not in allowed:
        raise Refused("G4", status=state.status.value)


def check_not_mentor(state: Household, context: Context) -> None:
    """Refuse whoever was ever the household's own mentor (rule G3)."""
    if context.actor.actor_id in state.entry.mentors_ever:
        raise Refused("G3", "mentor")
