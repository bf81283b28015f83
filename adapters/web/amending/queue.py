"""The amendments that wait for a second person, the longest first, and what became of others."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.parts import parts_of
from adapters.web.reads import AsOf, Text, at
from adapters.web.render import page
from adapters.web.scope import narrowed, seen_by, sees_village
from adapters.web.story.words import Words
from adapters.web.tables import Sheet, add_twins
from domain.history import case_number
from domain.personal import Group
from projections import amendments
from projections.amendments import AMENDMENTS, Wanted

router = APIRouter()
PATH = "/pembetulan"
SHOWN = 200
COLUMNS = (
    "case_number",
    "household_id",
    "proposal_id",
    "village_code",
    "amendment",
    "reason",
    "target_id",
    "proposed_by",
    "proposed_at",
    "days",
    "outcome",
    "closed_by",
)
AmendmentReaderDep = Annotated[Caller, Depends(Needs("read", AMENDMENTS.name))]


def queue_sheet(
    *,
    request: Request,
    caller: AmendmentReaderDep,
    asked: AsOf = "",
    village: Text = "",
    closed: Annotated[bool, Query()] = False,
) -> Sheet:
    """Return a row per proposal; a mentor's own, and else those of the villages that are seen."""
    parts = parts_of(request)
    seen = seen_by(parts, caller.actor)
    wanted = Wanted(narrowed(seen, village).villages, seen.mentor_id, only_open=not closed)
    with at(request, asked, AMENDMENTS.name) as point:
        found = amendments.listed(point.connection, point.position, wanted)
        known = set(COLUMNS) - {"case_number", "days"}
        rows = [
            {name: getattr(each, name) for name in known}
            | {
                "case_number": case_number(each.household_id),
                "days": (point.day - parts.programme.local(each.proposed_at).date()).days,
            }
            for each in found
        ]
        role = parts.programme.roles[caller.actor.role]
        people = {row["proposed_by"] for row in rows[:SHOWN]}
        names = parts.names(people) if Group.IDENTITY in role.opens else {}
        places = [each for each in parts.programme.villages if sees_village(seen, each.code)]
        about = {
            "asked": asked,
            "village": village,
            "closed": closed,
            "villages": [(each.code, each.name) for each in places],
            "waiting": sum(not row["outcome"] for row in rows),
            "words": Words(parts.programme, language_of(request), names),
            "me": caller.actor.actor_id,
        }
        return Sheet.at(point, "pembetulan", COLUMNS, rows, **about)


add_twins(router, PATH, queue_sheet)


@router.get(PATH)
def show_queue(request: Request, sheet: Annotated[Sheet, Depends(queue_sheet)]) -> Response:
    """Show what waits for whom, and since when."""
    rows: Any = sheet.rows
    values = {
        "sheet": sheet,
        "rows": rows[:SHOWN],
        "query": f"?{request.url.query}" if request.url.query else "",
        **sheet.about,
    }
    return page(request, "amending/queue.html", values)
