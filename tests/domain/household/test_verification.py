"""Looking whether the list fits reality: checks, mismatches, visits and the village's decision."""

from datetime import date
from uuid import UUID

import pytest

from domain.household.commands.targeting import (
    FlagDataMismatch,
    RecordIdentityCheck,
    RecordVerificationVisit,
    RecordVillageDecision,
    ResolveDataMismatch,
)
from domain.household.events.targeting import DataMismatchFlagged, DataMismatchResolved
from tests.domain.household.cases import (
    ANSWERS,
    CHECK,
    CHECKED,
    DECIDED,
    HEAD,
    MEETING,
    MISMATCH,
    NOMINATED,
    REJECTED,
    VISIT,
    VISITED,
    meeting,
    mentor_of,
)
from tests.sample_programme import OTHER_VILLAGE, VILLAGE
from tests.scenario import MENTOR, OTHER_HOUSEHOLD_ID, given, said

STRANGER = UUID(int=0xFF)
FLAGGED = DataMismatchFlagged(mismatch_id=MISMATCH, person_id=HEAD, attribute="birth_date")
RESOLVED = DataMismatchResolved(mismatch_id=MISMATCH, person_id=HEAD, outcome="kept")


def check(**changes):
    asked = {"check_id": CHECK, "person_id": HEAD, "result": "match", "source": "civil_registry"}
    return RecordIdentityCheck(**(asked | changes))


def visit(**changes):
    seen = {
        "visit_id": VISIT,
        "respondent_id": HEAD,
        "result": "complete",
        "on_site": True,
        "instrument_code": "verification",
        "instrument_version": 1,
        "answers": ANSWERS,
    }
    return RecordVerificationVisit(**(seen | changes))


def visit_with(warnings, **changes):
    return VISITED.model_copy(update=changes | {"warnings": warnings})


def test_the_first_check_of_an_identity_begins_the_verification():
    after = given(NOMINATED).when(check()).then(CHECKED).state

    assert after.status == "in_verification"
    assert after.targeting.checks[CHECK].result == "match"


def test_a_check_that_is_sent_twice_is_recorded_once():
    given(NOMINATED, CHECKED).when(check()).then_nothing()


def test_a_check_with_the_same_id_and_another_result_is_refused():
    given(NOMINATED, CHECKED).when(check(result="mismatch")).then_refused("V2")


def test_nobody_is_checked_who_does_not_belong_to_the_household():
    given(NOMINATED).when(check(person_id=STRANGER)).then_refused("S1", "missing")


def test_a_register_that_the_programme_does_not_ask_is_no_source():
    given(NOMINATED).when(check(source="hearsay")).then_refused("S1", "reason")


def test_nothing_is_checked_before_a_nomination_or_after_a_rejection():
    given().when(check()).then_refused("S1", "unknown")
    given(NOMINATED, REJECTED).when(check()).then_refused("S1")


def test_a_mismatch_is_flagged_and_settled():
    flag = FlagDataMismatch(mismatch_id=MISMATCH, person_id=HEAD, attribute="birth_date")
    settle = ResolveDataMismatch(mismatch_id=MISMATCH, outcome="kept")

    flagged = given(NOMINATED).when(flag).then(FLAGGED)
    settled = flagged.when(settle).then(RESOLVED)
    settled.when(flag).then_nothing()
    settled.when(settle).then_nothing()


def test_a_mismatch_that_nobody_flagged_cannot_be_settled():
    settle = ResolveDataMismatch(mismatch_id=MISMATCH, outcome="kept")

    given(NOMINATED).when(settle).then_refused("S1", "missing")


def test_a_mismatch_is_settled_one_way_only():
    settle = ResolveDataMismatch(mismatch_id=MISMATCH, outcome="recorded_anew")

    given(NOMINATED, FLAGGED, RESOLVED).when(settle).then_refused("S3")


def test_a_complete_visit_by_a_mentor_of_the_village_can_carry_an_eligibility():
    scenario = given(NOMINATED).when(visit(), by=MENTOR, mentor=mentor_of(VILLAGE))

    after = scenario.then(VISITED).state
    assert after.status == "in_verification"
    assert after.targeting.visits[VISIT].sound


def test_a_visit_that_is_sent_twice_is_recorded_once():
    scenario = given(NOMINATED, said(VISITED, by=MENTOR))

    scenario.when(visit(), by=MENTOR, mentor=mentor_of(VILLAGE)).then_nothing()


@pytest.mark.parametrize(
    "mentor", [None, mentor_of(OTHER_VILLAGE), mentor_of(VILLAGE, since=date(2026, 7, 1))]
)
def test_a_visit_by_somebody_else_is_kept_but_carries_nothing(mentor):
    scenario = given(NOMINATED).when(visit(), by=MENTOR, mentor=mentor)

    after = scenario.then(visit_with(("T5.mentor",))).state
    assert not after.targeting.visits[VISIT].sound


@pytest.mark.parametrize(
    "changes",
    [
        {"answers": ANSWERS[:1]},
        {"instrument_code": None, "instrument_version": None, "answers": ()},
    ],
)
def test_a_complete_visit_without_a_whole_form_is_kept_but_carries_nothing(changes):
    scenario = given(NOMINATED).when(visit(**changes), by=MENTOR, mentor=mentor_of(VILLAGE))

    after = scenario.then(visit_with(("A1",), **changes)).state
    assert not after.targeting.visits[VISIT].sound


@pytest.mark.parametrize(
    ("changes", "variant"),
    [
        ({"answers": (*ANSWERS, ("unasked", 1))}, "invalid"),
        ({"instrument_version": 2}, "version"),
        ({"instrument_code": "5201010101019001"}, "version"),
    ],
)
def test_what_nobody_asked_never_stands_in_clear(changes, variant):
    scenario = given(NOMINATED).when(visit(**changes), by=MENTOR, mentor=mentor_of(VILLAGE))

    scenario.then_refused("A1", variant)


@pytest.mark.parametrize(
    "changes", [{"result": "no_respondent"}, {"result": "moved"}, {"on_site": False}]
)
def test_a_visit_that_saw_nothing_is_kept_but_carries_nothing(changes):
    scenario = given(NOMINATED).when(visit(**changes), by=MENTOR, mentor=mentor_of(VILLAGE))

    after = scenario.then(visit_with((), **changes)).state
    assert not after.targeting.visits[VISIT].sound


def test_a_rejected_household_is_not_verified():
    scenario = given(NOMINATED, REJECTED)

    scenario.when(visit(), by=MENTOR, mentor=mentor_of(VILLAGE)).then_refused("S1")


def test_the_decision_of_a_meeting_is_taken_over():
    wish = RecordVillageDecision(meeting_id=MEETING, verdict="eligible")

    decided = given(NOMINATED).when(wish, meeting=meeting()).then(DECIDED)
    decided.when(wish, meeting=meeting()).then_nothing()


@pytest.mark.parametrize(
    ("held", "code", "variant"),
    [
        (None, "M2", "agenda"),
        (meeting(closed=False), "M2", "minutes"),
        (meeting(village=OTHER_VILLAGE), "M2", "village"),
        (meeting(household=OTHER_HOUSEHOLD_ID), "M2", "undecided"),
        (meeting("not_eligible"), "T5", "meeting"),
        (meeting(held_on=date(2026, 3, 1)), "T5", "early"),
    ],
)
def test_a_decision_that_no_signed_minutes_hold_is_refused(held, code, variant):
    wish = RecordVillageDecision(meeting_id=MEETING, verdict="eligible")

    given(NOMINATED).when(wish, meeting=held).then_refused(code, variant)
