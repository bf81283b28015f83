"""Who holds a person's NIK after which fact."""

from uuid import UUID

from domain.household.claims import RELEASES_ALL, RELEASES_PERSON, RETAKES, TAKES
from domain.household.events.people import (
    HouseholdAbsorbed,
    HouseholdFormedBySplit,
    HouseholdMerged,
    HouseholdMergeReverted,
    HouseholdSplit,
    MemberDied,
    MemberLeft,
)
from domain.household.events.targeting import NominationReopened
from tests.domain.household.cases import (
    BABY,
    HEAD,
    NOMINATED,
    REJECTED,
    SON,
    SPOUSE,
    member,
)
from tests.domain.household.relatives import FAMILY, LINES, NEW, family
from tests.sample_programme import VILLAGE
from tests.scenario import HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID, given

MERGED = HouseholdMerged(into_household_id=OTHER_HOUSEHOLD_ID, reason="listed_twice")


def retaken(event, state):
    retake = RETAKES[type(event)]
    return set(retake.persons(state, event)), retake.sealed_in(event)


def test_whoever_comes_with_a_number_is_claimed():
    assert {type(NOMINATED), type(member(SPOUSE))} == TAKES


def test_a_rejection_and_every_end_give_up_all_claims():
    assert type(REJECTED) in RELEASES_ALL
    assert HouseholdMerged in RELEASES_ALL


def test_who_leaves_is_given_up_and_who_dies_is_not():
    left = MemberLeft(person_id=SPOUSE, reason="work")

    assert RELEASES_PERSON[MemberLeft](left) == (SPOUSE,)
    assert MemberDied not in RELEASES_PERSON


def test_a_reopened_household_claims_everybody_here_again():
    reopened = NominationReopened(reason="objection_upheld")
    state = given(NOMINATED, member(SPOUSE), REJECTED).state

    assert retaken(reopened, state) == ({HEAD, SPOUSE}, None)


def test_a_split_hands_the_claims_on():
    split = HouseholdSplit(
        new_household_id=NEW, new_head_id=SON, member_ids=(SON, BABY), reason="own_household"
    )
    formed = HouseholdFormedBySplit(
        from_household_id=HOUSEHOLD_ID, village_code=VILLAGE, head_id=SON, members=LINES
    )

    assert set(RELEASES_PERSON[HouseholdSplit](split)) == {SON, BABY}
    assert retaken(formed, given(stream=NEW).state) == ({SON, BABY}, HOUSEHOLD_ID)


def test_a_merge_hands_the_claims_of_the_adopted_on():
    absorbed = HouseholdAbsorbed(household_id=HOUSEHOLD_ID, adopted=LINES)

    assert retaken(absorbed, family()) == ({SON, BABY}, HOUSEHOLD_ID)


def test_an_unmerge_gives_them_back_and_claims_nobody_for_the_other():
    reverted = HouseholdMergeReverted(
        other_household_id=OTHER_HOUSEHOLD_ID, person_ids=(SON,), reason="not_the_same"
    )
    merged = given(*FAMILY, MERGED).state
    other = given(NOMINATED.model_copy(update={"person_id": UUID(int=1)})).state

    assert retaken(reverted, merged) == ({HEAD, SPOUSE, SON, BABY}, None)
    assert retaken(reverted, other) == (set(), None)
    assert RELEASES_PERSON[HouseholdMergeReverted](reverted) == (SON,)
