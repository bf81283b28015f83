"""One village: its families in figures, its agency, potentials, plan and evaluations."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.lead.board import BASED_ON, GROUPS, rows_at
from adapters.web.parts import Parts, parts_of
from adapters.web.problems import Problem
from adapters.web.reads import AsOf, Point, at
from adapters.web.render import page
from adapters.web.scope import seen_by, sees_village
from adapters.web.tables import Sheet
from domain.personal import Group
from domain.programme import Village
from domain.village_programme.aggregate import VILLAGE_PROGRAMME
from domain.village_programme.semesters import semesters_of
from domain.village_programme.state import VillageProgramme
from projections import hearing, programme_progress, targeting, village_progress
from services.streams import village_stream

router = APIRouter()


@router.get("/desa/{village_code}")
def show_village(
    *,
    request: Request,
    village_code: str,
    caller: Annotated[Caller, Depends(Needs("read", village_progress.VILLAGE_PROGRESS.name))],
    asked: AsOf = "",
) -> Response:
    """Show a village as it stood at a point."""
    parts = parts_of(request)
    village = parts.programme.village_by_code.get(village_code)
    if village is None or not sees_village(seen_by(parts, caller.actor), village_code):
        raise Problem(404, "detail.missing")
    with at(request, asked, *BASED_ON, *targeting.BASED_ON) as point:
        rows = rows_at(parts, point, language_of(request))
        row = next(each for each in rows if each["village_code"] == village_code)
        values = {
            "sheet": Sheet.at(point, "desa", (), [row]),
            "village": village,
            "kind": _kind(parts, village),
            "row": row,
            "groups": list(GROUPS),
            "pillars": parts.programme.pillars,
            "asked": asked,
            "funnel": targeting.households_funnel(
                point.connection, point.position, village_code=village_code
            ),
            "mentors": _mentors(parts, caller, point, village_code),
            "cohorts": _cohorts(parts, point, village_code),
            **_on_record(parts, village_code, point),
        }
    return page(request, "lead/village.html", values)


def _kind(parts: Parts, village: Village) -> Any:
    return next(each for each in parts.programme.village_kinds if each.code == village.kind)


def _on_record(parts: Parts, village_code: str, point: Point) -> dict[str, Any]:
    """Return what the village's own history says up to the point."""
    stream = village_stream(parts.programme.code, village_code)
    history = [
        each for each in parts.casework.ledger.history(stream) if each.position <= point.position
    ]
    state: VillageProgramme = VILLAGE_PROGRAMME.replay(history)
    evaluated = [
        {
            "code": semester.code,
            "due_on": semester.due_on,
            "evaluation": state.evaluations.get(semester.code),
            "is_late": semester.due_on < point.day and semester.code not in state.evaluations,
        }
        for semester in semesters_of(state, parts.programme, point.day)
    ]
    return {
        "state": state,
        "agency": state.agency_on(point.day),
        "semesters": evaluated,
        "in_force": [each for each in state.agreements.values() if each.in_force(point.day)],
    }


def _mentors(parts: Parts, caller: Caller, point: Point, village_code: str) -> list[Any]:
    """Return the mentors of the village with when they were last heard."""
    found = [
        each
        for each in hearing.heard(point.connection, point.position)
        if each.village_code == village_code
    ]
    names: Any = {}
    if Group.IDENTITY in parts.programme.roles[caller.actor.role].opens:
        names = parts.names({each.mentor_id for each in found})
    return [
        {
            "name": names.get(each.mentor_id) or f"#{each.mentor_id.hex[:6]}",
            "households": each.households,
            "heard_at": each.heard_at,
            "is_silent": each.is_silent(parts.programme, point.day),
        }
        for each in found
    ]


def _cohorts(parts: Parts, point: Point, village_code: str) -> list[dict[str, Any]]:
    """Compare those enrolled in a month with everybody in the programme enrolled in that month."""
    figures = programme_progress.progress(
        point.connection, parts.programme, point.day, point.position
    )
    everywhere: dict[str, list[Any]] = {}
    for (_, cohort), progress in figures.items():
        everywhere.setdefault(cohort, []).append(progress)
    found = []
    for (village, cohort), here in figures.items():
        if village != village_code or not cohort:
            continue
        others = everywhere[cohort]
        found.append(
            {
                "cohort": cohort,
                "households": here.households,
                "graduated": _graduated(here),
                "visits": (here.visits_done, here.visits_due),
                "of_all": sum(each.households for each in others),
                "graduated_of_all": sum(_graduated(each) for each in others),
                "visits_of_all": (
                    sum(each.visits_done for each in others),
                    sum(each.visits_due for each in others),
                ),
            }
        )
    return found


def _graduated(progress: Any) -> int:
    return sum(count for (stage, _, _), count in progress.alike.items() if stage == "graduated")
