"""Members come, leave and die, and the family gets a new card."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.household.commands.people import (
    AddMember,
    ChangeFamilyCard,
    DescribeMember,
    RecordMemberDied,
    RecordMemberLeft,
)
from domain.household.events.people import (
    FamilyCardChanged,
    MemberDescribed,
    MemberDied,
    MemberLeft,
)
from tests.domain.household.cases import (
    BABY,
    ELDER,
    HEAD,
    IN_PROGRAMME,
    NOMINATED,
    REJECTED,
    SON,
    SPOUSE,
    member,
)
from tests.scenario import NOW, given

SUPERVISOR, CARD = UUID(int=0xF0), UUID(int=0xF1)
TODAY = date(2026, 6, 15)
ALONE = (NOMINATED,)
COUPLE = (NOMINATED, member(SPOUSE, relation="spouse"))


def left(person_id):
    return RecordMemberLeft(person_id=person_id, reason="work")


def died(person_id, on=TODAY, **changes):
    return RecordMemberDied(person_id=person_id, died_on=on, **changes)


def add(person_id, age_band="18-59", **changes):
    shared = member(person_id, age_band).model_dump(exclude={"warnings", "sealed"})
    return AddMember(**(shared | {"reason": "birth"} | changes))


def test_a_member_is_added_and_the_missing_number_is_remembered():
    born = member(BABY, "0-4").model_copy(update={"warnings": ("T2c",)})

    after = given(*ALONE).when(add(BABY, "0-4")).then(born).state
    assert after.people.here.keys() == {HEAD, BABY}
    assert after.people.members[BABY].nik_missing


def test_a_member_is_added_once():
    given(*COUPLE).when(add(SPOUSE)).then_nothing()


def test_a_member_with_the_same_id_and_another_age_is_refused():
    given(*COUPLE).when(add(SPOUSE, "60+")).then_refused("S3")


def test_a_member_whose_number_cannot_exist_is_refused():
    given(*ALONE).when(add(BABY, "0-4", nik="123")).then_refused("T2", "nik")


def test_nobody_joins_a_household_that_was_rejected():
    given(*ALONE, REJECTED).when(add(BABY, "0-4")).then_refused("S1")


def test_nobody_joins_a_household_of_which_nobody_is_left():
    gone = given(*ALONE, MemberDied(person_id=HEAD, died_on=TODAY))
    gone.when(add(SPOUSE)).then_refused("N4", "empty")


def test_a_member_joins_for_a_known_reason():
    given(*ALONE).when(add(BABY, "0-4", reason="lottery")).then_refused("S1", "reason")


def describe(person_id, age_band="18-59", *, able_to_work=True, sex="m"):
    return DescribeMember(
        person_id=person_id, sex=sex, age_band=age_band, able_to_work=able_to_work
    )


def test_what_holds_of_a_member_changes_with_the_years():
    wish = describe(SON, "18-59")
    grown = MemberDescribed(**wish.facts())

    described = given(NOMINATED, member(SON, "13-17")).when(wish).then(grown)
    assert described.state.people.adults(("18-59", "60+")) == {HEAD, SON}
    described.when(wish).then_nothing()


def test_a_grown_head_is_not_made_a_child_and_a_stranger_not_described():
    given(*COUPLE).when(describe(HEAD, "13-17", sex="f")).then_refused("N4", "adult")
    given(*COUPLE).when(describe(ELDER)).then_refused("S1", "missing")
    given(*COUPLE, REJECTED).when(describe(SPOUSE, "60+")).then_refused("S1")


def test_who_left_may_come_back():
    away = given(*COUPLE).when(left(SPOUSE)).then(MemberLeft(person_id=SPOUSE, reason="work"))
    [back] = away.when(add(SPOUSE, reason="returned")).events()

    returned = given(*away.history, back).state.people
    assert returned.presence(SPOUSE) == "here"


def test_who_died_does_not_come_back():
    gone = given(*COUPLE, MemberDied(person_id=SPOUSE, died_on=TODAY))

    gone.when(add(SPOUSE)).then_refused("N4", "dead")
    gone.when(left(SPOUSE)).then_refused("N4", "dead")


def test_a_member_leaves_once():
    gone = given(*COUPLE).when(left(SPOUSE)).then(MemberLeft(person_id=SPOUSE, reason="work"))

    assert gone.state.people.here.keys() == {HEAD}
    gone.when(left(SPOUSE)).then_nothing()


def test_a_stranger_cannot_leave_nor_die():
    given(*COUPLE).when(left(ELDER)).then_refused("S1", "missing")
    given(*COUPLE).when(died(ELDER)).then_refused("S1", "missing")


def test_the_last_member_leaving_is_an_exit_and_recorded_as_one():
    given(*ALONE).when(left(HEAD)).then_refused("N4", "last")


def test_a_death_is_recorded_once_and_on_one_day():
    dead = given(*COUPLE, MemberDied(person_id=SPOUSE, died_on=TODAY))

    dead.when(died(SPOUSE)).then_nothing()
    dead.when(died(SPOUSE, TODAY - timedelta(days=1))).then_refused("N4", "dead")


def test_nobody_dies_tomorrow():
    given(*COUPLE).when(died(SPOUSE, TODAY + timedelta(days=1))).then_refused("H1", "future")


def test_a_report_of_a_death_that_comes_late_is_marked_and_one_far_too_late_countersigned():
    late = died(SPOUSE, occurred_at=NOW - timedelta(days=8))
    too_late = died(SPOUSE, occurred_at=NOW - timedelta(days=46))

    [marked] = given(*COUPLE).when(late).events()
    assert marked.warnings == ("V1b",)
    given(*COUPLE).when(too_late).then_refused("V1b", "countersign")
    vouched = too_late.model_copy(update={"countersigned_by": SUPERVISOR})
    assert given(*COUPLE).when(vouched).events()


def test_a_new_family_card_belongs_to_the_head():
    number = "7499011503260001"
    wish = ChangeFamilyCard(
        change_id=CARD, reason="new_card", issued_on=TODAY, family_card_number=number
    )

    changed = (
        given(*COUPLE)
        .when(wish)
        .then(
            FamilyCardChanged(
                change_id=CARD,
                reason="new_card",
                issued_on=TODAY,
                family_card_number=number,
                person_id=HEAD,
            )
        )
    )
    changed.when(wish).then_nothing()


@pytest.mark.parametrize("number", [None, "1234"])
def test_a_family_card_without_a_possible_number_is_refused(number):
    wish = ChangeFamilyCard(
        change_id=CARD, reason="new_card", issued_on=TODAY, family_card_number=number
    )

    given(*COUPLE).when(wish).then_refused("T2", "family_card")


def test_what_happens_to_people_leaves_the_status_alone():
    after = given(*IN_PROGRAMME, member(SPOUSE), MemberLeft(person_id=SPOUSE, reason="work"))

    assert after.state.status == "enrolled"
