"""Visits that are overdue, by mentor, with the reason that the system itself knows."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.parts import Parts, parts_of
from adapters.web.reads import AsOf, Point, at
from adapters.web.render import page
from adapters.web.scope import seen_by, sees_village
from adapters.web.tables import Sheet, add_twins
from domain.personal import Group
from domain.programme import Programme
from projections import caseload, hearing
from projections.family_list import Filter
from projections.hearing import MentorRow

router = APIRouter()
COLUMNS = (
    "mentor_id",
    "villages",
    "households",
    "overdue",
    "overdue_long",
    "longest_days",
    "heard_at",
    "silent_days",
)


def overdue_sheet(
    *,
    request: Request,
    caller: Annotated[Caller, Depends(Needs("read", caseload.CASELOAD.name))],
    asked: AsOf = "",
) -> Sheet:
    """Return a row per mentor with families in the villages that the user sees."""
    parts = parts_of(request)
    seen = seen_by(parts, caller.actor)
    with at(request, asked, *hearing.BASED_ON) as point:
        rows = [
            _row(mentor, parts.programme, point)
            for mentor in hearing.mentors(
                point.connection, parts.programme, point.day, point.position
            )
            if _is_seen(mentor, seen)
        ]
        names = _names(parts, caller, rows)
        return Sheet.at(point, "terlambat", COLUMNS, rows, asked=asked, names=names)


def _is_seen(mentor: MentorRow, seen: Filter) -> bool:
    mine = seen.mentor_id in (None, mentor.mentor_id)
    return mine and any(sees_village(seen, village) for village in mentor.villages)


def _row(mentor: MentorRow, programme: Programme, point: Point) -> dict[str, Any]:
    silent = None
    if mentor.heard_at is not None:
        silent = max(0, (point.day - programme.local(mentor.heard_at).date()).days)
    return {
        "mentor_id": mentor.mentor_id,
        "villages": mentor.villages,
        "households": mentor.households,
        "overdue": mentor.overdue,
        "overdue_long": mentor.overdue_long,
        "longest_days": mentor.longest_days,
        "heard_at": mentor.heard_at,
        "silent_days": silent,
    }


def _names(parts: Parts, caller: Caller, rows: list[dict[str, Any]]) -> Any:
    if Group.IDENTITY not in parts.programme.roles[caller.actor.role].opens:
        return {}
    return parts.names({row["mentor_id"] for row in rows})


OverdueDep = Annotated[Sheet, Depends(overdue_sheet)]
add_twins(router, "/terlambat", overdue_sheet)


@router.get("/terlambat")
def show_overdue(request: Request, sheet: OverdueDep) -> Response:
    """Show who is behind, by how much, and whether their phone was heard of at all."""
    values = {
        "sheet": sheet,
        "silent_after": hearing.SILENT_DAYS,
        "query": f"?{request.url.query}" if request.url.query else "",
        **sheet.about,
    }
    return page(request, "lead/overdue.html", values)
