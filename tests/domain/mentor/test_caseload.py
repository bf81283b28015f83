"""How many households a mentor takes, from which villages, and when."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.mentor_assignment.commands import (
    ReleaseHousehold,
    StartMentorLeave,
)
from domain.mentor_assignment.events import (
    HouseholdReleased,
    MentorOnLeave,
)
from tests.definitions import code, in_both_programmes
from tests.domain.mentor.mentors import (
    DAY,
    FIRST_DAY,
    caseload,
    mentor,
    take,
    taken,
)
from tests.scenario import HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID


@in_both_programmes
def test_a_household_is_taken_once(programme):
    then = mentor(programme).when(take(programme), programme=programme).then(taken(programme))
    then.when(take(programme), programme=programme).then_nothing()
    assert then.state.households == {HOUSEHOLD_ID}


@in_both_programmes
def test_a_household_of_another_village_is_refused(programme):
    command = take(programme, number=1)
    mentor(programme).when(command, programme=programme).then_refused("N6", "territory")


@in_both_programmes
@pytest.mark.parametrize("day", [FIRST_DAY - timedelta(days=1), date(2025, 1, 1)])
def test_no_household_is_taken_before_the_first_day(programme, day):
    command = take(programme, day=day)
    mentor(programme).when(command, programme=programme).then_refused("N6", "inactive")


@in_both_programmes
def test_the_last_household_without_a_warning_is_the_one_that_reaches_the_advised_number(
    programme,
):
    advised = programme.limits.caseload_warn.on(DAY)
    given = mentor(programme, *caseload(programme, advised - 1))
    given.when(take(programme), programme=programme).then(taken(programme))


@in_both_programmes
def test_a_household_beyond_the_advised_number_is_taken_with_a_warning(programme):
    advised = programme.limits.caseload_warn.on(DAY)
    given = mentor(programme, *caseload(programme, advised))
    given.when(take(programme), programme=programme).then(taken(programme, warnings=("N3b",)))


@in_both_programmes
def test_the_last_allowed_household_is_taken_and_the_next_is_refused(programme):
    limit = programme.limits.caseload_max.on(DAY)
    full = mentor(programme, *caseload(programme, limit - 1))
    then = full.when(take(programme), programme=programme).then(
        taken(programme, warnings=("N3b",))
    )
    then.when(take(programme, OTHER_HOUSEHOLD_ID), programme=programme).then_refused("N3")


@in_both_programmes
def test_a_household_taken_before_stays_quiet_even_when_the_caseload_is_full(programme):
    limit = programme.limits.caseload_max.on(DAY)
    full = mentor(programme, *caseload(programme, limit))
    full.when(take(programme, UUID(int=1)), programme=programme).then_nothing()


@in_both_programmes
def test_a_household_is_released_once_and_makes_room(programme):
    command = ReleaseHousehold(household_id=HOUSEHOLD_ID, released_on=DAY, reason="exit")
    released = HouseholdReleased(household_id=HOUSEHOLD_ID, released_on=DAY, reason="exit")
    both = mentor(programme, taken(programme), taken(programme, OTHER_HOUSEHOLD_ID))
    then = both.when(command, programme=programme).then(released)
    then.when(command, programme=programme).then_nothing()
    assert then.state.households == {OTHER_HOUSEHOLD_ID}


@in_both_programmes
def test_leave_is_recorded_once_and_the_mentor_is_away(programme):
    reason = code(programme, "leave")
    command = StartMentorLeave(from_on=DAY, until_on=DAY + timedelta(days=6), reason=reason)
    away = MentorOnLeave(from_on=DAY, until_on=DAY + timedelta(days=6), reason=reason)
    then = mentor(programme).when(command, programme=programme).then(away)
    then.when(command, programme=programme).then_nothing()
    assert [then.state.active_on(DAY + timedelta(days=d)) for d in (-1, 0, 6, 7)] == [
        True,
        False,
        False,
        True,
    ]
    then.when(take(programme), programme=programme).then_refused("N6", "inactive")
