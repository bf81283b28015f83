"""Which wishes about joining the programme come true: rules N1, N2 and N5."""

from uuid import UUID

from domain.checks import check_code
from domain.context import Context
from domain.events import Event
from domain.household.aggregate import HOUSEHOLD
from domain.household.checks import check_here, check_status
from domain.household.commands.entry import (
    AssignMentor,
    EnrolHousehold,
    RecordConsent,
    WithdrawConsent,
)
from domain.household.events.entry import (
    ConsentRecorded,
    ConsentWithdrawn,
    HouseholdEnrolled,
    MentorAssigned,
    MentorChanged,
)
from domain.household.keeping import is_repeat
from domain.household.state import ACCOMPANIED, LIVE, Household, Status
from domain.rules import Refused


@HOUSEHOLD.decides(RecordConsent)
def record_consent(state: Household, command: RecordConsent, context: Context) -> list[Event]:
    """Rule N1: an adult member consents."""
    if is_repeat(state, command.consent_id, ConsentRecorded, command):
        return []
    check_status(state, *LIVE)
    check_here(state, command.person_id)
    if command.person_id not in _adults(state, context):
        raise Refused("N1", "adult")
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
    if command.in_other_programme:
        raise Refused("N2")
    return [HouseholdEnrolled(**command.facts(), village_code=state.village_code)]


def _adults(state: Household, context: Context) -> set[UUID]:
    return state.people.adults(context.programme.limits.adult_age_bands.on(context.today))


def _check_consent(state: Household, context: Context) -> None:
    adults = _adults(state, context)
    standing = (each for each in state.entry.consents.values() if each.withdrawn_at is None)
    if not any(consent.person_id in adults for consent in standing):
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
