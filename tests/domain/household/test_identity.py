"""A member's identity is put right: by two people, under the rules that the list was under."""

from uuid import UUID

import pytest

from domain.household.commands.identity import RecordIdentityAnew
from domain.household.events.identity import IdentityRecordedAnew
from domain.household.events.people import MemberDescribed
from domain.household.events.record import LeaveGranted
from domain.household.events.targeting import DataMismatchFlagged, DataMismatchResolved
from tests.domain.household.amendments import HELD, LEAVE
from tests.domain.household.cases import HEAD, NOMINATED, SPOUSE
from tests.domain.household.families import ACTIVE, INSPECTOR, SECOND_PERSON
from tests.scenario import given, said

NIK = "7499015503909001"
IDENTITY, MISMATCH = UUID(int=0x1F0), UUID(int=0x1F1)
SAID = {
    "identity_id": IDENTITY,
    "person_id": HEAD,
    "reason": "completed",
    "second_person_id": SECOND_PERSON,
    "nik": NIK,
}
WITHOUT_NIK = NOMINATED.model_copy(update={"nik": None, "warnings": ("T2c",)})


def anew(**changes):
    return RecordIdentityAnew(**SAID | changes)


def recorded(replaced=("nik",), **changes):
    warnings = changes.pop("warnings", ())
    return IdentityRecordedAnew(**SAID | changes, replaced=replaced, warnings=warnings)


def test_a_number_that_the_list_did_not_know_is_completed():
    given_ = given(WITHOUT_NIK)
    assert given_.state.people.members[HEAD].nik_missing

    then = given_.when(anew()).then(recorded())

    assert not then.state.people.members[HEAD].nik_missing
    then.when(anew()).then_nothing()
    then.when(anew(reason="typed_wrong")).then_refused("V2")


def test_a_name_or_a_birth_date_alone_leaves_the_number_as_it_was():
    name = {"nik": None, "full_name": "Contoh Melati 18"}
    then = given(WITHOUT_NIK).when(anew(**name)).then(recorded(("name",), **name))
    assert then.state.people.members[HEAD].nik_missing

    born = {"nik": None, "birth_date": "1990-03-15"}
    given(*ACTIVE).when(anew(**born)).then(recorded(("birth_date",), **born))


def test_it_resolves_the_mismatch_that_asked_for_it():
    flagged = DataMismatchFlagged(mismatch_id=MISMATCH, person_id=HEAD, attribute="nik")
    resolved = DataMismatchResolved(mismatch_id=MISMATCH, outcome="recorded_anew", person_id=HEAD)
    wish = anew(mismatch_id=MISMATCH)

    then = given(WITHOUT_NIK, flagged).when(wish)
    then = then.then(recorded(mismatch_id=MISMATCH), resolved)

    assert then.state.targeting.mismatches[MISMATCH].outcome == "recorded_anew"
    given(WITHOUT_NIK).when(wish).then_refused("S1", "missing")
    of_another = flagged.model_copy(update={"person_id": SPOUSE})
    given(WITHOUT_NIK, of_another).when(wish).then_refused("S1", "missing")


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"nik": "7499013203909001"}, ("T2", "nik")),
        ({"nik": "0" * 16}, ("T2", "nik")),
        ({"birth_date": "1990-02-30"}, ("T2", "birth_date")),
        ({"birth_date": "2015-03-15"}, ("T2", "age")),
        ({"person_id": UUID(int=0xFF)}, ("S1", "missing")),
        ({"reason": "mood"}, ("S1", "reason")),
    ],
)
def test_what_cannot_be_is_refused(changes, rule):
    given(WITHOUT_NIK).when(anew(**changes)).then_refused(*rule)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"nik": "5299015503909001"}, "T2b.prefix"),
        ({"nik": "7499011503909001"}, "T2b.sex"),
        ({"birth_date": "1990-03-16"}, "T2b.birthday"),
    ],
)
def test_what_disagrees_is_kept_with_a_warning(changes, code):
    replaced = ("birth_date", "nik") if "birth_date" in changes else ("nik",)

    given(WITHOUT_NIK).when(anew(**changes)).then(recorded(replaced, **changes, warnings=(code,)))


def test_who_was_described_as_of_another_age_can_have_the_birth_date_of_it():
    elder = MemberDescribed(person_id=HEAD, sex="f", age_band="60+", able_to_work=False)
    born = {"nik": None, "birth_date": "1950-03-15"}

    given(*ACTIVE, elder).when(anew(**born)).then(recorded(("birth_date",), **born))
    given(*ACTIVE).when(anew(**born)).then_refused("T2", "age")


def test_two_people_stand_behind_it_and_the_inspector_on_hold():
    given(*ACTIVE).when(anew(), by=SECOND_PERSON).then_refused("C1", "same")
    given(*ACTIVE, HELD).when(anew()).then_refused("C1", "hold")
    with_leave = {"leave_by": INSPECTOR}
    given(*ACTIVE, HELD).when(anew(**with_leave)).then_refused("C1", "hold")
    leave = said(LeaveGranted(**LEAVE | {"target_id": HEAD}), by=INSPECTOR)
    given(*ACTIVE, HELD, leave).when(anew(**with_leave)).then(recorded(**with_leave))


def test_a_household_that_is_unknown_has_nobody_to_name():
    given().when(anew()).then_refused("S1", "unknown")


def test_nothing_said_is_nothing_recorded():
    given(WITHOUT_NIK).when(anew(nik=None)).then_refused("C1", "nothing")
