"""Who was heard last, and what is overdue at whom: silence is not the same as nothing to tell."""

from datetime import timedelta

import pytest

from domain.household.events.entry import MentorChanged
from projections import hearing
from tests.projections.families import DAY, OTHER_VILLAGE, VILLAGE, join, on, visited
from tests.projections.telling import HOUSEHOLD, MENTOR, OFFICER, OTHER, Telling
from tests.sample_programme import PROGRAMME


@pytest.fixture
def telling(office):
    telling = Telling(office)
    join(telling, HOUSEHOLD)
    join(telling, OTHER, OTHER_VILLAGE)
    telling.tell(
        OTHER,
        MentorChanged(mentor_id=OFFICER, previous_mentor_id=MENTOR, from_on=DAY, reason="leave"),
    )
    return telling


def heard(office, line):
    with office.reading() as connection:
        return {each.village_code: each for each in hearing.heard(connection, line.position)}


def mentors(office, line, day):
    with office.reading() as connection:
        return hearing.mentors(connection, PROGRAMME, day, line.position)


def test_a_mentor_is_heard_when_a_visit_arrives_and_not_before(office, telling):
    before = telling.tell(OTHER, visited(1), by=OFFICER)
    came = telling.tell(HOUSEHOLD, visited(2), days=1)

    assert heard(office, before)[VILLAGE].heard_at is None
    assert heard(office, before)[VILLAGE].is_silent(PROGRAMME, on(1))
    assert heard(office, came)[VILLAGE].heard_at == came.recorded_at
    assert heard(office, came)[OTHER_VILLAGE].heard_at == before.recorded_at


def test_after_more_than_three_days_without_a_word_a_mentor_is_silent(office, telling):
    came = telling.tell(HOUSEHOLD, visited(2))
    last_day = PROGRAMME.local(came.recorded_at).date()
    row = heard(office, came)[VILLAGE]

    assert not row.is_silent(PROGRAMME, last_day + timedelta(days=3))
    assert row.is_silent(PROGRAMME, last_day + timedelta(days=4))


def test_what_is_overdue_is_counted_at_the_mentor_who_has_the_family_now(office, telling):
    came = telling.tell(HOUSEHOLD, visited(2))
    every = PROGRAMME.phases[0].visit_every_days
    last_visit_on = came.occurred_at.date()

    in_time = mentors(office, came, last_visit_on + timedelta(days=every))
    late = mentors(office, came, last_visit_on + timedelta(days=every + 15))

    assert {row.mentor_id: row.overdue for row in in_time}[MENTOR] == 0
    mine = next(row for row in late if row.mentor_id == MENTOR)
    assert (mine.households, mine.overdue, mine.overdue_long, mine.longest_days) == (1, 1, 1, 15)
    assert {row.mentor_id for row in late} == {MENTOR, OFFICER}
