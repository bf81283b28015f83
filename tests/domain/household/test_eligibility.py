"""Finding a household eligible or not, on grounds that an auditor can follow."""

from datetime import timedelta
from uuid import UUID

import pytest

from domain.household.commands.targeting import (
    ConfirmEligibility,
    ConfirmEligibilityByException,
)
from domain.household.events.targeting import DataMismatchFlagged
from domain.household.grounds import lacking
from tests.domain.household.cases import (
    CHECKED,
    CONFIRMED,
    DECIDED,
    ELDER,
    ELIGIBLE,
    HEAD,
    IN_PROGRAMME,
    MISMATCH,
    NOMINATED,
    SPOUSE,
    VERIFIED,
    VISITED,
    member,
)
from tests.scenario import MENTOR, OFFICER, STARTED, given, said

CONFIRM = ConfirmEligibility()
EXCEPTION = ConfirmEligibilityByException(exception_reason="carer_returns")
UNABLE = NOMINATED.model_copy(update={"able_to_work": False})


def but(**changes):
    """The verified household, with a fact of that name changed or left out (None)."""
    facts = {"nominated": NOMINATED, "check": CHECKED, "visit": VISITED, "decision": DECIDED}
    chosen = facts | changes
    return [said(fact, by=MENTOR) for fact in chosen.values() if fact is not None]


def test_a_household_that_was_seen_checked_and_decided_on_is_eligible():
    after = given(*VERIFIED).when(CONFIRM).then(CONFIRMED).state

    assert after.status == "eligible"
    assert after.targeting.confirmed_by is not None


def test_what_is_still_lacking_is_said_in_the_order_of_the_work():
    def lacks(*facts):
        return lacking(given(*facts).state)

    assert lacks(*but(check=None, visit=None, decision=None)) == ("identity", "visit", "decision")
    assert lacks(*but(visit=VISITED.model_copy(update={"on_site": False}))) == ("visit",)
    assert lacks(*VERIFIED) == ()
    flagged = DataMismatchFlagged(mismatch_id=MISMATCH, person_id=HEAD, attribute="name")
    assert lacks(*VERIFIED, said(flagged, by=MENTOR)) == ("mismatch",)


def test_confirming_again_changes_nothing():
    given(*ELIGIBLE).when(CONFIRM).then_nothing()


@pytest.mark.parametrize(
    ("changes", "variant"),
    [
        ({"visit": None}, "visit"),
        ({"visit": VISITED.model_copy(update={"on_site": False})}, "visit"),
        ({"visit": VISITED.model_copy(update={"result": "incomplete"})}, "visit"),
        ({"visit": VISITED.model_copy(update={"warnings": ("T5.mentor",)})}, "visit"),
        ({"visit": VISITED.model_copy(update={"warnings": ("A1",)})}, "visit"),
        ({"check": None}, "identity"),
        ({"check": CHECKED.model_copy(update={"person_id": SPOUSE})}, "identity"),
        ({"decision": None}, "decision"),
        ({"decision": DECIDED.model_copy(update={"verdict": "not_eligible"})}, "decision"),
    ],
)
def test_each_ground_of_an_eligibility_is_needed(changes, variant):
    given(*but(**changes)).when(CONFIRM).then_refused("T5", variant)


@pytest.mark.parametrize(
    ("fact", "variant"), [(VISITED, "visit"), (CHECKED, "identity"), (DECIDED, "decision")]
)
def test_what_was_done_before_the_nomination_does_not_count(fact, variant):
    others = [said(each, by=MENTOR) for each in (VISITED, CHECKED, DECIDED) if each is not fact]
    early = said(fact, by=MENTOR, on=STARTED - timedelta(days=1))

    given(NOMINATED, early, *others).when(CONFIRM).then_refused("T5", variant)


def test_the_last_decision_of_the_village_counts():
    again = DECIDED.model_copy(update={"meeting_id": UUID(int=7), "verdict": "not_eligible"})

    given(*VERIFIED, again).when(CONFIRM).then_refused("T5", "decision")


def test_a_missing_nik_must_be_flagged_before():
    nameless = NOMINATED.model_copy(update={"warnings": ("T2c",)})
    flagged = DataMismatchFlagged(mismatch_id=MISMATCH, person_id=HEAD, attribute="nik")

    given(*but(nominated=nameless)).when(CONFIRM).then_refused("T5", "nik")
    [confirmed] = given(*but(nominated=nameless), flagged).when(CONFIRM).events()
    assert confirmed.warnings == ("T2b.open",)


def test_a_household_where_nobody_can_work_is_not_eligible_by_the_usual_way():
    given(*but(nominated=UNABLE)).when(CONFIRM).then_refused("T7")


def test_elderly_members_who_say_that_they_can_work_do_not_make_it_eligible():
    elder = NOMINATED.model_copy(update={"age_band": "60+"})

    given(*but(nominated=elder)).when(CONFIRM).then_refused("T7")


def test_one_member_who_can_work_makes_it_eligible():
    given(*but(nominated=UNABLE), member(SPOUSE)).when(CONFIRM).then(CONFIRMED)


def test_an_exception_gives_its_reason():
    by_exception = CONFIRMED.model_copy(update={"exception_reason": "carer_returns"})

    excepted = given(*but(nominated=UNABLE)).when(EXCEPTION).then(by_exception)
    assert excepted.state.targeting.exception_reason == "carer_returns"
    excepted.when(EXCEPTION).then_nothing()


def test_an_exception_does_not_free_from_the_grounds_nor_from_a_known_reason():
    wish = ConfirmEligibilityByException(exception_reason="unheard_of")

    given(*but(visit=None)).when(EXCEPTION).then_refused("T5", "visit")
    given(*but()).when(wish).then_refused("S1", "reason")


def test_whoever_interviewed_does_not_decide():
    given(*VERIFIED).when(CONFIRM, by=MENTOR).then_refused("T8")
    given(*VERIFIED).when(EXCEPTION, by=MENTOR).then_refused("T8")
    given(*VERIFIED).when(CONFIRM, by=OFFICER).then(CONFIRMED)


def test_a_household_in_the_programme_is_not_found_eligible_again():
    given(*IN_PROGRAMME).when(CONFIRM).then_refused("S1")


def test_somebody_elderly_beside_somebody_able_changes_nothing():
    given(*VERIFIED, member(ELDER, "60+", able_to_work=False)).when(CONFIRM).then(CONFIRMED)
