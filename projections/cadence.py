"""How many visits are due by the programme's rhythm, and when the next one is."""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.phases import phases_from
from domain.programme import Programme


def visits_due(programme: Programme, cycle_on: date, until_on: date) -> int:
    """Return how many visits are due from the start of a cycle up to and including a day."""
    due = 0
    for begin_on, end_on, every_days in _phases(programme, cycle_on):
        last_on = until_on if end_on is None else min(until_on, end_on - timedelta(days=1))
        if last_on < begin_on:
            break
        due += (last_on - begin_on).days // every_days
    return due


def next_due_on(programme: Programme, cycle_on: date, last_visit_on: date | None) -> date:
    """Return the day by which the next visit is due: one interval after the last one."""
    last_on = max(cycle_on, last_visit_on or cycle_on)
    every = 1
    for begin_on, _, every_days in _phases(programme, cycle_on):
        if begin_on <= last_on:
            every = every_days
    return last_on + timedelta(days=every)


def _phases(programme: Programme, cycle_on: date) -> Iterator[tuple[date, date | None, int]]:
    """Yield the first day of each phase, the first day of the next one, and the interval."""
    phases = list(phases_from(programme, cycle_on))
    ends = [*(begin_on for _, begin_on in phases[1:]), None]
    for (phase, begin_on), end_on in zip(phases, ends, strict=True):
        yield begin_on, end_on, phase.visit_every_days
