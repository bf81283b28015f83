"""The programme's figures: every household once, where it lives now; sums that can be checked."""

from uuid import UUID

import pytest

from domain.household.events.people import (
    HouseholdFormedBySplit,
    HouseholdMerged,
    HouseholdMergeReverted,
    HouseholdMoved,
)
from domain.persons import MemberLine
from projections import household_file, programme_progress
from projections.targeting import households_funnel
from tests.projections.families import (
    DAY,
    OTHER_VILLAGE,
    VILLAGE,
    enrolled,
    join,
    left,
    nominated,
    on,
    rejected,
    visited,
)
from tests.projections.telling import HEAD, HOUSEHOLD, OTHER, Telling
from tests.sample_programme import PROGRAMME

THIRD = UUID(int=0xA3 << 64)


@pytest.fixture
def telling(office):
    return Telling(office)


def figures(office, as_of, day=None):
    """Return the figures per village, all cohorts together."""
    found = {}
    with office.reading() as connection:
        by_cohort = programme_progress.progress(connection, PROGRAMME, day or on(15), as_of)
    for (village, _), progress in by_cohort.items():
        found.setdefault(village, []).append(progress)
    return found


def total(figures, name):
    return sum(getattr(each, name) for rows in figures.values() for each in rows)


def test_the_funnel_tells_who_went_on_who_waits_and_who_left_and_why(office, telling):
    join(telling, HOUSEHOLD)
    telling.tell(OTHER, nominated(), rejected("not_poor"))
    telling.tell(THIRD, nominated(OTHER_VILLAGE))
    last = telling.tell(HOUSEHOLD, left("wish"))

    with office.reading() as connection:
        everywhere = households_funnel(connection, last.position)
        here = households_funnel(connection, last.position, village_code=VILLAGE)
        elsewhere = households_funnel(connection, last.position, village_code=OTHER_VILLAGE)

    assert everywhere.adds_up
    assert everywhere.steps[0].reached == 3
    assert everywhere.steps[0].left == {"not_poor": 1}
    assert everywhere.steps[4].left == {"wish": 1}
    assert [s.reached + t.reached for s, t in zip(here.steps, elsewhere.steps, strict=True)] == [
        step.reached for step in everywhere.steps
    ]


def test_visits_done_and_due_are_told_per_village_and_cohort(office, telling):
    join(telling, HOUSEHOLD)
    join(telling, OTHER, OTHER_VILLAGE)
    last = telling.tell(HOUSEHOLD, visited(1), visited(2), days=3)[-1]

    found = figures(office, last.position, on(22))

    [here], [elsewhere] = found[VILLAGE], found[OTHER_VILLAGE]
    assert (here.visits_done, here.visits_due, here.overdue) == (2, 3, 1)
    assert (elsewhere.visits_done, elsewhere.visits_due, elsewhere.overdue) == (0, 3, 1)
    assert (here.members, here.last_visit_on) == (1, on(3))
    assert here.funnel.adds_up


def test_nothing_is_due_any_more_after_a_household_left(office, telling):
    join(telling, HOUSEHOLD)
    last = telling.tell(HOUSEHOLD, left(), days=8)

    [here] = figures(office, last.position, on(300))[VILLAGE]

    assert (here.visits_due, here.overdue) == (1, 0)


def test_a_move_takes_the_household_and_its_visits_along_and_counts_nothing_twice(office, telling):
    join(telling, HOUSEHOLD)
    telling.tell(HOUSEHOLD, visited(1))
    moved = HouseholdMoved(
        to_village_code=OTHER_VILLAGE, moved_on=DAY, person_id=HEAD, from_village_code=VILLAGE
    )
    last = telling.tell(HOUSEHOLD, moved)

    before, after = figures(office, last.position - 1), figures(office, last.position)

    assert list(before) == [VILLAGE]
    assert list(after) == [OTHER_VILLAGE]
    for name in ("households", "members", "visits_done"):
        assert total(before, name) == total(after, name) == 1
    with office.reading() as connection:
        assert household_file.lineage(connection, HOUSEHOLD, last.position).villages == [
            VILLAGE,
            OTHER_VILLAGE,
        ]


def test_a_merged_duplicate_leaves_every_count_and_comes_back_with_the_un_merge(office, telling):
    join(telling, HOUSEHOLD)
    join(telling, OTHER)
    telling.tell(OTHER, visited(1))
    merged = telling.tell(
        OTHER, HouseholdMerged(into_household_id=HOUSEHOLD, reason="listed_twice")
    )
    back = telling.tell(
        OTHER,
        HouseholdMergeReverted(other_household_id=HOUSEHOLD, person_ids=(), reason="not_the_same"),
    )

    for as_of, count, visits in (
        (merged.position - 1, 2, 1),
        (merged.position, 1, 0),
        (back.position, 2, 1),
    ):
        found = figures(office, as_of)
        assert (total(found, "households"), total(found, "visits_done")) == (count, visits)
        with office.reading() as connection:
            funnel = households_funnel(connection, as_of)
        assert funnel.adds_up
        assert funnel.merged == 2 - count
    with office.reading() as connection:
        lineage = household_file.lineage(connection, HOUSEHOLD, merged.position)
        assert lineage.absorbed == [OTHER]
        assert household_file.lineage(connection, HOUSEHOLD, back.position).absorbed == []


def test_a_household_formed_by_a_split_starts_at_the_beginning_and_knows_its_origin(
    office, telling
):
    join(telling, HOUSEHOLD)
    formed = HouseholdFormedBySplit(
        from_household_id=HOUSEHOLD,
        village_code=VILLAGE,
        head_id=UUID(int=7),
        members=(MemberLine(UUID(int=7), "m", "18-59", able_to_work=True, nik_missing=False),),
    )
    last = telling.tell(THIRD, formed)

    with office.reading() as connection:
        funnel = households_funnel(connection, last.position)
        lineage = household_file.lineage(connection, HOUSEHOLD, last.position)
        file = household_file.one(connection, THIRD, last.position)

    assert (funnel.steps[0].reached, funnel.steps[0].waiting) == (2, 1)
    assert lineage.split_off == [THIRD]
    assert (file.split_from, file.members, file.stage) == (HOUSEHOLD, 1, "nominated")


def test_a_household_is_found_by_the_number_that_people_write(office, telling):
    join(telling, HOUSEHOLD)
    last = join(telling, OTHER)
    with office.reading() as connection:
        for number in ("RT-00000-00000", "00000 00000"):
            found = household_file.by_case_number(connection, number, last.position)
            assert {file.household_id for file in found} == {HOUSEHOLD, OTHER}
        assert household_file.by_case_number(connection, "RT-00000-00001", last.position) == []
        assert household_file.by_case_number(connection, "RT-U", last.position) == []


def test_enrolment_gives_the_cohort(office, telling):
    telling.tell(HOUSEHOLD, nominated())
    last = telling.tell(OTHER, nominated(), *enrolled())[-1]
    with office.reading() as connection:
        found = programme_progress.progress(connection, PROGRAMME, on(1), last.position)

    assert list(found) == [(VILLAGE, ""), (VILLAGE, "2024-03")]
