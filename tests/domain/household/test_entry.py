"""Joining the programme: consent, decree, mentor and the baseline."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.household.commands.entry import (
    AssessBaseline,
    AssignMentor,
    EnrolHousehold,
    RecordConsent,
    WithdrawConsent,
)
from domain.household.events.entry import BaselineAssessed, ConsentWithdrawn, MentorChanged
from domain.household.events.people import MemberLeft
from tests.domain.household.cases import (
    ASSIGNED,
    BASELINE,
    CONSENT,
    CONSENTED,
    ELIGIBLE,
    ENROLLED,
    HEAD,
    IN_PROGRAMME,
    NOMINATED,
    PROTECTED,
    REJECTED,
    SON,
    SPOUSE,
    VERIFIED,
    member,
    village,
)
from tests.sample_programme import VILLAGE
from tests.scenario import MENTOR, NOW, OTHER_MENTOR, given

CONSENT_OF = {"consent_id": CONSENT, "purposes": ("accompaniment",), "form": "signed"}
WITHDRAW = WithdrawConsent(consent_id=CONSENT, reason="wish")
WITHDRAWN = ConsentWithdrawn(consent_id=CONSENT, reason="wish")
DECREE = {
    "decree_number": "100.1/2026",
    "decree_on": date(2026, 3, 2),
    "in_other_programme": False,
}
ENROL = EnrolHousehold(**DECREE)
READY = (*ELIGIBLE, CONSENTED)
ANSWERS = (("children", 0), ("deposits", 0), ("meals", 3))
ASSESS = AssessBaseline(
    assessment_id=BASELINE,
    respondent_id=HEAD,
    instrument_code="scorecard",
    instrument_version=1,
    answers=ANSWERS,
)
ASSESSED = BaselineAssessed(
    assessment_id=BASELINE,
    respondent_id=HEAD,
    instrument_code="scorecard",
    instrument_version=1,
    answers=ANSWERS,
    verdicts=(("food", "met"), ("savings", "not_met"), ("school", "not_applicable")),
    passed=False,
    phase="stabilise",
)


def test_an_adult_member_consents():
    given(*ELIGIBLE).when(RecordConsent(person_id=HEAD, **CONSENT_OF)).then(CONSENTED)


def test_a_consent_that_is_sent_twice_is_recorded_once():
    given(*READY).when(RecordConsent(person_id=HEAD, **CONSENT_OF)).then_nothing()


def test_a_child_cannot_consent():
    family = given(*ELIGIBLE, member(SON, "13-17"))

    family.when(RecordConsent(person_id=SON, **CONSENT_OF)).then_refused("N1", "adult")


def test_who_has_left_cannot_consent():
    family = given(*ELIGIBLE, member(SPOUSE), MemberLeft(person_id=SPOUSE, reason="work"))

    family.when(RecordConsent(person_id=SPOUSE, **CONSENT_OF)).then_refused("S1", "missing")


def test_a_consent_is_for_a_known_purpose():
    wish = RecordConsent(person_id=HEAD, **(CONSENT_OF | {"purposes": ("advertising",)}))

    given(*ELIGIBLE).when(wish).then_refused("S1", "reason")


def test_a_consent_is_withdrawn_once():
    withdrawn = given(*READY).when(WITHDRAW).then(WITHDRAWN)

    withdrawn.when(WITHDRAW).then_nothing()


def test_a_consent_that_was_never_given_cannot_be_withdrawn():
    given(*ELIGIBLE).when(WITHDRAW).then_refused("S1", "missing")


def test_an_eligible_household_is_enrolled():
    after = given(*READY).when(ENROL, village=village()).then(ENROLLED).state

    assert (after.status, after.cycle) == ("enrolled", 1)


def test_the_same_decree_enrols_once():
    given(*READY, ENROLLED).when(ENROL, village=village()).then_nothing()


def test_another_decree_does_not_enrol_again():
    again = EnrolHousehold(**(DECREE | {"decree_number": "100.2/2026"}))

    given(*READY, ENROLLED).when(again, village=village()).then_refused("N1", "eligibility")


@pytest.mark.parametrize(
    "history", [(NOMINATED,), VERIFIED, (*VERIFIED, REJECTED), (*VERIFIED, PROTECTED)]
)
def test_nobody_is_enrolled_who_was_not_found_eligible(history):
    enrolment = given(*history, CONSENTED).when(ENROL, village=village())

    enrolment.then_refused("N1", "eligibility")


def test_an_unknown_household_is_not_enrolled():
    given().when(ENROL, village=village()).then_refused("S1", "unknown")


@pytest.mark.parametrize(
    "history",
    [
        ELIGIBLE,
        (*READY, WITHDRAWN),
        (*ELIGIBLE, member(SON, "13-17"), CONSENTED.model_copy(update={"person_id": SON})),
    ],
)
def test_nobody_is_enrolled_without_the_standing_consent_of_an_adult(history):
    given(*history).when(ENROL, village=village()).then_refused("N1", "consent")


@pytest.mark.parametrize(
    "changes", [{"decree_number": None}, {"decree_on": NOW.date() + timedelta(days=1)}]
)
def test_nobody_is_enrolled_without_a_decree_that_is_in_force(changes):
    wish = EnrolHousehold(**(DECREE | changes))

    given(*READY).when(wish, village=village()).then_refused("N1", "decree")


@pytest.mark.parametrize(
    "place",
    [None, village(enrolment_open=False), village(since=NOW.date() + timedelta(days=1))],
)
def test_nobody_is_enrolled_in_a_village_that_is_not_open(place):
    given(*READY).when(ENROL, village=place).then_refused("N1", "village")


def test_nobody_is_enrolled_who_is_in_another_programme():
    wish = EnrolHousehold(**(DECREE | {"in_other_programme": True}))

    given(*READY).when(wish, village=village()).then_refused("N2")


def assign(mentor_id=MENTOR, on=date(2026, 3, 2), **changes):
    return AssignMentor(mentor_id=mentor_id, from_on=on, **changes)


def test_an_enrolled_household_gets_a_mentor():
    after = given(*READY, ENROLLED).when(assign()).then(ASSIGNED).state

    assert after.entry.mentor_id == MENTOR


def test_the_same_mentor_is_assigned_once():
    given(*IN_PROGRAMME).when(assign()).then_nothing()


def test_another_mentor_takes_over_from_a_day_on():
    wish = assign(OTHER_MENTOR, date(2026, 5, 1), reason="leave")

    entry = (
        given(*IN_PROGRAMME)
        .when(wish)
        .then(
            MentorChanged(
                mentor_id=OTHER_MENTOR,
                from_on=date(2026, 5, 1),
                previous_mentor_id=MENTOR,
                reason="leave",
            )
        )
        .state.entry
    )
    assert entry.mentor_on(date(2026, 3, 1)) is None
    assert entry.mentor_on(date(2026, 4, 30)) == MENTOR
    assert entry.mentor_on(date(2026, 5, 1)) == OTHER_MENTOR
    assert entry.mentors_ever == {MENTOR, OTHER_MENTOR}


def test_a_change_of_mentor_needs_a_known_reason():
    given(*IN_PROGRAMME).when(assign(OTHER_MENTOR)).then_refused("S1", "reason")


def test_a_household_outside_the_programme_gets_no_mentor():
    given(*READY).when(assign()).then_refused("S1")


def test_the_baseline_begins_the_accompaniment():
    after = given(*IN_PROGRAMME).when(ASSESS, by=MENTOR, role="mentor").then(ASSESSED).state

    assert (after.status, after.phase) == ("active", "stabilise")
    assert dict(after.entry.baseline_verdicts)["food"] == "met"


def test_a_baseline_that_is_sent_twice_is_recorded_once():
    given(*IN_PROGRAMME, ASSESSED).when(ASSESS, by=MENTOR, role="mentor").then_nothing()


def test_a_household_has_one_baseline():
    again = ASSESS.model_copy(update={"assessment_id": UUID(int=7)})

    given(*IN_PROGRAMME, ASSESSED).when(again, by=MENTOR, role="mentor").then_refused("S1")


def test_there_is_no_baseline_before_enrolment():
    given(*READY).when(ASSESS).then_refused("S1")


def test_a_baseline_by_another_mentor_is_refused():
    baseline = given(*IN_PROGRAMME).when(ASSESS, by=OTHER_MENTOR, role="mentor")

    baseline.then_refused("N5", "mentor")


def test_a_baseline_of_a_day_that_was_the_mentors_is_kept_with_a_warning():
    changed = MentorChanged(
        mentor_id=OTHER_MENTOR,
        from_on=date(2026, 6, 15),
        previous_mentor_id=MENTOR,
        reason="leave",
    )
    wish = ASSESS.model_copy(update={"occurred_at": NOW - timedelta(days=1)})

    late = given(*IN_PROGRAMME, changed).when(wish, by=MENTOR, role="mentor")
    late.then(ASSESSED.model_copy(update={"warnings": ("N5.late",)}))


def test_a_baseline_with_gaps_is_refused():
    wish = ASSESS.model_copy(update={"answers": ANSWERS[:2]})

    given(*IN_PROGRAMME).when(wish).then_refused("A1", "missing")


def test_a_baseline_about_a_stranger_is_refused():
    wish = ASSESS.model_copy(update={"respondent_id": UUID(int=7)})

    given(*IN_PROGRAMME).when(wish).then_refused("S1", "missing")


def test_the_village_of_the_enrolment_is_the_households():
    assert given(*READY, ENROLLED).state.village_code == VILLAGE
