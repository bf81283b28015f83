"""A mentor's term, villages, households and leave: what is accepted, ignored and refused."""

from datetime import date, timedelta

from domain.mentor_assignment.aggregate import MENTOR_ASSIGNMENT
from domain.mentor_assignment.commands import (
    EndMentor,
    ReturnMentor,
    SetMentorTerritory,
    StartMentorLeave,
)
from domain.mentor_assignment.events import (
    MentorEnded,
    MentorOnLeave,
    MentorReturned,
    MentorTerritorySet,
)
from tests.definitions import code, in_both_programmes, village
from tests.domain.mentor.mentors import (
    DAY,
    FIRST_DAY,
    REGISTER,
    REGISTERED,
    mentor,
    taken,
)
from tests.scenario import MENTOR, given_of


@in_both_programmes
def test_somebody_becomes_a_mentor_once(programme):
    nobody = given_of(MENTOR_ASSIGNMENT, stream=MENTOR)
    then = nobody.when(REGISTER, programme=programme).then(REGISTERED)
    then.when(REGISTER, programme=programme).then_nothing()


@in_both_programmes
def test_the_same_mentor_is_not_registered_under_another_decree(programme):
    other = REGISTER.model_copy(update={"basis": "SK contoh 18"})
    mentor(programme).when(other, programme=programme).then_refused("S3")


@in_both_programmes
def test_a_territory_is_laid_down_once(programme):
    given = given_of(MENTOR_ASSIGNMENT, REGISTERED, stream=MENTOR)
    command = SetMentorTerritory(villages=(village(programme),), from_on=FIRST_DAY)
    then = given.when(command, programme=programme).then(
        MentorTerritorySet(villages=(village(programme),), from_on=FIRST_DAY)
    )
    then.when(command, programme=programme).then_nothing()


@in_both_programmes
def test_a_territory_names_villages_of_the_programme_only(programme):
    command = SetMentorTerritory(villages=("99.99.99.2001",), from_on=FIRST_DAY)
    mentor(programme).when(command, programme=programme).then_refused("N6", "village")


@in_both_programmes
def test_a_territory_does_not_end_before_it_begins(programme):
    command = SetMentorTerritory(
        villages=(village(programme),), from_on=DAY, until_on=DAY - timedelta(days=1)
    )
    mentor(programme).when(command, programme=programme).then_refused("H1", "order")


@in_both_programmes
def test_nobody_has_a_territory_before_being_a_mentor(programme):
    command = SetMentorTerritory(villages=(village(programme),), from_on=DAY)
    nobody = given_of(MENTOR_ASSIGNMENT, stream=MENTOR)
    nobody.when(command, programme=programme).then_refused("N6", "unregistered")


@in_both_programmes
def test_two_leaves_do_not_overlap(programme):
    reason = code(programme, "leave")
    away = MentorOnLeave(from_on=DAY, until_on=DAY + timedelta(days=6), reason=reason)
    command = StartMentorLeave(from_on=DAY + timedelta(days=6), reason=reason)
    mentor(programme, away).when(command, programme=programme).then_refused("N6", "leave")


@in_both_programmes
def test_a_leave_needs_a_reason_that_the_programme_knows(programme):
    command = StartMentorLeave(from_on=DAY, reason="no-such-reason")
    mentor(programme).when(command, programme=programme).then_refused("S1", "reason")


@in_both_programmes
def test_a_mentor_comes_back_once_from_a_leave_without_an_end(programme):
    away = MentorOnLeave(from_on=DAY, reason=code(programme, "leave"))
    back_on = DAY + timedelta(days=10)
    command = ReturnMentor(returned_on=back_on)
    then = mentor(programme, away).when(command, programme=programme)
    then = then.then(MentorReturned(returned_on=back_on))
    then.when(command, programme=programme).then_nothing()
    assert not then.state.active_on(back_on - timedelta(days=1))
    assert then.state.active_on(back_on)


@in_both_programmes
def test_nobody_comes_back_who_was_not_away(programme):
    command = ReturnMentor(returned_on=DAY)
    mentor(programme).when(command, programme=programme).then_refused("N6", "present")


@in_both_programmes
def test_a_mentor_ends_once_and_may_come_back_for_another_term(programme):
    command = EndMentor(ended_on=DAY, reason=code(programme, "mentor_end"))
    ended = MentorEnded(ended_on=DAY, reason=code(programme, "mentor_end"))
    then = mentor(programme).when(command, programme=programme).then(ended)
    then.when(command, programme=programme).then_nothing()
    again = REGISTER.model_copy(update={"from_on": date(2026, 5, 4)})
    then = then.when(again, programme=programme).then(
        REGISTERED.model_copy(update={"from_on": date(2026, 5, 4)})
    )
    days = (DAY, DAY + timedelta(days=1), date(2026, 5, 3), date(2026, 5, 4))
    assert [then.state.active_on(day) for day in days] == [True, False, False, True]


@in_both_programmes
def test_a_mentor_does_not_end_with_households_in_care(programme):
    command = EndMentor(ended_on=DAY, reason=code(programme, "mentor_end"))
    given = mentor(programme, taken(programme))
    given.when(command, programme=programme).then_refused("N6", "holding")


@in_both_programmes
def test_a_later_territory_replaces_the_earlier_one_from_its_first_day(programme):
    later = MentorTerritorySet(villages=(village(programme, 1),), from_on=DAY)
    state = mentor(programme, later).state
    before = DAY - timedelta(days=1)
    assert state.covers(village(programme, 0), before)
    assert not state.covers(village(programme, 0), DAY)
    assert state.covers(village(programme, 1), DAY)
    assert state.village_codes == {village(programme, 1)}
