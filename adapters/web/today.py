"""A mentor's day: the own families, the longest overdue first, each leading to its form."""

from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.parts import parts_of
from adapters.web.reads import Point, at
from adapters.web.render import page
from adapters.web.story.words import Words
from domain.history import case_number
from domain.household.commands.accompaniment import RecordVisit
from domain.household.state import ACCOMPANIED, Status
from domain.personal import Group
from projections import caseload, convergence
from projections.caseload import Case

SOON = timedelta(days=7)
# What else a mentor comes to record, besides the visit itself.
MORE = (
    "record-missed-visit",
    "record-group-session",
    "record-savings",
    "report-enterprise",
    "assess-half-year",
)
GROUPS = ("overdue", "due", "later", "other")
router = APIRouter()


@router.get("/hari-ini")
def show_today(
    request: Request,
    caller: Annotated[Caller, Depends(Needs("read", caseload.CASELOAD.name))],
) -> Response:
    """Show whom to visit: overdue, due within a week, and later."""
    parts = parts_of(request)
    actor = caller.actor
    with at(request, "", *caseload.BASED_ON, *convergence.BASED_ON) as point:
        cases = caseload.of_mentor(
            point.connection, parts.programme, actor.actor_id, point.day, point.position
        )
        late = convergence.late_of_mentor(
            point.connection, actor.actor_id, point.day, point.position
        )
    role = parts.programme.roles[actor.role]
    heads = {case.head_id for case in cases if case.head_id is not None}
    names: Any = parts.names(heads) if Group.IDENTITY in role.opens else {}
    words = Words(parts.programme, language_of(request))
    may_visit = RecordVisit.name in role.commands
    groups: dict[str, list[dict[str, Any]]] = {name: [] for name in GROUPS}
    for case in cases:
        groups[_group(case, point)].append(_task(case, point, words, names, may_visit))
    values = {
        "groups": [(name, tasks) for name, tasks in groups.items() if tasks],
        "is_late": bool(groups["overdue"]),
        "day_now": point.day,
        "late_needs": late,
        "position": point.position,
    }
    return page(request, "today.html", values)


def _group(case: Case, point: Point) -> str:
    if case.next_due_on is None:
        return "other"
    if case.overdue_days:
        return "overdue"
    return "due" if case.next_due_on <= point.day + SOON else "later"


def _task(case: Case, point: Point, words: Words, names: Any, may_visit: bool) -> dict[str, Any]:  # noqa: FBT001
    number = case_number(case.household_id)
    visit = may_visit and Status(case.status) in ACCOMPANIED
    last = words.say("today.never")
    if case.last_visit_on is not None:
        last = words.say("today.last", day=words.day(case.last_visit_on))
    note = ""
    if case.next_due_on is not None and not case.overdue_days:
        ago = words.ago(case.next_due_on, point.day)
        note = words.say("today.due-on", ago=ago, day=words.day(case.next_due_on))
    return {
        "href": f"/rt/{case.household_id}/{'kunjungan/langkah' if visit else 'berkas'}",
        "more": [(f"/rt/{case.household_id}/catat/{slug}", f"wish.{slug}") for slug in MORE]
        if visit
        else [],
        "file": f"/rt/{case.household_id}/berkas",
        "title": names.get(case.head_id) or number,
        "about": f"{number} · {words.village(case.village_code)} · {last}",
        "note": note,
        "late": words.say("today.late-by", days=words.number(case.overdue_days))
        if case.overdue_days
        else "",
        "status": words.say(f"status.{case.status}") if case.next_due_on is None else "",
    }
