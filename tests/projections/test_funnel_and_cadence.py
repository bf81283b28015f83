"""Figures that need no database: steps that add up, and visits that are due."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.household.state import Status
from projections.cadence import next_due_on, visits_due
from projections.funnel import MERGED, STAGES, Alike, funnel
from tests.sample_programme import PROGRAMME

BEGAN = date(2024, 1, 1)
ALIKE = st.builds(
    Alike,
    stage=st.sampled_from(STAGES),
    status=st.sampled_from([status.value for status in Status]),
    reason=st.sampled_from(["", "moved", "wish"]),
    households=st.integers(1, 500),
)


@given(st.lists(ALIKE))
def test_every_step_adds_up_and_hands_on_to_the_next(counts):
    found = funnel(counts)

    assert found.adds_up
    live = sum(one.households for one in counts if one.status != MERGED)
    assert found.steps[0].reached == live
    assert found.merged + live == sum(one.households for one in counts)


def test_those_who_left_are_counted_with_their_reason_at_the_step_they_reached():
    found = funnel(
        [
            Alike("nominated", "not_eligible", "moved", 3),
            Alike("verified", "in_verification", "", 4),
            Alike("enrolled", "exited", "wish", 2),
            Alike("active", "active", "", 10),
            Alike("active", "merged", "", 1),
        ]
    )

    steps = {step.stage: step for step in found.steps}
    assert (steps["nominated"].reached, steps["nominated"].left) == (19, {"moved": 3})
    assert (steps["verified"].reached, steps["verified"].waiting) == (16, 4)
    assert (steps["enrolled"].reached, steps["enrolled"].left) == (12, {"wish": 2})
    assert (steps["active"].waiting, steps["graduated"].reached) == (10, 0)
    assert found.merged == 1


@pytest.mark.parametrize(
    ("days", "due"), [(0, 0), (6, 0), (7, 1), (70, 10), (181, 25), (182, 25), (196, 26)]
)
def test_visits_are_due_by_the_rhythm_of_each_phase(days, due):
    # Weekly for six months (182 days from 1 January 2024), then every fortnight.
    assert visits_due(PROGRAMME, BEGAN, BEGAN + timedelta(days=days)) == due


def test_the_next_visit_is_due_one_interval_after_the_last_one():
    assert next_due_on(PROGRAMME, BEGAN, None) == date(2024, 1, 8)
    assert next_due_on(PROGRAMME, BEGAN, date(2024, 1, 10)) == date(2024, 1, 17)
    assert next_due_on(PROGRAMME, BEGAN, date(2024, 8, 1)) == date(2024, 8, 15)
    assert next_due_on(PROGRAMME, BEGAN, date(2025, 8, 1)) == date(2025, 8, 31)


def test_a_visit_of_an_earlier_cycle_does_not_count_for_the_present_one():
    assert next_due_on(PROGRAMME, BEGAN, date(2023, 2, 1)) == date(2024, 1, 8)


@given(st.integers(0, 900), st.integers(0, 60))
def test_what_is_due_never_shrinks_as_days_go_by(days, more):
    until = BEGAN + timedelta(days=days)

    assert visits_due(PROGRAMME, BEGAN, until) <= visits_due(
        PROGRAMME, BEGAN, until + timedelta(days=more)
    )
