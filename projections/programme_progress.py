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
from projections import sql
from projections.cadence import next_due_on, visits_due
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

    @property
    def is_visited(self) -> bool:
        return self.status in VISITED and self.cycle_on is not None


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
        self.due = cache(lambda since_on, until_on: visits_due(programme, since_on, until_on))
        self.next = cache(lambda since_on, last_on: next_due_on(programme, since_on, last_on))
        self.day = day

    def due_of(self, one: Counted) -> int:
        if one.cycle_on is None:
            return 0
        return int(self.due(one.cycle_on, self.day if one.is_visited else one.since_on))

    def due_this_month(self, one: Counted) -> int:
        """Return how many visits fall due from the first of the month up to the day."""
        before = self.day.replace(day=1) - timedelta(days=1)
        if one.cycle_on is None or (not one.is_visited and (one.since_on or before) <= before):
            return 0
        until_on = self.day if one.is_visited else one.since_on
        return int(self.due(one.cycle_on, until_on) - self.due(one.cycle_on, before))

    def days_late(self, one: Counted) -> int:
        """Return by how many days the next visit is overdue; nothing while it lies ahead."""
        if not one.is_visited:
            return 0
        return max(0, (self.day - self.next(one.cycle_on, one.last_visit_on)).days)


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
    total.visits_due += rhythm.due_of(one) * one.households
    total.visits_due_this_month += rhythm.due_this_month(one) * one.households
    late = rhythm.days_late(one)
    total.overdue += one.households if late > 0 else 0
    total.overdue_long += one.households if late > LONG_OVERDUE_DAYS else 0
    if one.last_visit_on is not None:
        total.last_visit_on = max(total.last_visit_on or one.last_visit_on, one.last_visit_on)
