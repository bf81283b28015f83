"""The verification queue of a village: which families wait, since when, and what is lacking."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.parts import Parts, parts_of
from adapters.web.reads import AsOf, Point, Text, at
from adapters.web.render import page
from adapters.web.scope import narrowed, seen_by, sees_village
from adapters.web.tables import Sheet, add_twins
from domain.history import case_number
from domain.household.aggregate import HOUSEHOLD
from domain.household.grounds import lacking
from projections import deadlines, targeting
from projections.deadlines import Waiting

router = APIRouter()
# A village has less than this; who sees more villages asks for one.
SHOWN = 100
COLUMNS = (
    "case_number",
    "household_id",
    "village_code",
    "since_on",
    "due_on",
    "days_over",
    "lacks",
)
# What is lacking, and the form by which it comes; a decision comes from a meeting.
FORMS = {
    "identity": "record-identity-check",
    "visit": "record-verification-visit",
    "mismatch": "resolve-data-mismatch",
}
VERDICTS = ("confirm-eligibility", "reject-nomination", "refer-to-social-protection-only")


def queue_sheet(
    *,
    request: Request,
    caller: Annotated[Caller, Depends(Needs("read", targeting.TARGETING.name))],
    asked: AsOf = "",
    village: Text = "",
) -> Sheet:
    """Return a row per family that waits to be verified, the longest first."""
    parts = parts_of(request)
    seen = seen_by(parts, caller.actor)
    wanted = narrowed(seen, village)
    with at(request, asked, deadlines.DEADLINES.name) as point:
        waiting = deadlines.waiting(point.connection, "verification", point.position)
        mine = [each for each in waiting if sees_village(wanted, each.village_code)]
        rows = list(_rows(parts, point, mine))
    places = [each for each in parts.programme.villages if sees_village(seen, each.code)]
    about = {
        "asked": asked,
        "village": village,
        "villages": [(each.code, each.name) for each in places],
        "late": sum(row["days_over"] > 0 for row in rows),
        "commands": parts.programme.roles[caller.actor.role].commands,
    }
    return Sheet.at(point, "verval", COLUMNS, rows, **about)


def _rows(parts: Parts, point: Point, waiting: list[Waiting]) -> Iterator[dict[str, Any]]:
    days = parts.programme.limits.verification_days.on(point.day)
    for number, each in enumerate(waiting):
        due_on = each.due_on or each.since_on + timedelta(days=days)
        yield {
            "case_number": case_number(each.target),
            "household_id": each.target,
            "village_code": each.village_code,
            "since_on": each.since_on,
            "due_on": due_on,
            "days_over": (point.day - due_on).days,
            "lacks": _lacks(parts, point, each) if number < SHOWN else None,
        }


def _lacks(parts: Parts, point: Point, each: Waiting) -> list[str]:
    history = parts.casework.ledger.history(each.target)
    known = [line for line in history if (line.position or 0) <= point.position]
    return list(lacking(HOUSEHOLD.replay(known)))


add_twins(router, "/verval", queue_sheet)


@router.get("/verval")
def show_queue(request: Request, sheet: Annotated[Sheet, Depends(queue_sheet)]) -> Response:
    """Show what waits to be verified, and by which form it goes on."""
    rows: Any = sheet.rows
    commands = sheet.about["commands"]
    values = {
        "sheet": sheet,
        "rows": rows[:SHOWN],
        "forms": {lack: form for lack, form in FORMS.items() if f"household.{form}" in commands},
        "verdicts": [each for each in VERDICTS if f"household.{each}" in commands],
        "query": f"?{request.url.query}" if request.url.query else "",
        **sheet.about,
    }
    return page(request, "office/queue.html", values)
