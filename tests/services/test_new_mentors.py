"""A family and its mentors: who takes it, who gives it up, in both streams or nowhere."""

from uuid import uuid4

import pytest

from domain.household.commands.assessment import ExitHousehold
from domain.household.commands.entry import AssignMentor
from domain.mentor_assignment.aggregate import MENTOR_ASSIGNMENT
from domain.mentor_assignment.events import HouseholdTaken
from domain.rules import Refused
from tests.domain.household.cases import HEAD
from tests.sample_programme import OTHER_VILLAGE, VILLAGE
from tests.scenario import (
    HOUSEHOLD_ID,
    MENTOR,
    NOW,
    OTHER_HOUSEHOLD_ID,
    OTHER_MENTOR,
)
from tests.services.work import FIRST_DAY, mentor_history

TODAY = NOW.date()
THIRD_MENTOR = uuid4()

TO_THIRD = AssignMentor(mentor_id=THIRD_MENTOR, from_on=TODAY, reason="caseload")


def caseload(work, mentor_id):
    return work.state(mentor_id, MENTOR_ASSIGNMENT).households


@pytest.fixture
def office(anywhere):
    """Return the office with a third mentor."""
    anywhere.tell(THIRD_MENTOR, *mentor_history(THIRD_MENTOR))
    return anywhere


def test_a_new_mentor_takes_the_household_and_the_old_one_gives_it_up(office):
    answer = office.ask(TO_THIRD)

    assert [line.event.name for line in answer.events] == [
        "household.mentor-changed.v1",
        "mentor-assignment.household-released.v1",
        "mentor-assignment.household-taken.v1",
    ]
    assert (answer.first_position, answer.last_position) == (office.size() - 3, office.size() - 1)
    assert caseload(office, THIRD_MENTOR) == {HOUSEHOLD_ID}
    assert caseload(office, MENTOR) == set()
    assert caseload(office, OTHER_MENTOR) == {OTHER_HOUSEHOLD_ID}


@pytest.mark.parametrize(
    ("history", "variant"),
    [(mentor_history(THIRD_MENTOR, village=OTHER_VILLAGE), "territory"), ((), "inactive")],
)
def test_a_mentor_who_may_not_take_it_leaves_both_streams_as_they_were(work, history, variant):
    work.tell(THIRD_MENTOR, *history)
    before, size = work.facts(), work.size()

    with pytest.raises(Refused) as refusal:
        work.ask(TO_THIRD)

    assert (refusal.value.code, refusal.value.variant) == ("N6", variant)
    assert work.facts() == before
    assert caseload(work, MENTOR) == {HOUSEHOLD_ID}
    assert [note.code for note in work.desk()] == ["N6"]
    assert work.size() == size + 1


def test_a_household_that_nobody_knows_gets_no_mentor(office):
    nobody = uuid4()

    with pytest.raises(Refused):
        office.ask(AssignMentor(mentor_id=MENTOR, from_on=TODAY), nobody)

    assert nobody not in caseload(office, MENTOR)
    assert HOUSEHOLD_ID in caseload(office, MENTOR)


def test_a_mentor_with_a_full_caseload_takes_no_more(work):
    full = [
        HouseholdTaken(household_id=uuid4(), village_code=VILLAGE, from_on=FIRST_DAY)
        for _ in range(55)
    ]
    work.tell(THIRD_MENTOR, *mentor_history(THIRD_MENTOR), *full)

    with pytest.raises(Refused) as refusal:
        work.ask(TO_THIRD)

    assert refusal.value.code == "N3"
    assert work.state().entry.mentor_id == MENTOR
    assert len(caseload(work, THIRD_MENTOR)) == 55


def test_who_leaves_the_programme_leaves_the_caseload(office):
    office.ask(
        ExitHousehold(exit_id=uuid4(), person_id=HEAD, reason="wish", last_contact_on=TODAY)
    )

    assert office.state().status == "exited"
    assert caseload(office, MENTOR) == set()
    assert caseload(office, OTHER_MENTOR) == {OTHER_HOUSEHOLD_ID}
