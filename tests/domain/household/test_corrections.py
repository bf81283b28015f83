"""Corrections: both versions stay, and the right one holds from here on (rule C1)."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests.domain.household.amendments import (
    AMENDMENT,
    BY_MENTOR,
    CORRECTED,
    VISITED,
    annul,
    correct,
    corrected,
    the_visit,
)
from tests.domain.household.cases import HEAD, SPOUSE
from tests.domain.household.families import (
    SECOND_PERSON,
    visit,
)
from tests.scenario import MENTOR, NOW, given


def test_a_correction_holds_from_its_own_place_on():
    given(*VISITED).when(correct()).then(CORRECTED)

    assert the_visit(*VISITED).minutes == 40
    assert the_visit(*VISITED, CORRECTED).minutes == 55


def test_a_correction_leaves_everything_else_as_it_was():
    before, after = the_visit(*VISITED), the_visit(*VISITED, CORRECTED)

    assert (after.at, after.by, after.topics) == (before.at, before.by, before.topics)


def test_a_correction_sent_twice_is_recorded_once():
    given(*VISITED, CORRECTED).when(correct()).then_nothing()
    given(*VISITED, CORRECTED).when(correct(reason="wrong_date")).then_refused("V2")


def test_a_wrong_day_is_corrected():
    right = NOW - timedelta(days=1)
    fixed = corrected(values=(), happened_at=right)
    given(*VISITED).when(correct(values=(), happened_at=right)).then(fixed)

    assert the_visit(*VISITED, fixed).at == right
    assert the_visit(*VISITED, fixed).minutes == 40


def test_a_correction_sent_twice_is_known_whatever_its_form():
    same_day = BY_MENTOR.at
    asked = correct(
        values=(("minutes", "55"), ("topics", '["livelihood", "livelihood"]')),
        happened_at=same_day,
    )
    given(*VISITED).when(asked).then(CORRECTED)
    given(*VISITED, CORRECTED).when(asked).then_nothing()
    given(*VISITED, CORRECTED).when(correct(values=(("minutes", "56"),))).then_refused("V2")


@pytest.mark.parametrize(
    ("happened_at", "rule"),
    [
        (NOW + timedelta(minutes=11), ("V1", "future")),
        (NOW - timedelta(days=150), ("V1", "early")),
    ],
)
def test_a_corrected_day_is_one_that_can_be(happened_at, rule):
    given(*VISITED).when(correct(values=(), happened_at=happened_at)).then_refused(*rule)


def test_a_correction_of_a_correction_cites_the_latest_version():
    again = {"correction_id": UUID(int=0x1E3), "values": (("minutes", "50"),)}
    given(*VISITED, CORRECTED).when(correct(**again)).then_refused("C1", "head")
    second = corrected(**again, target_id=AMENDMENT)
    given(*VISITED, CORRECTED).when(correct(**again, target_id=AMENDMENT)).then(second)

    assert the_visit(*VISITED, CORRECTED, second).minutes == 50


def test_a_second_correction_keeps_what_the_first_one_put_right():
    right = NOW - timedelta(days=1)
    first = corrected(values=(), happened_at=right)
    second = corrected(correction_id=UUID(int=0x1E3), target_id=AMENDMENT)

    assert the_visit(*VISITED, first, second).at == right
    assert the_visit(*VISITED, first, second).minutes == 55


def test_two_people_stand_behind_a_correction():
    given(*VISITED).when(correct(), by=SECOND_PERSON).then_refused("C1", "same")
    given(*VISITED).when(annul(), by=SECOND_PERSON).then_refused("C1", "same")


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"reason": "mood"}, ("S1", "reason")),
        ({"values": ()}, ("C1", "nothing")),
        ({"values": (("minutes", "40"),)}, ("C1", "nothing")),
        ({"values": (("minutes", "many"),)}, ("C1", "value")),
        ({"values": (("minutes", "-1"),)}, ("C1", "value")),
        ({"values": (("minutes", '"a name"'),)}, ("C1", "value")),
        ({"values": (("minutes", "true"),)}, ("C1", "value")),
        ({"values": (("minutes", '"33"'),)}, ("C1", "value")),
        ({"values": (("minutes", "33.0"),)}, ("C1", "value")),
        ({"values": (("minutes", "3e1"),)}, ("C1", "value")),
        ({"values": (("mock_location", "1"),)}, ("C1", "value")),
        ({"values": (("mock_location", '"yes"'),)}, ("C1", "value")),
        ({"values": (("topics", '"livelihood"'),)}, ("C1", "value")),
        ({"values": (("minutes", "[" * 3_000 + "]" * 900),)}, ("C1", "value")),
        ({"values": (("visit_id", f'"{HEAD}"'),)}, ("C1", "value")),
        ({"values": (("respondent_id", f'"{SPOUSE}"'),)}, ("C1", "value")),
        ({"values": (("note", '"x"'),)}, ("C1", "value")),
        ({"values": (("warnings", "[]"),)}, ("C1", "value")),
        ({"values": (("colour", '"red"'),)}, ("C1", "value")),
        ({"values": (("topics", '["fun"]'),)}, ("P4", "pillar")),
        ({"note": "Catatan lain", "person_id": SPOUSE}, ("C1", "value")),
        ({"target_id": UUID(int=0xFFFF)}, ("C1", "kind")),
    ],
)
def test_a_correction_that_cannot_be_is_refused(changes, rule):
    given(*VISITED).when(correct(**changes)).then_refused(*rule)


def test_a_value_is_kept_in_one_form():
    asked = correct(values=(("topics", '[ "protection", "livelihood" ]'),))
    given(*VISITED).when(asked).then(
        corrected(values=(("topics", '["livelihood","protection"]'),))
    )


def test_a_note_is_replaced_under_the_key_of_the_same_person():
    note = {"values": (), "note": "Contoh: dua kambing", "person_id": HEAD}
    given(*VISITED).when(correct(**note)).then(corrected(**note))


def test_a_note_is_not_corrected_without_its_person():
    with pytest.raises(ValueError, match="person"):
        correct(note="Contoh")


def test_what_is_odd_about_the_right_version_is_marked():
    given(*VISITED).when(correct(values=(("minutes", "2"),))).then(
        corrected(values=(("minutes", "2"),), warnings=("V3.short",))
    )


def test_the_phone_may_send_the_first_version_again_after_a_correction():
    given(*VISITED, CORRECTED).when(visit(), by=MENTOR, role="mentor").then_nothing()
