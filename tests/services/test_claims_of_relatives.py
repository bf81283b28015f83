"""A NIK stays claimed by the household where its person lives, however that came about."""

from uuid import UUID

from domain.household.aggregate import HOUSEHOLD
from domain.household.events.people import HouseholdAbsorbed, HouseholdFormedBySplit, MemberAdded
from domain.household.events.targeting import NominationReopened
from services.claims import Claims
from services.entries import Append
from tests.domain.household.cases import BABY, HEAD, NOMINATED, REJECTED, SON, member
from tests.domain.household.relatives import LINES, NEW
from tests.sample_programme import VILLAGE
from tests.scenario import HOUSEHOLD_ID, recorded

NIK, FILLER = "7499011503909001", "0" * 16
REOPENED = NominationReopened(reason="objection_upheld")


def with_nik(person_id, nik):
    return MemberAdded(**(member(person_id).model_dump() | {"nik": nik}))


class Plain:
    """An index whose tokens can be read."""

    def token(self, kind, value):
        return f"{kind}:{value}".encode()


def taken(streams, stream, event):
    """What a new event of a stream claims, as (token, person)."""
    lines = {key: recorded(history, key) for key, history in streams.items()}
    before = HOUSEHOLD.replay(lines[stream])
    append = Append(command_id=UUID(int=1), digest=b"")
    Claims(Plain(), lines.__getitem__).add_to(append, recorded((event,), stream), before)
    return {(take.token, take.person) for take in append.takes}


def test_a_member_is_claimed_by_the_number_that_comes_with_them():
    claims = taken({HOUSEHOLD_ID: (NOMINATED,)}, HOUSEHOLD_ID, with_nik(SON, NIK))

    assert claims == {(b"nik:" + NIK.encode(), SON)}


def test_a_filler_belongs_to_nobody_and_is_not_claimed():
    claims = taken({HOUSEHOLD_ID: (NOMINATED,)}, HOUSEHOLD_ID, with_nik(SON, FILLER))

    assert claims == set()


def test_a_household_formed_by_a_split_claims_again_what_is_sealed_where_it_came_from():
    formed = HouseholdFormedBySplit(
        from_household_id=HOUSEHOLD_ID, village_code=VILLAGE, head_id=SON, members=LINES
    )
    streams = {
        HOUSEHOLD_ID: (NOMINATED, with_nik(SON, NIK), member(BABY)),
        NEW: (formed, REJECTED),
    }

    assert taken(streams, NEW, REOPENED) == {(b"nik:" + NIK.encode(), SON)}


def test_households_that_split_and_merge_again_do_not_send_the_search_in_circles():
    formed = HouseholdFormedBySplit(
        from_household_id=HOUSEHOLD_ID, village_code=VILLAGE, head_id=SON, members=LINES
    )
    back = HouseholdAbsorbed(household_id=NEW, adopted=LINES)
    head = NOMINATED.model_copy(update={"nik": NIK})
    streams = {HOUSEHOLD_ID: (head, member(SON), back, REJECTED), NEW: (formed,)}

    assert taken(streams, HOUSEHOLD_ID, REOPENED) == {(b"nik:" + NIK.encode(), HEAD)}
