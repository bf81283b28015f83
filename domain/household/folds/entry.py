"""How the facts of entry change the state."""

from datetime import date

from domain.history import RecordedEvent
from domain.household.aggregate import HOUSEHOLD
from domain.household.events.entry import (
    BaselineAssessed,
    ConsentRecorded,
    ConsentWithdrawn,
    HouseholdEnrolled,
    MentorAssigned,
    MentorChanged,
)
from domain.household.keeping import keeps
from domain.household.state import Household, Status
from domain.household.states.entry import Baseline, Consent, Entry, MentorTerm


@HOUSEHOLD.folds(ConsentRecorded)
@keeps(ConsentRecorded, "consent_id", lambda state: state.entry.consents, correctable=False)
def consent_recorded(state: Household, event: ConsentRecorded, at: RecordedEvent) -> None:
    state.entry.consents[event.consent_id] = Consent(event.person_id, event.purposes)


@HOUSEHOLD.folds(ConsentWithdrawn)
def consent_withdrawn(state: Household, event: ConsentWithdrawn, at: RecordedEvent) -> None:
    consent = state.entry.consents.get(event.consent_id)
    if consent is not None:
        consent.withdrawn_at = at.occurred_at


@HOUSEHOLD.folds(HouseholdEnrolled)
def household_enrolled(state: Household, event: HouseholdEnrolled, at: RecordedEvent) -> None:
    state.enter(Status.ENROLLED, at.occurred_at)
    state.cycle += 1
    state.entry.decree_number = event.decree_number
    state.entry.enrolled_at = at.occurred_at


def end_mentor(entry: Entry, day: date) -> None:
    """Let the present mentor's time end; from that day on somebody else's begins, or nobody's."""
    if entry.mentors and entry.mentors[-1].until_on is None:
        entry.mentors[-1].until_on = day


@HOUSEHOLD.folds(MentorAssigned)
def mentor_assigned(state: Household, event: MentorAssigned, at: RecordedEvent) -> None:
    end_mentor(state.entry, event.from_on)
    state.entry.mentors.append(MentorTerm(event.mentor_id, event.from_on))


@HOUSEHOLD.folds(MentorChanged)
def mentor_changed(state: Household, event: MentorChanged, at: RecordedEvent) -> None:
    end_mentor(state.entry, event.from_on)
    state.entry.mentors.append(MentorTerm(event.mentor_id, event.from_on))


@HOUSEHOLD.folds(BaselineAssessed)
@keeps(BaselineAssessed, "assessment_id", lambda state: state.entry.baselines, correctable=False)
def baseline_assessed(state: Household, event: BaselineAssessed, at: RecordedEvent) -> None:
    if state.status is Status.ENROLLED:
        state.enter(Status.ACTIVE, at.occurred_at)
    state.entry.baselines[event.assessment_id] = Baseline(
        at.occurred_at, event.verdicts, event.passed
    )
