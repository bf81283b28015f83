"""A household that splits: two households with a head each, and nobody counted twice."""

import pytest

from domain.household.commands.people import FormHouseholdBySplit, SplitHousehold
from domain.household.events.people import HeadChanged, HouseholdFormedBySplit, HouseholdSplit
from tests.domain.household.cases import BABY, HEAD, SON, SPOUSE
from tests.domain.household.relatives import (
    FAMILY,
    LINES,
    NEW,
    OTHER_HEAD,
    family,
    other_household,
)
from tests.sample_programme import VILLAGE
from tests.scenario import HOUSEHOLD_ID, given

SPLIT = {"new_household_id": NEW, "new_head_id": SON, "reason": "own_household"}
HAS_SPLIT = HouseholdSplit(**SPLIT, member_ids=(SON, BABY))


def test_members_form_a_household_of_their_own():
    wish = SplitHousehold(**SPLIT, member_ids=(BABY, SON))

    split = given(*FAMILY).when(wish).then(HAS_SPLIT)
    assert split.state.people.here.keys() == {HEAD, SPOUSE}
    assert split.state.status == "enrolled"
    split.when(wish).then_nothing()


def test_the_new_household_has_a_past_and_is_verified_anew():
    wish = FormHouseholdBySplit(
        from_household_id=HOUSEHOLD_ID, head_id=SON, member_ids=(SON, BABY)
    )

    formed = given(stream=NEW).when(wish, other=family())
    after = formed.then(
        HouseholdFormedBySplit(
            from_household_id=HOUSEHOLD_ID, village_code=VILLAGE, head_id=SON, members=LINES
        )
    )
    assert after.state.status == "nominated"
    assert after.state.people.here.keys() == {SON, BABY}
    after.when(wish, other=family()).then_nothing()


def test_a_new_household_is_formed_from_a_known_one_and_its_members_only():
    stranger = FormHouseholdBySplit(
        from_household_id=HOUSEHOLD_ID, head_id=SON, member_ids=(SON, OTHER_HEAD)
    )

    given(stream=NEW).when(stranger, other=family()).then_refused("N7", "members")
    given(stream=NEW).when(stranger).then_refused("N7", "other")
    other_household().when(stranger, other=family()).then_refused("S1", "exists")


@pytest.mark.parametrize(
    ("changes", "code", "variant"),
    [
        ({"member_ids": (SON, OTHER_HEAD)}, "N7", "members"),
        ({"member_ids": (BABY,)}, "N7", "members"),
        ({"member_ids": (HEAD, SPOUSE, SON, BABY)}, "N7", "whole"),
        ({"member_ids": (SON, BABY), "new_head_id": BABY}, "N4", "adult"),
        ({"member_ids": (SON, HEAD)}, "N4", "successor"),
        ({"member_ids": (SON, HEAD, SPOUSE), "successor_id": BABY}, "N4", "guardian"),
        ({"member_ids": (SON,), "new_household_id": HOUSEHOLD_ID}, "N7", "itself"),
        ({"member_ids": (SON,), "reason": "lottery"}, "S1", "reason"),
    ],
)
def test_a_split_leaves_two_households_with_a_head_each(changes, code, variant):
    wish = SplitHousehold(**(SPLIT | changes))

    given(*FAMILY).when(wish).then_refused(code, variant)


def test_a_head_who_goes_with_the_split_names_the_next():
    wish = SplitHousehold(**SPLIT, member_ids=(SON, HEAD), successor_id=SPOUSE)

    given(*FAMILY).when(wish).then(
        HouseholdSplit(**SPLIT, member_ids=(SON, HEAD)),
        HeadChanged(person_id=SPOUSE, previous_head_id=HEAD, reason="left"),
    )
