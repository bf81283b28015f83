"""Which wishes about joining the programme come true: rules N1, N2 and N5."""

from domain.checks import check_code
from domain.context import Context
from domain.events import Event
from domain.household.aggregate import HOUSEHOLD
from domain.household.checks import check_here, check_known, check_status
from domain.household.commands.entry import (
    AssessBaseline,
    AssignMentor,
    EnrolHousehold,
    RecordConsent,
    WithdrawConsent,
)
from domain.household.events.entry import (
    BaselineAssessed,
    ConsentRecorded,
    ConsentWithdrawn,
    HouseholdEnrolled,
    MentorAssigned,
    MentorChanged,
)
from domain.household.keeping import is_repeat
from domain.household.reporting import check_mentor, check_time
from domain.household.scoring import scores
from domain.household.state import ACCOMPANIED, LIVE, Household, Status
from domain.household.succession import adults
from domain.rules import Refused, warn


@HOUSEHOLD.decides(RecordConsent)
def record_consent(state: Household, command: RecordConsent, context: Context) -> list[Event]:
    """Rule N1: an adult member consents."""
    if is_repeat(state, command.consent_id, ConsentRecorded, command):
        return []
    check_status(state, *LIVE)
    check_here(state, command.person_id)
    if command.person_id not in adults(state, context):
        raise Refused("N1", "adult")
    for purpose in command.purposes:
        check_code(context, "consent_purpose", purpose)
    return [ConsentRecorded(**command.facts())]


@HOUSEHOLD.decides(WithdrawConsent)
def withdraw_consent(state: Household, command: WithdrawConsent, context: Context) -> list[Event]:
    consent = state.entry.consents.get(command.consent_id)
    if consent is None:
        raise Refused("S1", "missing")
    if consent.withdrawn_at is not None:
        return []
    check_code(context, "consent_withdrawal", command.reason)
    return [ConsentWithdrawn(**command.facts())]


@HOUSEHOLD.decides(EnrolHousehold)
def enrol_household(state: Household, command: EnrolHousehold, context: Context) -> list[Event]:
    """Rules N1 and N2."""
    if state.entry.decree_number and state.entry.decree_number == command.decree_number:
        return []
    if state.status is not Status.ELIGIBLE:
        check_status(state, *Status)
        raise Refused("N1", "eligibility", status=state.status.value)
    _check_consent(state, context)
    day = context.day(command.occurred_at)
    if command.decree_number is None or command.decree_on > day:
        raise Refused("N1", "decree")
    village = context.village
    opened = village.enrolment_from if village and village.enrolment_open else None
    if opened is None or opened > day:
        raise Refused("N1", "village")
    needs_envelope = context.programme.limits.enrolment_needs_envelope.on(context.today)
    if needs_envelope and not (village and village.has_envelope(day.year)):
        raise Refused("N1", "envelope")
    if command.in_other_programme:
        raise Refused("N2")
    return [HouseholdEnrolled(**command.facts(), village_code=state.village_code)]


def _check_consent(state: Household, context: Context) -> None:
    standing = (each for each in state.entry.consents.values() if each.withdrawn_at is None)
    if adults(state, context).isdisjoint(consent.person_id for consent in standing):
        raise Refused("N1", "consent")


@HOUSEHOLD.decides(AssignMentor)
def assign_mentor(state: Household, command: AssignMentor, context: Context) -> list[Event]:
    """Whether the mentor may take one more (N3) is for the mentor's own stream to say."""
    previous = state.entry.mentor_id
    if previous == command.mentor_id:
        return []
    check_status(state, *ACCOMPANIED, Status.GRADUATED, Status.RELAPSED)
    taken = command.model_dump(include={"mentor_id", "from_on"})
    if previous is None:
        return [MentorAssigned(**taken)]
    check_code(context, "mentor_change", command.reason or "-")
    return [MentorChanged(**taken, previous_mentor_id=previous, reason=command.reason)]


@HOUSEHOLD.decides(AssessBaseline)
def assess_baseline(state: Household, command: AssessBaseline, context: Context) -> list[Event]:
    """Rules N5 and A1. With the baseline the accompaniment begins."""
    if is_repeat(state, command.assessment_id, BaselineAssessed, command):
        return []
    check_status(state, Status.ENROLLED)
    check_known(state, command.respondent_id)
    warnings = warn(
        V1b=check_time(command, context), N5_late=check_mentor(state, command, context)
    )
    result = scores(context, command)
    return [
        BaselineAssessed(
            **command.facts()
            | {
                "verdicts": result.verdicts,
                "passed": result.passed,
                "failed": result.failed_mandatory,
                "phase": context.programme.phases[0].code,
                "warnings": warnings,
            }
        )
    ]
