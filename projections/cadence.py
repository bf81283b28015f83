"""How many visits are due by the programme's rhythm, and when the next one is."""

from datetime import date, timedelta
from typing import NamedTuple

from domain.phases import phases_from
from domain.programme import Programme


class Stretch(NamedTuple):
    """A phase: its first day, the first day of the next one, and the days between two visits."""

    begin_on: date
    end_on: date | None
    every_days: int


def visits_due(programme: Programme, cycle_on: date, until_on: date) -> int:
    """Return how many visits are due from the start of a cycle up to and including a day."""
    return due_until(stretches(programme, cycle_on), until_on)


def next_due_on(programme: Programme, cycle_on: date, last_visit_on: date | None) -> date:
    """Return the day by which the next visit is due: one interval after the last one."""
    return due_after(stretches(programme, cycle_on), max(cycle_on, last_visit_on or cycle_on))


def stretches(programme: Programme, cycle_on: date) -> list[Stretch]:
    """Return the phases of a cycle as their visits go by."""
    phases = list(phases_from(programme, cycle_on))
    ends = [*(begin_on for _, begin_on in phases[1:]), None]
    return [
        Stretch(begin_on, end_on, phase.visit_every_days)
        for (phase, begin_on), end_on in zip(phases, ends, strict=True)
    ]


def due_until(cycle: list[Stretch], until_on: date) -> int:
    """Return how many visits are due up to and including a day."""
    due = 0
    for begin_on, end_on, every_days in cycle:
        last_on = until_on if end_on is None else min(until_on, end_on - timedelta(days=1))
        if last_on < begin_on:
            break
        due += (last_on - begin_on).days // every_days
    return due


def due_after(cycle: list[Stretch], last_on: date) -> date:
    """Return the day that lies one interval after another."""
    every = 1
    for begin_on, _, every_days in cycle:
        if begin_on <= last_on:
            every = every_days
    return last_on + timedelta(days=every)
