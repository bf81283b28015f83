"""The sensible next step of a household's life, so that random histories get far."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from domain.commands import Command
from domain.household.commands.assessment import (
    ApproveGraduationByAgency,
    AssessGraduation,
    AssessHalfYear,
    CheckAfterGraduation,
    DeferGraduation,
    DetectRelapse,
    ReenrolHouseholdAgain,
    ResumeParticipation,
)
from domain.household.commands.entry import (
    AssessBaseline,
    AssignMentor,
    EnrolHousehold,
    RecordConsent,
)
from domain.household.commands.people import RevertMerge
from domain.household.commands.targeting import (
    ConfirmEligibilityByException,
    NominateHousehold,
    RecordIdentityCheck,
    RecordVerificationVisit,
    RecordVillageDecision,
    ReopenNomination,
)
from domain.household.state import Household, Status
from tests.domain.household.cases import (
    ANSWERS,
    BATCH,
    HEAD,
    LISTED_ON,
    MEETING,
    OBJECTION,
)
from tests.domain.household.families import POOR, WELL
from tests.sample_programme import VILLAGE
from tests.scenario import MENTOR

Step = Callable[[Household, UUID, date], Command]


def next_step(state: Household, new: UUID, today: date) -> Command | None:
    """Return what usually comes next; `new` is the id of whatever it makes."""
    step = STEPS.get(state.status)
    return step(state, new, today) if step else None


def _head(state: Household) -> UUID:
    return state.people.head_id or HEAD


def _nominate(_: Household, __: UUID, ___: date) -> Command:
    return NominateHousehold(
        batch_id=BATCH,
        source_agency="social",
        as_of_on=LISTED_ON,
        row_reference="17",
        village_code=VILLAGE,
        decile=1,
        person_id=HEAD,
        sex="f",
        age_band="18-59",
        able_to_work=True,
    )


def _verify(state: Household, new: UUID, _: date) -> Command:
    """Whatever the eligibility still lacks since the verification began."""
    seen = state.targeting
    since = [seen.opened_at] if seen.opened_at else []
    if not any([at.at] >= since for at in seen.checks.values()):
        return RecordIdentityCheck(
            check_id=new, person_id=_head(state), result="match", source="social"
        )
    if not any([visit.at] >= since and visit.sound for visit in seen.visits.values()):
        return RecordVerificationVisit(
            visit_id=new,
            respondent_id=_head(state),
            result="complete",
            on_site=True,
            instrument_code="verification",
            instrument_version=1,
            answers=ANSWERS,
        )
    if not any([decision.at] >= since for decision in seen.decisions.values()):
        return RecordVillageDecision(meeting_id=MEETING, verdict="eligible")
    return ConfirmEligibilityByException(exception_reason="carer_returns")


def _reopen(state: Household, _: UUID, __: date) -> Command:
    if state.status is Status.NOT_ELIGIBLE:
        return ReopenNomination(reason="objection_upheld", objection_id=OBJECTION)
    return ReopenNomination(reason="capacity_changed")


def _enrol(state: Household, new: UUID, today: date) -> Command:
    if not state.entry.consents:
        return RecordConsent(
            consent_id=new,
            person_id=_head(state),
            purposes=("accompaniment",),
            form="signed",
        )
    return EnrolHousehold(decree_number="100.1/2026", decree_on=today, in_other_programme=False)


def _begin(state: Household, new: UUID, today: date) -> Command:
    if state.entry.mentor_id is None:
        return AssignMentor(mentor_id=MENTOR, from_on=today, reason="caseload")
    return _scored(AssessBaseline, state, new, POOR)


def _scored(kind: type[Command], state: Household, new: UUID, answers: object) -> Command:
    return kind(
        assessment_id=new,
        respondent_id=_head(state),
        instrument_code="scorecard",
        instrument_version=1,
        answers=answers,
    )


def _assess(state: Household, new: UUID, _: date) -> Command:
    kind = AssessGraduation if new.int % 2 else AssessHalfYear
    return _scored(kind, state, new, WELL)


def _approve(state: Household, new: UUID, _: date) -> Command:
    if new.int % 2:
        return DeferGraduation(deferral_id=new, reason="shock", extension_months=3)
    last = state.assessment.in_cycle()[-1]
    return ApproveGraduationByAgency(
        graduation_id=new, assessment_id=last.assessment_id, version_seen=last.version
    )


def _watch(state: Household, new: UUID, _: date) -> Command:
    checks = state.assessment.checks()
    if checks and new.int % 2:
        return DetectRelapse(relapse_id=new, check_id=checks[-1].assessment_id)
    return _scored(CheckAfterGraduation, state, new, POOR)


def _resume(state: Household, new: UUID, _: date) -> Command:
    return ResumeParticipation(suspension_id=state.assessment.suspension_id or new)


STEPS: dict[Status, Step] = {
    Status.UNKNOWN: _nominate,
    Status.NOMINATED: _verify,
    Status.IN_VERIFICATION: _verify,
    Status.NOT_ELIGIBLE: _reopen,
    Status.SOCIAL_PROTECTION_ONLY: _reopen,
    Status.ELIGIBLE: _enrol,
    Status.ENROLLED: _begin,
    Status.ACTIVE: _assess,
    Status.SUSPENDED: _resume,
    Status.GRADUATION_REVIEW: _approve,
    Status.GRADUATED: _watch,
    Status.RELAPSED: lambda _, new, __: ReenrolHouseholdAgain(
        reenrolment_id=new, reason="relapse"
    ),
    Status.MERGED: lambda _, __, ___: RevertMerge(reason="not_the_same"),
}
