"""Joining the programme: consent, and the decree that names the household."""

from datetime import date, timedelta

import pytest

from domain.household.commands.entry import EnrolHousehold, RecordConsent, WithdrawConsent
from domain.household.events.entry import ConsentWithdrawn
from domain.household.events.people import MemberLeft
from tests.domain.household.cases import (
    CONSENT,
    CONSENTED,
    ELIGIBLE,
    ENROLLED,
    HEAD,
    NOMINATED,
    PROTECTED,
    REJECTED,
    SON,
    SPOUSE,
    VERIFIED,
    member,
    village,
)
from tests.sample_programme import PROGRAMME, VILLAGE, since_start
from tests.scenario import NOW, given

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


def test_the_village_of_the_enrolment_is_the_households():
    assert given(*READY, ENROLLED).state.village_code == VILLAGE


def test_where_the_definition_says_so_a_village_without_money_enrols_nobody():
    limits = PROGRAMME.limits.model_copy(
        update={"enrolment_needs_envelope": since_start(value=True)}
    )
    strict = PROGRAMME.model_copy(update={"limits": limits})

    def enrol(year=None, programme=strict):
        here = village()
        if year:
            here.envelopes[CONSENT] = year
        return given(*READY).when(ENROL, village=here, programme=programme)

    enrol().then_refused("N1", "envelope")
    enrol(2025).then_refused("N1", "envelope")
    enrol(2026).then(ENROLLED)
    enrol(programme=PROGRAMME).then(ENROLLED)
