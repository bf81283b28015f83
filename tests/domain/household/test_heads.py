"""Who heads a household: never nobody, never two, and never a child whom no adult answers for."""

from datetime import date
from uuid import UUID

import pytest

from domain.household.commands.people import (
    ChangeHead,
    ChildCare,
    NameGuardian,
    RecordMemberDied,
    RecordMemberLeft,
)
from domain.household.events.people import (
    ChildReferredToSocialWorker,
    GuardianNamed,
    HeadChanged,
    MemberDied,
    MemberLeft,
)
from tests.domain.household.cases import BABY, ELDER, HEAD, NOMINATED, SON, SPOUSE, member
from tests.scenario import given

GUARDIAN, OTHER_GUARDIAN, CALL = (UUID(int=0xF0 + n) for n in range(3))
TODAY = date(2026, 6, 15)
CARE = ChildCare(
    guardian_id=GUARDIAN,
    relation="grandparent",
    full_name="Contoh Nenek 3",
    referral_id=CALL,
    agency="social",
)
NAMED = GuardianNamed(guardian_id=GUARDIAN, relation="grandparent", full_name="Contoh Nenek 3")
CALLED = ChildReferredToSocialWorker(referral_id=CALL, person_id=SON, agency="social")

ALONE = (NOMINATED,)
COUPLE = (NOMINATED, member(SPOUSE, relation="spouse"))
FAMILY = (*COUPLE, member(SON, "13-17"), member(BABY, "0-4", able_to_work=False))
MOTHER_AND_CHILDREN = (NOMINATED, member(SON, "13-17"), member(BABY, "0-4"))


def left(person_id, **changes):
    return RecordMemberLeft(person_id=person_id, reason="work", **changes)


def died(person_id, on=TODAY, **changes):
    return RecordMemberDied(person_id=person_id, died_on=on, **changes)


def head(person_id, before=HEAD, reason="death"):
    return HeadChanged(person_id=person_id, previous_head_id=before, reason=reason)


def test_a_head_who_leaves_names_the_next():
    gone = given(*FAMILY).when(left(HEAD, successor_id=SPOUSE))

    after = gone.then(MemberLeft(person_id=HEAD, reason="work"), head(SPOUSE, reason="left")).state
    assert after.people.head_id == SPOUSE


@pytest.mark.parametrize("wish", [left(HEAD), died(HEAD)])
def test_a_head_does_not_go_without_a_successor(wish):
    given(*FAMILY).when(wish).then_refused("N4", "successor")


def test_a_successor_lives_with_the_household():
    given(*FAMILY).when(died(HEAD, successor_id=ELDER)).then_refused("N4", "successor")
    given(*FAMILY).when(died(HEAD, successor_id=HEAD)).then_refused("N4", "successor")


def test_a_child_does_not_become_head_beside_an_adult():
    wish = died(HEAD, successor_id=SON, care=CARE)

    given(*FAMILY).when(wish).then_refused("N4", "adult")


def test_a_head_who_dies_is_followed_by_an_adult():
    dead = given(*FAMILY).when(died(HEAD, successor_id=SPOUSE))

    after = dead.then(MemberDied(person_id=HEAD, died_on=TODAY), head(SPOUSE)).state
    assert after.people.presence(HEAD) == "dead"
    assert after.people.head_id == SPOUSE


def test_the_last_member_may_die_and_leaves_no_head_to_name():
    alone = given(*ALONE).when(died(HEAD))

    after = alone.then(MemberDied(person_id=HEAD, died_on=TODAY)).state
    assert after.people.here == {}


def test_children_left_alone_get_a_guardian_and_a_social_worker():
    alone = given(*MOTHER_AND_CHILDREN).when(died(HEAD, successor_id=SON, care=CARE))

    people = alone.then(
        MemberDied(person_id=HEAD, died_on=TODAY), head(SON), NAMED, CALLED
    ).state.people
    assert (people.head_id, people.guardian_id) == (SON, GUARDIAN)


@pytest.mark.parametrize("wish", [left(HEAD, successor_id=SON), died(HEAD, successor_id=SON)])
def test_children_are_not_left_alone_without_a_guardian(wish):
    given(*MOTHER_AND_CHILDREN).when(wish).then_refused("N4", "guardian")


def test_the_social_worker_belongs_to_an_agency_of_the_programme():
    care = CARE.model_copy(update={"agency": "unheard_of"})
    wish = died(HEAD, successor_id=SON, care=care)

    given(*MOTHER_AND_CHILDREN).when(wish).then_refused("M4", "party")


def test_a_sibling_may_leave_children_who_have_a_guardian():
    alone = given(*MOTHER_AND_CHILDREN, left_dead(), head(SON), NAMED, CALLED)

    alone.when(left(BABY)).then(MemberLeft(person_id=BABY, reason="work"))


def left_dead():
    return MemberDied(person_id=HEAD, died_on=TODAY)


def test_an_adult_relative_who_leaves_children_alone_leaves_them_a_guardian():
    with_uncle = given(*MOTHER_AND_CHILDREN, left_dead(), head(SON), NAMED, CALLED, member(ELDER))
    headed = with_uncle.when(ChangeHead(person_id=ELDER, reason="handed_over")).then(
        head(ELDER, before=SON, reason="handed_over")
    )

    assert headed.state.people.guardian_id is None
    headed.when(left(ELDER, successor_id=SON)).then_refused("N4", "guardian")


def test_another_adult_becomes_head_and_the_first_stays():
    wish = ChangeHead(person_id=SPOUSE, reason="handed_over")

    changed = given(*COUPLE).when(wish).then(head(SPOUSE, reason="handed_over"))
    assert changed.state.people.here.keys() == {HEAD, SPOUSE}
    changed.when(wish).then_nothing()


@pytest.mark.parametrize(
    ("person_id", "code", "variant"),
    [(SON, "N4", "adult"), (ELDER, "S1", "missing")],
)
def test_not_everybody_becomes_head(person_id, code, variant):
    wish = ChangeHead(person_id=person_id, reason="handed_over")

    given(*FAMILY).when(wish).then_refused(code, variant)


def test_a_head_changes_for_a_known_reason():
    wish = ChangeHead(person_id=SPOUSE, reason="lottery")

    given(*COUPLE).when(wish).then_refused("S1", "reason")


def test_children_may_get_another_guardian_and_adults_need_none():
    wish = NameGuardian(guardian_id=OTHER_GUARDIAN, relation="grandparent")
    alone = given(*MOTHER_AND_CHILDREN, left_dead(), head(SON), NAMED, CALLED)

    named = alone.when(wish).then(
        GuardianNamed(guardian_id=OTHER_GUARDIAN, relation="grandparent")
    )
    named.when(wish).then_nothing()
    given(*FAMILY).when(wish).then_refused("N4", "adults")
