"""What a read model says as of a position is what the fold of the log up to there says."""

from collections import defaultdict
from datetime import timedelta
from random import Random

import pytest

from domain.household.aggregate import HOUSEHOLD
from projections import convergence, household_file, programme_progress, visit_log
from projections.cadence import next_due_on
from projections.caseload import VISITED
from projections.funnel import MERGED
from projections.programme_progress import LONG_OVERDUE_DAYS, counted
from projections.standing import standing_of
from projections.targeting import households_funnel
from tests.projections.lives import lives
from tests.sample_programme import PROGRAMME

VILLAGES = ("74.99.01.2001", "74.99.01.2002")


@pytest.fixture(params=[1, 2])
def log(request, office):
    log = office.tell(lives(request.param, 6, VILLAGES, scale=0.5))
    office.project(page_size=request.param * 111)
    return log


def prefixes(log):
    """Yield positions from all over the log with the households as they were there."""
    rng = Random(0)  # noqa: S311 (chooses positions, keeps no secret)
    for position in sorted({0, len(log) - 1, *(rng.randrange(len(log)) for _ in range(12))}):
        histories = defaultdict(list)
        for one in log[: position + 1]:
            histories[one.originator_id].append(one)
        yield position, {key: HOUSEHOLD.replay(lines) for key, lines in histories.items()}


def test_every_household_stands_where_the_fold_of_the_prefix_says(office, log):
    with office.reading() as connection:
        for position, households in prefixes(log):
            page = household_file.page(connection, position, limit=100)
            told = {file.household_id: file for file in page}

            assert told.keys() == households.keys()
            for key, household in households.items():
                standing = standing_of(household)._asdict()
                assert standing == {name: getattr(told[key], name) for name in standing}


def test_the_visit_log_holds_exactly_the_visits_of_the_prefix(office, log):
    with office.reading() as connection:
        for position, households in prefixes(log):
            for key, household in households.items():
                told = visit_log.of_household(connection, key, position)
                held = {visit.visit_id: visit for visit in told if visit.held}
                expected = household.accompaniment.visits

                assert held.keys() == expected.keys()
                assert {v.visit_id for v in told if not v.held} == set(
                    household.accompaniment.missed
                )
                for visit_id, visit in expected.items():
                    assert held[visit_id].minutes == visit.minutes
                    assert held[visit_id].visited_at == visit.at


def test_the_board_holds_every_need_of_the_prefix_as_it_stood(office, log):
    with office.reading() as connection:
        for position, households in prefixes(log):
            board = convergence.board(connection, position)
            told = {(need.household_id, need.need_id): need for need in board}

            assert told.keys() == {
                (key, need_id) for key, h in households.items() for need_id in h.plan.needs
            }
            for (key, need_id), need in told.items():
                is_open = need_id not in households[key].plan.closed
                assert is_open == (need.status in convergence.OPEN)


def test_households_are_counted_once_and_the_funnel_adds_up(office, log):
    with office.reading() as connection:
        for position, households in prefixes(log):
            funnel = households_funnel(connection, position)
            live = [h for h in households.values() if h.status.value != MERGED]

            assert funnel.adds_up
            assert funnel.steps[0].reached == len(live)
            alike = counted(connection, position)
            assert sum(each.households for each in alike) == len(households)


def test_visits_are_counted_as_the_fold_of_the_prefix_counts_them(office, log):
    with office.reading() as connection:
        for position, households in prefixes(log):
            done = sum(one.visits for one in counted(connection, position))

            assert done == sum(
                visit.at >= (h.assessment.cycle_at or visit.at)
                for h in households.values()
                for visit in h.accompaniment.visits.values()
            )


def test_who_is_late_is_counted_as_the_fold_of_the_prefix_counts_them(office, log):
    with office.reading() as connection:
        for position, households in prefixes(log):
            for days in (0, 3, 20):
                day = log[position].recorded_at.date() + timedelta(days=days)
                found = programme_progress.progress(connection, PROGRAMME, day, position)
                waits = [wait for h in households.values() if (wait := days_waited(h, day))]

                assert sum(each.overdue for each in found.values()) == len(waits)
                assert sum(each.overdue_long for each in found.values()) == sum(
                    wait > LONG_OVERDUE_DAYS for wait in waits
                )


def days_waited(household, day):
    """Return by how many days the next visit to a household is late."""
    if household.status.value not in VISITED or household.cycle_began_at is None:
        return 0
    began = household.assessment.cycle_at
    times = [v.at for v in household.accompaniment.visits.values() if v.at >= (began or v.at)]
    last = max(times).date() if times else None
    due_on = next_due_on(PROGRAMME, household.cycle_began_at.date(), last)
    return max(0, (day - due_on).days)
