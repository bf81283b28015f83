"""Households that were one all along: a merge, and what it takes to take it back."""

from datetime import date
from uuid import UUID

import pytest

from domain.household.commands.people import (
    AbsorbHousehold,
    ChangeHead,
    MergeHousehold,
    MoveHousehold,
    ReleaseAbsorbed,
    RevertMerge,
)
from domain.household.events.assessment import ParticipationSuspended
from domain.household.events.people import (
    HeadChanged,
    HouseholdAbsorbed,
    HouseholdMerged,
    HouseholdMergeReverted,
)
from tests.domain.household.cases import BABY, REJECTED, SON, SPOUSE, member
from tests.domain.household.relatives import (
    FAMILY,
    LINES,
    OTHER_HEAD,
    family,
    in_programme,
    other_household,
)
from tests.sample_programme import OTHER_VILLAGE
from tests.scenario import HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID, given

TODAY = date(2026, 6, 15)
MERGE = MergeHousehold(into_household_id=OTHER_HOUSEHOLD_ID, reason="listed_twice")
MERGED = HouseholdMerged(into_household_id=OTHER_HOUSEHOLD_ID, reason="listed_twice")
REVERT = RevertMerge(reason="not_the_same")


def test_a_duplicate_ends_and_points_to_the_household_that_goes_on():
    merged = given(*FAMILY).when(MERGE, other=in_programme()).then(MERGED)

    assert (merged.state.status, merged.state.merged_into) == ("merged", OTHER_HOUSEHOLD_ID)
    merged.when(MERGE, other=in_programme()).then_nothing()


def test_a_merged_household_takes_nothing_any_more():
    merged = given(*FAMILY, MERGED)

    merged.when(ChangeHead(person_id=SPOUSE, reason="handed_over")).then_refused("S1")
    merged.when(MoveHousehold(to_village_code=OTHER_VILLAGE, moved_on=TODAY)).then_refused("S1")


@pytest.mark.parametrize(
    ("changes", "other", "code", "variant"),
    [
        ({"into_household_id": HOUSEHOLD_ID}, in_programme(), "N7", "itself"),
        ({}, None, "N7", "other"),
        ({}, other_household(REJECTED).state, "N7", "other"),
        ({}, other_household().state, "N7", "direction"),
        ({"adopted_ids": (OTHER_HEAD,)}, in_programme(), "N7", "members"),
        ({"adopted_ids": (SON,)}, in_programme(member(SON)), "N7", "members"),
        ({"reason": "lottery"}, in_programme(), "S1", "reason"),
    ],
)
def test_a_merge_has_a_direction_and_counts_nobody_twice(changes, other, code, variant):
    wish = MERGE.model_copy(update=changes)

    given(*FAMILY).when(wish, other=other).then_refused(code, variant)


def test_an_unknown_household_is_not_merged():
    given().when(MERGE, other=in_programme()).then_refused("S1", "unknown")


def test_the_household_that_goes_on_adopts_whom_it_did_not_have():
    wish = AbsorbHousehold(household_id=HOUSEHOLD_ID, adopted_ids=(SON,))

    absorbed = other_household().when(wish, other=family())
    after = absorbed.then(HouseholdAbsorbed(household_id=HOUSEHOLD_ID, adopted=LINES[:1]))
    assert after.state.absorbed == [HOUSEHOLD_ID]
    assert after.state.people.here.keys() == {OTHER_HEAD, SON}
    after.when(wish, other=family()).then_nothing()


def test_nobody_is_adopted_from_a_household_that_is_not_there():
    wish = AbsorbHousehold(household_id=HOUSEHOLD_ID, adopted_ids=(OTHER_HEAD,))

    other_household().when(wish).then_refused("N7", "other")
    other_household().when(wish, other=family()).then_refused("N7", "members")


ABSORBED = HouseholdAbsorbed(household_id=HOUSEHOLD_ID, adopted=LINES)
GIVEN_BACK = {"person_ids": (SON, BABY), "reason": "not_the_same"}


def test_an_unmerge_gives_the_household_back_what_it_was():
    suspended = ParticipationSuspended(suspension_id=UUID(int=7), reason="illness", until_on=TODAY)
    before = given(*FAMILY, suspended).state
    handed_over = MERGED.model_copy(update={"adopted_ids": (SON, BABY)})
    merged = given(*FAMILY, suspended, handed_over)

    back = merged.when(REVERT).then(
        HouseholdMergeReverted(other_household_id=OTHER_HOUSEHOLD_ID, **GIVEN_BACK)
    )
    after = back.state
    assert (after.status, after.status_before, after.since) == (
        before.status,
        before.status_before,
        before.since,
    )
    assert after.merged_into is None
    assert after.people.here == before.people.here
    back.when(REVERT).then_nothing()


def test_an_unmerge_takes_the_adopted_out_of_the_other_household():
    wish = ReleaseAbsorbed(household_id=HOUSEHOLD_ID, reason="not_the_same")

    released = (
        other_household(ABSORBED)
        .when(wish)
        .then(HouseholdMergeReverted(other_household_id=HOUSEHOLD_ID, **GIVEN_BACK))
    )
    assert released.state.absorbed == []
    assert released.state.people.here.keys() == {OTHER_HEAD}
    assert released.state.status == "nominated"
    released.when(wish).then_nothing()


def test_an_adopted_head_hands_over_before_an_unmerge():
    headed = HeadChanged(person_id=SON, previous_head_id=OTHER_HEAD, reason="handed_over")
    wish = ReleaseAbsorbed(household_id=HOUSEHOLD_ID, reason="not_the_same")

    other_household(ABSORBED, headed).when(wish).then_refused("N4", "successor")


def test_what_was_never_merged_is_not_unmerged():
    wish = ReleaseAbsorbed(household_id=HOUSEHOLD_ID, reason="not_the_same")

    given(*FAMILY).when(REVERT).then_refused("S1")
    other_household().when(wish).then_refused("S1", "missing")


def test_an_unmerge_has_a_known_reason():
    wish = RevertMerge(reason="lottery")

    given(*FAMILY, MERGED).when(wish).then_refused("S1", "reason")
