"""Annulments, and what a later amendment leaves alone (rule C1)."""

from uuid import UUID

from domain.household.events.accompaniment import SupervisorSpotChecked
from domain.household.events.livelihood import SavingsAccountOpened, SavingsRecorded
from domain.household.events.people import HouseholdMerged
from domain.household.events.plan import NeedClosed
from domain.household.events.record import (
    EventAnnulled,
)
from tests.domain.household.amendments import (
    AMENDMENT,
    ANNULLED,
    ANNULMENT,
    CORRECTED,
    TARGET,
    VISITED,
    annul,
    correct,
    corrected,
)
from tests.domain.household.cases import HEAD
from tests.domain.household.families import (
    ACTIVE,
    HOME_VISIT,
    NEED,
    NEED_IDENTIFIED,
    PLAN_AGREED,
    half_year,
    visit,
)
from tests.scenario import MENTOR, OTHER_HOUSEHOLD_ID, given


def test_an_annulled_visit_no_longer_counts():
    given(*VISITED).when(annul()).then(ANNULLED)
    given(*VISITED, ANNULLED).when(annul()).then_nothing()

    assert not given(*VISITED, ANNULLED).state.accompaniment.visits


def test_the_phone_cannot_bring_an_annulled_visit_back():
    given(*VISITED, ANNULLED).when(visit(), by=MENTOR, role="mentor").then_nothing()


def test_a_corrected_visit_is_annulled_by_its_latest_version():
    given(*VISITED, CORRECTED).when(annul()).then_refused("C1", "head")
    last = EventAnnulled(**ANNULMENT | {"target_id": AMENDMENT})
    given(*VISITED, CORRECTED).when(annul(target_id=AMENDMENT)).then(last)

    assert not given(*VISITED, CORRECTED, last).state.accompaniment.visits


def test_an_annulled_visit_is_not_corrected():
    given(*VISITED, ANNULLED).when(correct()).then_refused("C1", "head")
    given(*VISITED, ANNULLED).when(correct(target_id=AMENDMENT)).then_refused("C1", "kind")


def test_an_annulment_needs_a_known_reason():
    given(*VISITED).when(annul(reason="mood")).then_refused("S1", "reason")


def test_a_decision_is_neither_corrected_nor_annulled():
    history = (*ACTIVE, PLAN_AGREED)
    given(*history).when(correct()).then_refused("C1", "kind")
    given(*history).when(annul()).then_refused("C1", "kind")


def test_what_a_server_computed_is_annulled_and_said_again():
    history = (*ACTIVE, half_year())
    given(*history).when(correct(values=(("answers", "[]"),))).then_refused("C1", "kind")
    given(*history).when(annul()).then(ANNULLED)

    assert not given(*history, ANNULLED).state.assessment.assessed


def test_a_merged_household_is_not_corrected_in_its_old_file():
    merged = HouseholdMerged(into_household_id=OTHER_HOUSEHOLD_ID, reason="listed_twice")
    given(*VISITED, merged).when(correct()).then_refused("S1")


def test_a_need_that_is_corrected_after_it_was_closed_stays_closed():
    closed = NeedClosed(need_id=NEED, outcome="served")
    wrong = corrected(target_id=TARGET, values=(("kind", '"house"'),))
    plan = given(*ACTIVE, NEED_IDENTIFIED, closed, wrong).state.plan

    assert plan.needs[NEED].kind == "house"
    assert not plan.open_needs()


def test_a_closing_that_is_annulled_opens_the_need_again():
    closed = NeedClosed(need_id=NEED, outcome="served")
    history = (*ACTIVE, NEED_IDENTIFIED, closed)
    given(*history).when(annul(target_id=AMENDMENT)).then(
        EventAnnulled(**ANNULMENT | {"target_id": AMENDMENT})
    )
    last = EventAnnulled(**ANNULMENT | {"target_id": AMENDMENT})

    assert set(given(*history, last).state.plan.open_needs()) == {NEED}


def test_a_balance_follows_a_corrected_deposit():
    account = SavingsAccountOpened(
        account_id=UUID(int=0x1E4), person_id=HEAD, kind="group", institution="savings_group"
    )
    deposit = SavingsRecorded(
        savings_id=UUID(int=0x1E5),
        account_id=UUID(int=0x1E4),
        kind="deposit",
        amount_rupiah=200_000,
    )
    history = (*ACTIVE, account, deposit)
    asked = {"target_id": AMENDMENT, "values": (("amount_rupiah", "20000"),)}
    given(*history).when(correct(**asked)).then(corrected(**asked))

    assert given(*history).state.livelihood.saved_rupiah() == 200_000
    assert given(*history, corrected(**asked)).state.livelihood.saved_rupiah() == 20_000


def test_a_spot_check_still_points_to_its_visit_after_a_correction():
    checked = SupervisorSpotChecked(
        check_id=UUID(int=0x1E6),
        visit_id=HOME_VISIT,
        respondent_id=HEAD,
        method="call",
        confirmed=False,
        findings=("not_visited",),
    )
    asked = {"target_id": AMENDMENT, "values": (("confirmed", "true"), ("findings", "[]"))}
    given(*VISITED, checked).when(correct(**asked)).then(corrected(**asked))


def test_a_correction_of_what_this_history_does_not_hold_changes_nothing():
    state = given(*ACTIVE, corrected(target_id=UUID(int=0xFFFF))).state

    assert not state.accompaniment.visits
