"""Pauses, exits and the closing of a file (rules X1, X3, X4)."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.household.commands.assessment import (
    CloseCase,
    ExitHousehold,
    ResumeParticipation,
    SuspendParticipation,
)
from domain.household.events.assessment import (
    CaseClosed,
    HouseholdExited,
    ParticipationResumed,
    ParticipationSuspended,
    PostGraduationChecked,
)
from domain.household.state import Status
from tests.domain.household.cases import ELIGIBLE, HEAD, NOMINATED, PROTECTED, REJECTED
from tests.domain.household.families import ACTIVE, half_year
from tests.domain.household.graduates import GRADUATED, RELAPSED
from tests.sample_programme import OTHER_VILLAGE
from tests.scenario import day, given, said

SUSPENSION, OTHER_SUSPENSION = UUID(int=0x1D0), UUID(int=0x1D1)
TODAY = date(2026, 6, 15)
SUSPENDED = ParticipationSuspended(
    suspension_id=SUSPENSION, reason="away", until_on=TODAY + timedelta(days=90)
)
RESUMED = ParticipationResumed(suspension_id=SUSPENSION)
EXIT = {
    "exit_id": UUID(int=0x1D2),
    "person_id": HEAD,
    "reason": "wish",
    "last_contact_on": TODAY,
}
EXITED = HouseholdExited(**EXIT)
CLOSURE = {"closure_id": UUID(int=0x1D3), "reason": "checks_passed"}
CLOSED = CaseClosed(**CLOSURE)


def suspend(days=90, reason="away"):
    until_on = TODAY + timedelta(days=days)
    return SuspendParticipation(suspension_id=SUSPENSION, reason=reason, until_on=until_on)


def leave(**changes):
    return ExitHousehold(**EXIT | changes)


def check(number, on):
    return said(PostGraduationChecked(**half_year(number).model_dump()), on=on)


def test_a_household_may_pause_for_a_limited_time():
    scenario = given(*ACTIVE).when(suspend()).then(SUSPENDED)

    assert scenario.state.status is Status.SUSPENDED
    given(*ACTIVE, SUSPENDED).when(suspend()).then_nothing()


@pytest.mark.parametrize("days", [91, 0, -1])
def test_a_pause_beyond_the_limit_or_over_before_it_begins_is_refused(days):
    given(*ACTIVE).when(suspend(days)).then_refused("X4")


def test_a_pause_that_is_over_is_not_recorded_any_more():
    begun = day(TODAY - timedelta(days=10))
    over = suspend(days=0).model_copy(update={"occurred_at": begun})

    given(*ACTIVE).when(over).then_refused("X4")


def test_only_an_active_household_pauses_and_with_a_known_reason():
    given(*ELIGIBLE).when(suspend()).then_refused("S1")
    given(*ACTIVE).when(suspend(reason="mood")).then_refused("S1", "reason")


def test_a_pause_ends_once():
    command = ResumeParticipation(suspension_id=SUSPENSION)
    scenario = given(*ACTIVE, SUSPENDED).when(command).then(RESUMED)

    assert scenario.state.status is Status.ACTIVE
    given(*ACTIVE, SUSPENDED, RESUMED).when(command).then_nothing()


def test_only_the_pause_that_lasts_is_ended():
    other = ResumeParticipation(suspension_id=OTHER_SUSPENSION)
    given(*ACTIVE, SUSPENDED).when(other).then_refused("S1", "missing")


def test_a_household_that_left_during_its_pause_does_not_resume():
    command = ResumeParticipation(suspension_id=SUSPENSION)
    given(*ACTIVE, SUSPENDED, EXITED).when(command).then_refused("S1")


def test_a_household_leaves_with_a_reason_and_a_last_contact():
    scenario = given(*ACTIVE).when(leave()).then(EXITED)

    assert scenario.state.status is Status.EXITED
    given(*ACTIVE, EXITED).when(leave()).then_nothing()


@pytest.mark.parametrize("history", [(NOMINATED,), ELIGIBLE, GRADUATED, RELAPSED])
def test_any_live_household_may_leave(history):
    given(*history).when(leave()).then(EXITED)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"last_contact_on": None}, ("X1", "contact")),
        ({"last_contact_on": TODAY + timedelta(days=1)}, ("X1", "contact")),
        ({"reason": "moved"}, ("X1", "where")),
        ({"reason": "moved", "moved_to": OTHER_VILLAGE}, ("X1", "transfer")),
        ({"reason": "mood"}, ("S1", "reason")),
        ({"person_id": UUID(int=0xFF)}, ("S1", "missing")),
    ],
)
def test_an_exit_that_explains_too_little_is_refused(changes, rule):
    given(*ACTIVE).when(leave(**changes)).then_refused(*rule)


@pytest.mark.parametrize("moved_to", ["MY", "53.01.02.2001", "53"])
def test_a_household_that_moved_says_where(moved_to):
    changes = {"reason": "moved", "moved_to": moved_to}
    given(*ACTIVE).when(leave(**changes)).then(HouseholdExited(**EXIT | changes))


@pytest.mark.parametrize("history", [(NOMINATED, REJECTED), (*ACTIVE, EXITED)])
def test_a_household_that_is_not_live_cannot_leave(history):
    given(*history).when(leave(exit_id=UUID(int=0xFF))).then_refused("S1")


def test_a_file_is_closed_after_the_checks_of_the_year_after_graduation():
    checks = (check(6, date(2028, 9, 2)), check(7, date(2029, 3, 2)))
    command = CloseCase(**CLOSURE)
    given(*GRADUATED, *checks).when(command, now=date(2029, 3, 2)).then(CLOSED)
    given(*GRADUATED, *checks, CLOSED).when(command, now=date(2029, 3, 2)).then_nothing()


def test_a_file_is_not_closed_before_the_checks():
    given(*GRADUATED, check(6, date(2028, 9, 2))).when(
        CloseCase(**CLOSURE), now=date(2029, 6, 1)
    ).then_refused("X3")


def test_two_checks_in_the_first_weeks_do_not_stand_for_half_a_year_and_a_year():
    hasty = (check(6, date(2028, 3, 9)), check(7, date(2028, 3, 16)))
    late = check(8, date(2029, 3, 2))

    closing = given(*GRADUATED, *hasty).when(CloseCase(**CLOSURE), now=date(2029, 6, 1))
    closing.then_refused("X3")
    one_more = given(*GRADUATED, *hasty, late).when(CloseCase(**CLOSURE), now=date(2029, 6, 1))
    one_more.then_refused("X3")


def test_a_file_is_not_closed_before_the_year():
    checks = (check(6, date(2028, 9, 2)), check(7, date(2029, 3, 1)))
    given(*GRADUATED, *checks).when(CloseCase(**CLOSURE), now=date(2029, 3, 1)).then_refused(
        "X3", "early"
    )


@pytest.mark.parametrize("history", [RELAPSED, (NOMINATED, PROTECTED)])
def test_a_relapsed_household_and_one_protected_elsewhere_may_be_closed(history):
    given(*history).when(CloseCase(**CLOSURE)).then(CLOSED)


def test_the_file_of_an_active_household_is_not_closed():
    given(*ACTIVE).when(CloseCase(**CLOSURE)).then_refused("S1")
    given(*RELAPSED).when(CloseCase(**CLOSURE | {"reason": "mood"})).then_refused("S1", "reason")
