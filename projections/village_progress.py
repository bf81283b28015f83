"""How each village is doing: what is on record about it, and the figures of its households."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from psycopg import Connection
from psycopg.rows import class_row

from domain.events import EVENTS
from domain.programme import Programme
from domain.village_programme.semesters import semesters
from domain.village_programme.state import VillageProgramme
from projections import convergence, programme_progress
from projections.programme_progress import Progress, Rhythm
from projections.read_model import Change, ReadModel, Rows
from projections.tables import Spans
from projections.visit_log import VISIT_LOG

VILLAGES = Spans("village_progress", key=("village_code",))
VILLAGE_PROGRESS = ReadModel("village_progress", __file__, (VILLAGES,))
SQL = VILLAGE_PROGRESS.sql
BASED_ON = (
    VILLAGE_PROGRESS.name,
    VISIT_LOG.name,
    *programme_progress.BASED_ON,
    convergence.CONVERGENCE.name,
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is on record about a village. `evaluations` are half years such as 2026-1."""

    village_code: str
    batch: str
    scheme: str
    selected_on: date
    agency: str
    agency_from_on: date | None
    agreements: int
    potentials: int
    assessed_on: date | None
    plan_year: int | None
    evaluations: list[str]
    status: str
    enrolment_open: bool


@dataclass(slots=True)
class VillageRow:
    """One village on the page of all villages. `known` is missing for one not taken in yet."""

    village_code: str
    known: Known | None = None
    progress: Progress = field(default_factory=Progress)
    missing_evaluations: list[str] = field(default_factory=list)
    visits_this_month: int = 0
    odd_visits_this_month: int = 0
    needs_open: int = 0
    needs_overdue: int = 0


class Activity(NamedTuple):
    """Per village, the visits of a month and those that are odd; the needs open and overdue."""

    visits: list[tuple[str, int, int]]
    needs: list[tuple[str, int, int]]


def recorded(_: Any, change: Change) -> Rows:
    """Tell the village anew."""
    village: VillageProgramme = change.state
    if village.selection is None:
        return []
    chosen, agency = village.selection, village.appointments[-1] if village.appointments else None
    assessed = [a.findings.assessed_on for a in village.assessments.values() if a.cosigned_by]
    approved = [plan.work.year for plan in village.plans.values() if plan.approved_by]
    newest = max(village.statuses, default=None)
    return [
        VILLAGES.becomes(
            (chosen.village_code,),
            chosen.batch,
            chosen.scheme,
            chosen.selected_on,
            agency.agency if agency else "",
            agency.from_on if agency else None,
            len(village.agreements),
            len(village.potentials),
            max(assessed, default=None),
            max(approved, default=None),
            sorted(village.evaluations),
            village.statuses[newest].status if newest is not None else "",
            village.enrolment_open,
        )
    ]


VILLAGE_PROGRESS.on(*(e for n, e in EVENTS.items() if n.startswith("village-programme.")))(
    recorded
)


def villages(
    connection: Connection[Any],
    programme: Programme,
    day: date,
    as_of: int,
    of_activity: Callable[[], Activity] | None = None,
) -> list[VillageRow]:
    """Return every village that has households or is on record, with its figures of a day.

    What was and is to be done there may be read by somebody else meanwhile.
    """
    found: dict[str, VillageRow] = {}

    def row(code: str) -> VillageRow:
        return found.setdefault(code, VillageRow(code))

    for known in _known(connection, as_of):
        row(known.village_code).known = known
        row(known.village_code).missing_evaluations = _missing(known, programme, day)
    rhythm = Rhythm(programme, day)
    for one in programme_progress.counted(connection, as_of):
        programme_progress.add(row(one.village_code).progress, one, rhythm)
    active = of_activity() if of_activity else activity(connection, day, as_of)
    for code, visits, odd in active.visits:
        row(code).visits_this_month, row(code).odd_visits_this_month = visits, odd
    for code, needs, overdue in active.needs:
        row(code).needs_open, row(code).needs_overdue = needs, overdue
    return [found[code] for code in sorted(found)]


def activity(connection: Connection[Any], day: date, as_of: int) -> Activity:
    """Return what was done in each village in the month of a day, and what is owed there."""
    month = {"from_on": day.replace(day=1), "until_on": day, "as_of": as_of}
    visits = connection.execute(SQL["visits"], month).fetchall()
    return Activity(visits, convergence.still_open(connection, day, as_of))


def _known(connection: Connection[Any], as_of: int) -> list[Known]:
    with connection.cursor(row_factory=class_row(Known)) as cursor:
        return cursor.execute(SQL["all"], {"as_of": as_of}).fetchall()


def _missing(known: Known, programme: Programme, day: date) -> list[str]:
    """Return the half years that are over and have no evaluation."""
    return [
        semester.code
        for semester in semesters(programme, known.selected_on, day)
        if semester.due_on < day and semester.code not in known.evaluations
    ]
