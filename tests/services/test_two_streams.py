"""What concerns two families, or a family and a mentor, is stored in both streams or nowhere."""

from datetime import timedelta
from uuid import uuid4

import pytest

from domain.history import case_number as case
from domain.household.commands.assessment import ExitHousehold
from domain.household.commands.entry import AssignMentor
from domain.household.commands.livelihood import OpenSavingsAccount
from domain.household.commands.people import (
    AddMember,
    MergeHousehold,
    MoveHousehold,
    RevertMerge,
    SplitHousehold,
)
from domain.household.commands.targeting import NominateHousehold
from domain.mentor_assignment.aggregate import MENTOR_ASSIGNMENT
from domain.rules import Refused
from tests.domain.household.cases import BABY, BATCH, HEAD, LISTED_ON, SON
from tests.sample_programme import OTHER_VILLAGE, VILLAGE
from tests.scenario import (
    HOUSEHOLD_ID,
    MENTOR,
    NOW,
    OTHER_HOUSEHOLD_ID,
    OTHER_MENTOR,
)
from tests.services.work import batch_opened

TODAY = NOW.date()
NEW = uuid4()
NIKS = {SON: "7499011503909011", BABY: "7499011503239012"}
MERGE = MergeHousehold(
    into_household_id=OTHER_HOUSEHOLD_ID, reason="listed_twice", adopted_ids=(SON,)
)
SPLIT = SplitHousehold(
    new_household_id=NEW, new_head_id=SON, member_ids=(SON, BABY), reason="own_household"
)
REVERT = RevertMerge(reason="not_the_same")


def member(person_id, age_band="18-59"):
    return AddMember(
        person_id=person_id,
        sex="m",
        age_band=age_band,
        able_to_work=age_band == "18-59",
        relation="child",
        reason="returned",
        nik=NIKS[person_id],
    )


def caseload(work, mentor_id):
    return work.state(mentor_id, MENTOR_ASSIGNMENT).households


def holder(work, nik):
    """Return the case that holds a NIK, as a third household is told that wants it too."""
    nominate = NominateHousehold(
        batch_id=BATCH,
        source_agency="social",
        as_of_on=LISTED_ON,
        row_reference="2",
        village_code=VILLAGE,
        decile=1,
        person_id=uuid4(),
        sex="m",
        age_band="18-59",
        able_to_work=True,
        nik=nik,
    )
    with pytest.raises(Refused) as refusal:
        work.ask(nominate, uuid4())
    return refusal.value.params["case"]


@pytest.fixture
def office(anywhere):
    """Return the office with a family whose son and grandson have numbers."""
    anywhere.tell(BATCH, batch_opened())
    anywhere.ask(member(SON))
    anywhere.ask(member(BABY, "0-4"))
    return anywhere


def test_who_moves_keeps_the_history_and_leaves_the_caseload(office):
    office.ask(MoveHousehold(to_village_code=OTHER_VILLAGE, moved_on=TODAY))

    assert (office.state().status, office.state().village_code) == ("active", OTHER_VILLAGE)
    assert office.state().entry.mentor_id is None
    assert caseload(office, MENTOR) == set()
    assert holder(office, NIKS[SON]) == case(HOUSEHOLD_ID)


def test_a_split_forms_a_household_in_its_own_stream_and_hands_the_numbers_on(office):
    office.ask(SPLIT)

    assert office.state(NEW).status == "nominated"
    assert office.state(NEW).split_from == HOUSEHOLD_ID
    assert set(office.state(NEW).people.here) == {SON, BABY}
    assert set(office.state().people.here) == {HEAD}
    assert holder(office, NIKS[SON]) == case(NEW)
    assert caseload(office, MENTOR) == {HOUSEHOLD_ID}


def test_a_bank_account_goes_along_with_who_splits_off(office):
    office.ask(account(SON))
    office.ask(SPLIT)

    with pytest.raises(Refused) as refusal:
        office.ask(account(HEAD))

    assert refusal.value.params["case"] == case(NEW)


def test_a_split_into_a_stream_that_exists_changes_nothing(office):
    before = office.facts(), office.facts(OTHER_HOUSEHOLD_ID)
    into_other = SPLIT.model_copy(update={"new_household_id": OTHER_HOUSEHOLD_ID})

    with pytest.raises(Refused) as refusal:
        office.ask(into_other)

    assert (refusal.value.code, refusal.value.variant) == ("S1", "exists")
    assert (office.facts(), office.facts(OTHER_HOUSEHOLD_ID)) == before


def test_a_merge_ends_one_household_and_the_other_takes_whom_it_adopts(office):
    office.ask(MERGE)

    assert office.state().status == "merged"
    assert office.state(OTHER_HOUSEHOLD_ID).absorbed == [HOUSEHOLD_ID]
    assert SON in office.state(OTHER_HOUSEHOLD_ID).people.here
    assert caseload(office, MENTOR) == set()
    assert caseload(office, OTHER_MENTOR) == {OTHER_HOUSEHOLD_ID}
    assert holder(office, NIKS[SON]) == case(OTHER_HOUSEHOLD_ID)


def test_a_merge_that_the_other_household_refuses_changes_nothing(office):
    office.ask(
        ExitHousehold(
            exit_id=uuid4(),
            person_id=office.state(OTHER_HOUSEHOLD_ID).people.head_id,
            reason="wish",
            last_contact_on=TODAY,
        ),
        OTHER_HOUSEHOLD_ID,
    )
    before = office.facts()

    with pytest.raises(Refused) as refusal:
        office.ask(MERGE)

    assert (refusal.value.code, refusal.value.variant) == ("N7", "other")
    assert office.facts() == before
    assert caseload(office, MENTOR) == {HOUSEHOLD_ID}


def test_an_unmerge_gives_each_household_its_own_people_and_numbers_back(office):
    office.ask(MERGE)
    office.ask(REVERT)

    assert office.state().status == "active"
    assert office.state(OTHER_HOUSEHOLD_ID).absorbed == []
    assert SON not in office.state(OTHER_HOUSEHOLD_ID).people.here
    assert holder(office, NIKS[SON]) == case(HOUSEHOLD_ID)
    assert holder(office, NIKS[BABY]) == case(HOUSEHOLD_ID)


@pytest.mark.parametrize("adopted", [(SON,), ()])
def test_a_household_is_merged_and_unmerged_as_often_as_somebody_errs(office, adopted):
    merge = MERGE.model_copy(update={"adopted_ids": adopted})
    for _ in range(3):
        office.ask(merge)
        assert office.state().status == "merged"
        assert office.state(OTHER_HOUSEHOLD_ID).absorbed == [HOUSEHOLD_ID]
        office.ask(REVERT)

        assert office.state().status == "active"
        assert office.state(OTHER_HOUSEHOLD_ID).absorbed == []
        assert SON not in office.state(OTHER_HOUSEHOLD_ID).people.here
        assert set(office.state().people.here) == {HEAD, SON, BABY}
        assert holder(office, NIKS[SON]) == case(HOUSEHOLD_ID)


def test_after_an_unmerge_a_mentor_takes_the_household_again(office):
    office.ask(MERGE)
    office.ask(REVERT)

    assert office.state().entry.mentor_id is None
    assert caseload(office, MENTOR) == set()
    office.ask(AssignMentor(mentor_id=MENTOR, from_on=TODAY))
    assert office.state().entry.mentor_id == MENTOR
    assert caseload(office, MENTOR) == {HOUSEHOLD_ID}


def test_an_unmerge_takes_the_bank_account_back(office):
    office.ask(account(HEAD))
    office.ask(MERGE)
    office.ask(REVERT)

    with pytest.raises(Refused) as refusal:
        office.ask(account(office.state(OTHER_HOUSEHOLD_ID).people.head_id), OTHER_HOUSEHOLD_ID)

    assert (refusal.value.code, refusal.value.variant) == ("T3", "bank_account")


def test_a_number_given_away_meanwhile_stops_an_unmerge_as_a_whole(office):
    office.ask(MERGE)
    office.ask(member(BABY, "0-4"), OTHER_HOUSEHOLD_ID)
    before = office.facts(), office.facts(OTHER_HOUSEHOLD_ID)

    with pytest.raises(Refused) as refusal:
        office.ask(REVERT)

    assert (refusal.value.code, refusal.value.params["case"]) == ("T3", case(OTHER_HOUSEHOLD_ID))
    assert (office.facts(), office.facts(OTHER_HOUSEHOLD_ID)) == before


def test_both_halves_of_a_merge_are_one_command_and_repeat_as_one(office):
    sent = office.asked(MERGE)
    first = office.casework.execute(*sent)
    size = office.size()

    again = office.casework.execute(*sent)

    assert {line.origin.command_id for line in first.events} == {sent[1].command_id}
    assert (again.repeated, again.first_position) == (True, first.first_position)
    assert [line.event_id for line in again.events] == [line.event_id for line in first.events]
    assert office.size() == size


def account(person_id):
    return OpenSavingsAccount(
        occurred_at=NOW - timedelta(hours=1),
        account_id=uuid4(),
        person_id=person_id,
        kind="bank",
        institution="regional_bank",
        number="9900000017",
    )
