"""The half years of a village in the programme, and the evaluations that they call for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from domain.programme import Programme
from domain.village_programme.state import VillageProgramme


@dataclass(frozen=True, slots=True)
class Semester:
    """A half year by its code such as 2026-1. Its evaluation is due on its last day."""

    code: str
    first_on: date
    due_on: date


def semesters(programme: Programme, since: date, until: date) -> Iterator[Semester]:
    """Yield the half years that begin from one day to another, both included."""
    for year in range(since.year, until.year + 1):
        due_days = programme.limits.evaluation_due.on(date(year, 1, 1))
        first_on = date(year, 1, 1)
        for number, month_and_day in enumerate(due_days, start=1):
            due_on = date.fromisoformat(f"{year}-{month_and_day}")
            if since <= first_on <= until:
                yield Semester(f"{year}-{number}", first_on, due_on)
            first_on = due_on + timedelta(days=1)


def semesters_of(village: VillageProgramme, programme: Programme, day: date) -> list[Semester]:
    """Return the half years that the village spent in the programme from their first day on."""
    if village.selection is None:
        return []
    return list(semesters(programme, village.selection.selected_on, day))


def missing_evaluations(
    village: VillageProgramme, programme: Programme, day: date
) -> list[Semester]:
    """Return the half years that are over and have no evaluation, oldest first."""
    return [
        semester
        for semester in semesters_of(village, programme, day)
        if semester.due_on < day and semester.code not in village.evaluations
    ]


def last_evaluation_missing(
    village: VillageProgramme, programme: Programme, day: date
) -> Semester | None:
    """Return the last half year that is over, when its evaluation is missing."""
    over = [s for s in semesters_of(village, programme, day) if s.due_on < day]
    if over and over[-1].code not in village.evaluations:
        return over[-1]
    return None
