"""How assessments, graduation, pauses and endings change the state."""

from domain.history import RecordedEvent
from domain.household.aggregate import HOUSEHOLD
from domain.household.events.assessment import (
    CaseClosed,
    GraduationApproved,
    GraduationAssessed,
    GraduationDeferred,
    HalfYearAssessed,
    HouseholdExited,
    HouseholdReenrolled,
    MilestoneReached,
    ParticipationResumed,
    ParticipationSuspended,
    PostGraduationChecked,
    RelapseDetected,
    Scored,
)
from domain.household.keeping import keeps
from domain.household.state import Household, Status
from domain.household.states.assessment import CHECK, GRADUATION, HALF_YEAR, Assessed


def _assessed(state: Household, kind: str, scored: Scored, at: RecordedEvent) -> None:
    state.assessment.assessed[scored.assessment_id] = Assessed(
        assessment_id=scored.assessment_id,
        kind=kind,
        event_id=at.event_id,
        version=at.originator_version,
        at=at.occurred_at,
        by=at.origin.actor_id,
        instrument_code=scored.instrument_code,
        instrument_version=scored.instrument_version,
        verdicts=scored.verdicts,
        passed=scored.passed,
        failed=scored.failed,
    )


@HOUSEHOLD.folds(HalfYearAssessed)
@keeps(
    HalfYearAssessed,
    "assessment_id",
    lambda state: state.assessment.assessed,
    correctable=False,
)
def half_year(state: Household, event: HalfYearAssessed, at: RecordedEvent) -> None:
    _assessed(state, HALF_YEAR, event, at)


@HOUSEHOLD.folds(GraduationAssessed)
@keeps(GraduationAssessed, "assessment_id")
def graduation_assessment(state: Household, event: GraduationAssessed, at: RecordedEvent) -> None:
    _assessed(state, GRADUATION, event, at)
    if event.passed:
        state.enter(Status.GRADUATION_REVIEW, at.occurred_at)


@HOUSEHOLD.folds(PostGraduationChecked)
@keeps(
    PostGraduationChecked,
    "assessment_id",
    lambda state: state.assessment.assessed,
    correctable=False,
)
def check(state: Household, event: PostGraduationChecked, at: RecordedEvent) -> None:
    _assessed(state, CHECK, event, at)


@HOUSEHOLD.folds(MilestoneReached)
def milestone(state: Household, event: MilestoneReached, at: RecordedEvent) -> None:
    state.assessment.milestones.setdefault(event.milestone, at.occurred_at)


@HOUSEHOLD.folds(GraduationApproved)
@keeps(GraduationApproved, "graduation_id")
def approval(state: Household, _: GraduationApproved, at: RecordedEvent) -> None:
    state.assessment.graduated_at = at.occurred_at
    state.enter(Status.GRADUATED, at.occurred_at)


@HOUSEHOLD.folds(GraduationDeferred)
@keeps(GraduationDeferred, "deferral_id")
def deferral(state: Household, event: GraduationDeferred, at: RecordedEvent) -> None:
    state.assessment.extensions[event.deferral_id] = event.extension_months
    if state.status is not Status.ACTIVE:
        state.enter(Status.ACTIVE, at.occurred_at)


@HOUSEHOLD.folds(RelapseDetected)
@keeps(RelapseDetected, "relapse_id")
def relapse(state: Household, _: RelapseDetected, at: RecordedEvent) -> None:
    state.enter(Status.RELAPSED, at.occurred_at)


@HOUSEHOLD.folds(HouseholdReenrolled)
@keeps(HouseholdReenrolled, "reenrolment_id")
def reenrolment(state: Household, _: HouseholdReenrolled, at: RecordedEvent) -> None:
    """Begin a new cycle: what was assessed and extended before no longer counts."""
    assessment = state.assessment
    assessment.reenrolments += 1
    assessment.cycle_at = at.occurred_at
    assessment.graduated_at = None
    assessment.extensions = {}
    state.cycle += 1
    state.enter(Status.ACTIVE, at.occurred_at)


@HOUSEHOLD.folds(CaseClosed)
@keeps(CaseClosed, "closure_id")
def closure(state: Household, _: CaseClosed, at: RecordedEvent) -> None:
    state.enter(Status.CLOSED, at.occurred_at)


@HOUSEHOLD.folds(ParticipationSuspended)
@keeps(ParticipationSuspended, "suspension_id")
def suspension(state: Household, event: ParticipationSuspended, at: RecordedEvent) -> None:
    state.assessment.suspension_id = event.suspension_id
    state.assessment.suspended_until = event.until_on
    state.enter(Status.SUSPENDED, at.occurred_at)


@HOUSEHOLD.folds(ParticipationResumed)
def resumption(state: Household, _: ParticipationResumed, at: RecordedEvent) -> None:
    state.assessment.suspension_id = None
    state.assessment.suspended_until = None
    state.enter(Status.ACTIVE, at.occurred_at)


@HOUSEHOLD.folds(HouseholdExited)
@keeps(HouseholdExited, "exit_id")
def leaving(state: Household, event: HouseholdExited, at: RecordedEvent) -> None:
    state.assessment.exit_reason = event.reason
    state.assessment.moved_to = event.moved_to or ""
    state.enter(Status.EXITED, at.occurred_at)
