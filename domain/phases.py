"""Which phase of the programme a family is in: counted in months from the start of its cycle.

A phase begins without a fact, so it is kept nowhere: whoever wants to know asks for a day.
"""

from collections.abc import Iterator
from datetime import date

from domain.household.state import ACCOMPANIED
from domain.periods import months_after
from domain.programme import Phase, Programme


def phases_from(programme: Programme, cycle_on: date) -> Iterator[tuple[Phase, date]]:
    """Yield each phase of a cycle, and its first day."""
    for phase in programme.phases:
        yield phase, months_after(cycle_on, phase.from_month)


def phase_on(programme: Programme, status: str, cycle_on: date | None, day: date) -> Phase | None:
    """Return the phase that a family of a status is in on a day; None for who takes no part."""
    current = None
    if cycle_on is not None and status in ACCOMPANIED:
        for phase, begin_on in phases_from(programme, cycle_on):
            if begin_on <= day:
                current = phase
    return current
