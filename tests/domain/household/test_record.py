"""Irregularities and legal holds (rule C1)."""

from datetime import timedelta
from uuid import UUID

import pytest

from domain.household.commands.record import (
    GrantLeave,
    LiftLegalHold,
    PlaceLegalHold,
    ReportIrregularity,
)
from domain.household.events.record import (
    IrregularityReported,
    LeaveGranted,
    LegalHoldLifted,
    LegalHoldPlaced,
)
from tests.domain.household.amendments import (
    CORRECTED,
    HELD,
    HOLD,
    IRREGULARITY,
    LEAVE,
    LEFT,
    VISITED,
    annul,
    correct,
    corrected,
)
from tests.domain.household.families import (
    ACTIVE,
    INSPECTOR,
    SECOND_PERSON,
    VISIT_RECORDED,
    visit,
)
from tests.scenario import MENTOR, NOW, OFFICER, given, said


def test_a_report_that_a_rule_does_not_allow_is_kept_and_changes_nothing():
    asked = ReportIrregularity(**IRREGULARITY, body="{}")
    kept = IrregularityReported(**IRREGULARITY, body="{}")
    given(*ACTIVE).when(asked).then(kept)
    given(*ACTIVE, kept).when(asked).then_nothing()

    assert given(*ACTIVE, kept).state.record.irregularities == {
        IRREGULARITY["irregularity_id"]: "N5"
    }
    assert not given(*ACTIVE, kept).state.accompaniment.visits


@pytest.mark.parametrize("history", [(), (*ACTIVE, HELD)])
def test_an_irregularity_is_kept_whatever_the_state(history):
    kept = IrregularityReported(**IRREGULARITY)
    given(*history).when(ReportIrregularity(**IRREGULARITY)).then(kept)


def test_an_irregularity_is_kept_however_long_ago_it_happened():
    long_ago = {"occurred_at": NOW - timedelta(days=900)}

    given(*ACTIVE).when(ReportIrregularity(**IRREGULARITY | long_ago)).then(
        IrregularityReported(**IRREGULARITY)
    )


def test_an_irregularity_cites_a_rule_that_exists():
    unknown = ReportIrregularity(**IRREGULARITY | {"rule": "Z9"})
    given(*ACTIVE).when(unknown).then_refused("S1", "missing")


def test_an_inspector_holds_a_file_as_it_is():
    given(*VISITED).when(PlaceLegalHold(**HOLD)).then(LegalHoldPlaced(**HOLD))
    given(*VISITED, HELD).when(PlaceLegalHold(**HOLD)).then_nothing()
    given().when(PlaceLegalHold(**HOLD)).then_refused("S1", "unknown")


@pytest.mark.parametrize("leave_by", [None, SECOND_PERSON, OFFICER])
def test_a_file_on_hold_is_amended_only_with_the_leave_of_its_inspector(leave_by):
    history = (*VISITED, HELD)
    given(*history).when(correct(leave_by=leave_by)).then_refused("C1", "hold")
    given(*history).when(annul(leave_by=leave_by)).then_refused("C1", "hold")
    given(*history, LEFT).when(correct(leave_by=leave_by)).then_refused("C1", "hold")
    given(*history, LEFT).when(correct(leave_by=INSPECTOR)).then(corrected(leave_by=INSPECTOR))


def test_that_somebody_names_the_inspector_is_no_leave():
    history = (*VISITED, HELD)
    given(*history).when(correct(leave_by=INSPECTOR)).then_refused("C1", "hold")
    given(*history).when(annul(leave_by=INSPECTOR)).then_refused("C1", "hold")

    of_another = said(LeaveGranted(**LEAVE | {"target_id": UUID(int=1)}), by=INSPECTOR)
    by_another = said(LeaveGranted(**LEAVE), by=SECOND_PERSON)
    for leave in (of_another, by_another):
        given(*history, leave).when(correct(leave_by=INSPECTOR)).then_refused("C1", "hold")


def test_leave_is_given_in_person_by_who_holds_the_file():
    history = (*VISITED, HELD)
    wish = GrantLeave(**LEAVE)
    given(*history).when(wish, by=INSPECTOR).then(LeaveGranted(**LEAVE))
    given(*history, LEFT).when(wish, by=INSPECTOR).then_nothing()

    given(*history).when(wish, by=SECOND_PERSON).then_refused("C1", "holder")
    given(*VISITED).when(wish, by=INSPECTOR).then_refused("C1", "holder")
    unknown = GrantLeave(**LEAVE | {"target_id": UUID(int=0xFFFF)})
    given(*history).when(unknown, by=INSPECTOR).then_refused("S1", "missing")


def test_a_file_on_hold_still_takes_visits():
    given(*ACTIVE, HELD).when(visit(), by=MENTOR, role="mentor").then(VISIT_RECORDED)


def test_a_hold_is_lifted_once():
    lifted = LegalHoldLifted(**HOLD)
    given(*VISITED, HELD).when(LiftLegalHold(**HOLD)).then(lifted)
    given(*VISITED, HELD, lifted).when(LiftLegalHold(**HOLD)).then_nothing()
    given(*VISITED, HELD, lifted).when(correct()).then(CORRECTED)
    given(*VISITED).when(LiftLegalHold(**HOLD)).then_refused("S1", "missing")
