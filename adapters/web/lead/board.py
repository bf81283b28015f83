"""All villages on one page: households, visits, pillars, needs, and how old the data are."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from psycopg import Connection

from adapters.web.beside import beside
from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.parts import Parts, parts_of
from adapters.web.reads import AsOf, Point, Text, at
from adapters.web.render import page
from adapters.web.scope import seen_by, sees_village
from adapters.web.story.words import Words
from adapters.web.tables import Sheet, add_twins
from domain.household.state import Status
from domain.programme import Programme
from projections import hearing, pillar_steps, village_progress
from projections.hearing import Heard
from projections.pillar_steps import Covered
from projections.village_progress import Activity, VillageRow

router = APIRouter()
BASED_ON = (*village_progress.BASED_ON, pillar_steps.PILLAR_STEPS.name)
# Every household stands in exactly one of these groups, so that a row adds up.
GROUPS = {
    "verification": (Status.NOMINATED, Status.IN_VERIFICATION),
    "eligible": (Status.ELIGIBLE,),
    "enrolled": (Status.ENROLLED,),
    "accompanied": (
        Status.ACTIVE,
        Status.SUSPENDED,
        Status.GRADUATION_REVIEW,
        Status.RELAPSED,
    ),
    "graduated": (Status.GRADUATED,),
    "ended": (
        Status.NOT_ELIGIBLE,
        Status.SOCIAL_PROTECTION_ONLY,
        Status.EXITED,
        Status.CLOSED,
    ),
}
GROUP_OF = {status.value: group for group, statuses in GROUPS.items() for status in statuses}
COUNTED = (
    "households",
    *GROUPS,
    "visits_this_month",
    "visits_due_this_month",
    "overdue",
    "overdue_long",
    "needs_open",
    "needs_overdue",
)
COLUMNS = (
    "village_code",
    "village",
    "district",
    "regency",
    "agency",
    *COUNTED,
    "odd_visits_this_month",
    "missing_evaluations",
    "mentors",
    "silent_mentors",
    "data_until",
)


@dataclass(frozen=True, slots=True)
class Age:
    """How old the data of a village are: the day on which its most silent mentor was heard."""

    mentors: int = 0
    silent: int = 0
    until: date | None = None


def board_sheet(
    *,
    request: Request,
    caller: Annotated[Caller, Depends(Needs("read", village_progress.VILLAGE_PROGRESS.name))],
    asked: AsOf = "",
    regency: Text = "",
) -> Sheet:
    """Return a row per village that the user sees."""
    parts = parts_of(request)
    programme, seen = parts.programme, seen_by(parts, caller.actor)
    with at(request, asked, *BASED_ON) as point:
        rows = [
            row
            for row in rows_at(parts, point, language_of(request))
            if sees_village(seen, row["village_code"]) and regency in ("", row["regency"])
        ]
        about = {"asked": asked, "regency": regency, "totals": totals(rows)}
        pillars = [f"pillar_{pillar.code}" for pillar in programme.pillars]
        columns = (*COLUMNS, "accompanied_ever", *pillars)
        return Sheet.at(point, "desa", columns, rows, **about)


def rows_at(parts: Parts, point: Point, language: Any) -> list[dict[str, Any]]:
    """Return every village of the programme as it stood, those with families first."""
    programme, position, day = parts.programme, point.position, point.day
    words = Words(programme, language)

    def others(connection: Connection[Any]) -> tuple[Activity, dict[str, Covered]]:
        covered = pillar_steps.coverage(connection, programme, position)
        return village_progress.activity(connection, day, position), covered

    with beside(parts, point, others) as of_others:
        heard = hearing.heard(point.connection, position)
        of_villages = village_progress.villages(
            point.connection, programme, day, position, lambda: of_others()[0]
        )
        _, covered = of_others()
    progress = {row.village_code: row for row in of_villages}
    ages = ages_of(heard, programme, day)
    found = []
    for village in sorted(programme.villages, key=lambda each: (each.regency, each.name)):
        row = _row(progress.get(village.code) or VillageRow(village.code), words)
        row |= {"district": village.district, "regency": village.regency}
        age, steps = ages.get(village.code, Age()), covered.get(village.code)
        row |= {"mentors": age.mentors, "silent_mentors": age.silent, "data_until": age.until}
        row["accompanied_ever"] = steps.households if steps else 0
        for pillar in programme.pillars:
            row[f"pillar_{pillar.code}"] = steps.by_pillar[pillar.code] if steps else None
        found.append(row)
    # A village with nothing on record stands below those that have something to tell.
    return sorted(found, key=lambda row: not row["households"])


def _row(one: VillageRow, words: Words) -> dict[str, Any]:
    groups = dict.fromkeys(GROUPS, 0)
    for (_, status, _reason), count in one.progress.alike.items():
        if status in GROUP_OF:
            groups[GROUP_OF[status]] += count
    progress, known = one.progress, one.known
    return {
        "village_code": one.village_code,
        "village": words.village(one.village_code),
        "agency": words.agency(known.agency) if known and known.agency else "",
        "known": known,
        "households": progress.households,
        **groups,
        "visits_this_month": one.visits_this_month,
        "visits_due_this_month": progress.visits_due_this_month,
        "overdue": progress.overdue,
        "overdue_long": progress.overdue_long,
        "needs_open": one.needs_open,
        "needs_overdue": one.needs_overdue,
        "odd_visits_this_month": one.odd_visits_this_month,
        "missing_evaluations": list(one.missing_evaluations),
    }


def ages_of(heard: list[Heard], programme: Programme, day: date) -> dict[str, Age]:
    """Return how old the data of each village are; never heard is older than any day."""
    by_village: dict[str, list[Heard]] = {}
    for each in heard:
        by_village.setdefault(each.village_code, []).append(each)
    found = {}
    for village, mentors in by_village.items():
        moments = [each.heard_at for each in mentors]
        known = [programme.local(moment).date() for moment in moments if moment is not None]
        silent = sum(each.is_silent(programme, day) for each in mentors)
        until = min(known) if len(known) == len(mentors) else None
        found[village] = Age(len(mentors), silent, until)
    return found


def totals(rows: list[dict[str, Any]]) -> dict[str, int]:
    """Return the sums below the table."""
    return {name: sum(row[name] for row in rows) for name in COUNTED}


BoardDep = Annotated[Sheet, Depends(board_sheet)]
add_twins(router, "/program", board_sheet)


@router.get("/program")
def show_board(request: Request, sheet: BoardDep) -> Response:
    """Show all villages on one page."""
    programme = parts_of(request).programme
    regencies = sorted({village.regency for village in programme.villages})
    values = {
        "sheet": sheet,
        "groups": list(GROUPS),
        "pillars": programme.pillars,
        "regencies": [(name, name) for name in regencies],
        "query": f"?{request.url.query}" if request.url.query else "",
        **sheet.about,
    }
    return page(request, "lead/board.html", values)
