"""What was said wrongly about people and verification is put right, and the verdicts follow."""

import json
from datetime import date
from uuid import UUID

from domain.household.commands.record import AnnulEvent, CorrectEvent
from domain.household.commands.targeting import ConfirmEligibility
from domain.household.events.people import MemberDied
from domain.household.events.record import EventAnnulled, EventCorrected
from tests.domain.household.cases import (
    CHECK,
    CHECKED,
    DECIDED,
    NOMINATED,
    SPOUSE,
    VERIFIED,
    VISITED,
    member,
)
from tests.scenario import MENTOR, given, said

SECOND, THIRD = UUID(int=2), UUID(int=3)
DIED = MemberDied(person_id=SPOUSE, died_on=date(2026, 3, 1))
BEHIND_IT = {"second_person_id": UUID(int=0xB9)}


def annulled(target_id):
    return EventAnnulled(
        annulment_id=UUID(int=0xE9), target_id=target_id, reason="did_not_happen", **BEHIND_IT
    )


def correct(target_id, **values):
    return CorrectEvent(
        correction_id=UUID(int=0xE8),
        target_id=target_id,
        reason="wrong_value",
        values=tuple(sorted((field, json.dumps(value)) for field, value in values.items())),
        **BEHIND_IT,
    )


def test_somebody_who_was_reported_dead_by_mistake_lives_again():
    people = given(NOMINATED, member(SPOUSE), DIED, annulled(THIRD)).state.people

    assert people.presence(SPOUSE) == "here"


def test_the_day_of_a_death_is_corrected_but_not_into_the_future():
    dead = given(NOMINATED, member(SPOUSE), DIED)
    [corrected] = dead.when(correct(THIRD, died_on="2026-02-28")).events()

    assert isinstance(corrected, EventCorrected)
    after = given(*dead.history, corrected).state.people
    assert after.deaths == {SPOUSE: date(2026, 2, 28)}
    dead.when(correct(THIRD, died_on="2026-07-01")).then_refused("H1", "future")


def test_a_check_is_corrected_to_what_the_register_really_answered():
    checked = given(NOMINATED, CHECKED)
    [corrected] = checked.when(correct(SECOND, result="mismatch")).events()

    assert given(*checked.history, corrected).state.targeting.checks[CHECK].result == "mismatch"
    checked.when(correct(SECOND, source="hearsay")).then_refused("S1", "reason")


def test_a_visit_that_never_happened_carries_no_eligibility():
    verified = given(NOMINATED, CHECKED, said(VISITED, by=MENTOR), DECIDED, annulled(THIRD))

    verified.when(ConfirmEligibility()).then_refused("T5", "visit")


def test_a_visit_is_annulled_and_said_again_rather_than_corrected():
    wish = correct(THIRD, on_site=False)

    given(*VERIFIED).when(wish).then_refused("C1", "kind")


def test_verdicts_and_members_are_decisions_and_not_amended():
    wish = AnnulEvent(
        annulment_id=UUID(int=0xE9), target_id=SECOND, reason="did_not_happen", **BEHIND_IT
    )

    given(NOMINATED, member(SPOUSE)).when(wish).then_refused("C1", "kind")
