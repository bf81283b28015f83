"""A household that moves within the programme: its history goes along, its mentor does not."""

from datetime import date, timedelta

import pytest

from domain.household.commands.people import MoveHousehold
from domain.household.commands.targeting import ConfirmEligibility
from domain.household.events.people import HouseholdMoved
from tests.domain.household.cases import HEAD, IN_PROGRAMME, NOMINATED, REJECTED, VERIFIED
from tests.sample_programme import OTHER_VILLAGE, VILLAGE
from tests.scenario import NOW, given

TODAY = date(2026, 6, 15)


def moved(status_of=IN_PROGRAMME, to=OTHER_VILLAGE, on=TODAY):
    return given(*status_of).when(MoveHousehold(to_village_code=to, moved_on=on))


MOVED = HouseholdMoved(
    to_village_code=OTHER_VILLAGE, moved_on=TODAY, person_id=HEAD, from_village_code=VILLAGE
)


def test_a_household_in_the_programme_moves_with_its_history_and_without_its_mentor():
    after = moved().then(MOVED)

    assert (after.state.status, after.state.village_code) == ("enrolled", OTHER_VILLAGE)
    assert after.state.entry.mentor_id is None
    assert after.state.entry.mentor_on(TODAY - timedelta(days=1)) is not None
    after.when(MoveHousehold(to_village_code=OTHER_VILLAGE, moved_on=TODAY)).then_nothing()


def test_a_household_that_moves_while_it_is_verified_is_verified_in_the_new_village():
    after = moved(VERIFIED).then(MOVED)

    assert after.state.status == "in_verification"
    after.when(ConfirmEligibility()).then_refused("T5", "visit")


@pytest.mark.parametrize(
    ("to", "on", "code", "variant"),
    [
        ("74.99.01.2999", TODAY, "N7", "outside"),
        (VILLAGE, TODAY, "N7", "same"),
        (OTHER_VILLAGE, NOW.date() + timedelta(days=1), "H1", "future"),
    ],
)
def test_a_move_says_where_to_within_the_programme_and_has_happened(to, on, code, variant):
    moved(to=to, on=on).then_refused(code, variant)


def test_a_household_that_has_ended_does_not_move():
    moved((NOMINATED, REJECTED)).then_refused("S1")
