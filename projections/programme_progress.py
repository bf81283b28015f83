"""How far the programme is: the way of its households per village and cohort, visits done and due.

Every household is counted once, where it lives now, with all visits of its present cycle: so
nothing is counted twice when households merge, split or move. Visits are due from the start of
the cycle until the household is suspended, graduates or leaves.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from psycopg import Connection

from domain.programme import Programme
from projections import cadence, sql
from projections.caseload import CASELOAD, VISITED
from projections.funnel import MERGED, Alike, Funnel, funnel
from projections.household_file import HOUSEHOLD_FILE

SQL = sql.load(__file__)
BASED_ON = (HOUSEHOLD_FILE.name, CASELOAD.name)
LONG_OVERDUE_DAYS = 14
# So many events, some ten weeks of forty villages, are looked through for the last visits.
STRETCH = 100_000


class Counted(NamedTuple):
    """Households that are alike, as they are counted; members and visits are those of all."""

    village_code: str
    cohort: str
    stage: str
    status: str
    reason: str
    since_on: date | None
    cycle_on: date | None
    last_visit_on: date | None
    households: int
    members: int
    visits: int


@dataclass(slots=True)
class Progress:
    """The figures of some households. `overdue` are those whose next visit should have been.

    `overdue_long` are those for whom it should have been more than two weeks ago.
    """

    households: int = 0
    members: int = 0
    visits_done: int = 0
    visits_due: int = 0
    visits_due_this_month: int = 0
    overdue: int = 0
    overdue_long: int = 0
    last_visit_on: date | None = None
    alike: dict[tuple[str, str, str], int] = field(default_factory=dict)

    @property
    def funnel(self) -> Funnel:
        return funnel_of([self])


def funnel_of(figures: Iterable[Progress]) -> Funnel:
    """Return the way of all the households that these figures count."""
    return funnel(Alike(*kind, n) for each in figures for kind, n in each.alike.items())


class Rhythm:
    """What is due on a day. Households share few pairs of days, so each is worked out once."""

    def __init__(self, programme: Programme, day: date) -> None:
        self.day = day
        self._month_before = day.replace(day=1) - timedelta(days=1)
        self._cycle = cache(lambda cycle_on: cadence.stretches(programme, cycle_on))
        self.due = cache(self._due)
        self.days_late = cache(self._days_late)

    def _due(self, cycle_on: date, until_on: date) -> tuple[int, int]:
        """Return how many visits fall due up to a day, and how many of them in this month."""
        cycle = self._cycle(cycle_on)
        due = cadence.due_until(cycle, until_on)
        if until_on <= self._month_before:
            return due, 0
        return due, due - cadence.due_until(cycle, self._month_before)

    def _days_late(self, cycle_on: date, last_visit_on: date | None) -> int:
        """Return by how many days the next visit is overdue; nothing while it lies ahead."""
        last_on = max(cycle_on, last_visit_on or cycle_on)
        return max(0, (self.day - cadence.due_after(self._cycle(cycle_on), last_on)).days)


def counted(connection: Connection[Any], as_of: int) -> Iterator[Counted]:
    """Return all households as they stood at a position, those that are alike together."""
    with connection.cursor(binary=True) as cursor:
        asked = {"as_of": as_of, "stretch": STRETCH}
        return map(Counted._make, cursor.execute(SQL["households"], asked).fetchall())


def progress(
    connection: Connection[Any], programme: Programme, day: date, as_of: int
) -> dict[tuple[str, str], Progress]:
    """Return the figures per village and cohort; the cohort of who is not enrolled is ""."""
    found: dict[tuple[str, str], Progress] = {}
    rhythm = Rhythm(programme, day)
    for one in counted(connection, as_of):
        add(found.setdefault((one.village_code, one.cohort), Progress()), one, rhythm)
    return dict(sorted(found.items()))


def add(total: Progress, one: Counted, rhythm: Rhythm) -> None:
    """Count some households."""
    kind = one.stage, one.status, one.reason
    total.alike[kind] = total.alike.get(kind, 0) + one.households
    if one.status == MERGED:
        return
    total.households += one.households
    total.members += one.members
    total.visits_done += one.visits
    if one.last_visit_on is not None:
        total.last_visit_on = max(total.last_visit_on or one.last_visit_on, one.last_visit_on)
    if one.cycle_on is None:
        return
    is_visited = one.status in VISITED
    until_on = rhythm.day if is_visited else one.since_on or one.cycle_on
    due, due_this_month = rhythm.due(one.cycle_on, until_on)
    total.visits_due += due * one.households
    total.visits_due_this_month += due_this_month * one.households
    late = rhythm.days_late(one.cycle_on, one.last_visit_on) if is_visited else 0
    total.overdue += one.households if late > 0 else 0
    total.overdue_long += one.households if late > LONG_OVERDUE_DAYS else 0
