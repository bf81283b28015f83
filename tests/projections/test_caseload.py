"""A mentor sees whose next visit is due, and who has waited too long."""

from datetime import timedelta
from uuid import UUID

import pytest

from domain.household.events.assessment import ParticipationSuspended
from domain.household.events.entry import MentorChanged
from domain.phases import phases_from
from projections import caseload
from tests.projections.families import DAY, join, nominated, on, visited
from tests.projections.telling import HOUSEHOLD, MENTOR, OTHER, Telling
from tests.sample_programme import PROGRAMME

OTHER_MENTOR = UUID(int=0xB2)


@pytest.fixture
def telling(office):
    telling = Telling(office)
    join(telling, HOUSEHOLD)
    join(telling, OTHER)
    return telling


def cases(office, as_of, day, mentor=MENTOR):
    with office.reading() as connection:
        found = caseload.of_mentor(connection, PROGRAMME, mentor, day, as_of)
    return {case.household_id: case for case in found}


def test_the_first_visit_is_due_a_week_after_the_baseline(office, telling):
    last = telling.tell(OTHER, visited(1), days=1)

    found = cases(office, last.position, on(10))

    assert (found[HOUSEHOLD].next_due_on, found[HOUSEHOLD].overdue_days) == (on(7), 3)
    assert (found[HOUSEHOLD].visits, found[HOUSEHOLD].last_visit_on) == (0, None)
    assert (found[OTHER].visits, found[OTHER].last_visit_on) == (1, on(1))
    assert (found[OTHER].next_due_on, found[OTHER].overdue_days) == (on(8), 2)


def test_those_who_waited_longest_come_first(office, telling):
    last = telling.tell(HOUSEHOLD, visited(1), days=1)

    assert list(cases(office, last.position, on(20))) == [OTHER, HOUSEHOLD]


def test_a_suspended_household_waits_for_no_visit(office, telling):
    suspended = ParticipationSuspended(suspension_id=UUID(int=5), reason="away", until_on=on(60))
    last = telling.tell(HOUSEHOLD, suspended)

    found = cases(office, last.position, on(50))

    assert (found[HOUSEHOLD].next_due_on, found[HOUSEHOLD].overdue_days) == (None, 0)
    assert found[OTHER].overdue_days > 0


def test_the_phase_is_that_of_the_day_that_is_asked_about(office, telling):
    last = telling.tell(OTHER, visited(1), days=1)
    phases = [phase.code for phase in PROGRAMME.phases]
    begins = [begin_on for _, begin_on in phases_from(PROGRAMME, DAY)]

    found = [cases(office, last.position, day)[HOUSEHOLD].phase for day in begins]

    assert found == phases
    assert cases(office, last.position, begins[1] - timedelta(days=1))[OTHER].phase == phases[0]


def test_a_household_goes_with_its_mentor_and_the_past_keeps_the_old_one(office, telling):
    changed = MentorChanged(
        mentor_id=OTHER_MENTOR, from_on=DAY, previous_mentor_id=MENTOR, reason="leave"
    )
    last = telling.tell(HOUSEHOLD, changed)

    assert set(cases(office, last.position, on(1))) == {OTHER}
    assert set(cases(office, last.position, on(1), OTHER_MENTOR)) == {HOUSEHOLD}
    assert set(cases(office, last.position - 1, on(1))) == {HOUSEHOLD, OTHER}
    with office.reading() as connection:
        assert caseload.mentors(connection, last.position) == {MENTOR: 1, OTHER_MENTOR: 1}


def test_who_is_only_nominated_is_in_nobodys_care(office, telling):
    last = telling.tell(UUID(int=0xA3 << 64), nominated())

    assert len(cases(office, last.position, on(1))) == 2
