"""What a read model says as of a position is what the fold of the log up to there says."""

from collections import defaultdict
from random import Random

import pytest

from domain.household.aggregate import HOUSEHOLD
from projections import convergence, household_file, visit_log
from projections.funnel import MERGED
from projections.programme_progress import counted
from projections.standing import standing_of
from projections.targeting import households_funnel
from tests.projections.lives import lives

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
