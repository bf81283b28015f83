"""A service agency's own work: the needs that were put before it, and what to do about each."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.lead.owed import READ, answers_of, owed_sheet
from adapters.web.parts import parts_of
from adapters.web.render import page
from adapters.web.tables import Sheet, add_twins

GROUPS = ("referred", "accepted", "open")
router = APIRouter()


def own_sheet(
    request: Request, caller: Annotated[Caller, Depends(Needs("read", READ))], late: str = ""
) -> Sheet:
    """Return the needs that the organisation of who asks owns, those due first first."""
    owner = caller.actor.organisation or "-"
    state = "late" if late else ""
    return owed_sheet(request=request, caller=caller, owner=owner, state=state)


add_twins(router, "/layanan", own_sheet)


@router.get("/layanan")
def show_services(
    request: Request,
    caller: Annotated[Caller, Depends(Needs("read", READ))],
    late: str = "",
) -> Response:
    """Show what waits for an answer, what was promised, and what nobody was asked for yet."""
    sheet = own_sheet(request, caller, late)
    groups: dict[str, list[Any]] = {name: [] for name in GROUPS}
    for row in sheet.rows:
        groups.setdefault(str(row["status"]), []).append(row)
    role = parts_of(request).programme.roles[caller.actor.role]
    values = {
        "sheet": sheet,
        "groups": [(name, rows) for name, rows in groups.items() if rows],
        "owner": caller.actor.organisation,
        "may": answers_of(role),
        "late": sum(1 for row in sheet.rows if row["days_late"]),
    }
    return page(request, "services.html", values)
