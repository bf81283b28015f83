"""What waits for whom: orders to approve, to pay, to confirm, the oldest first."""

from collections.abc import Iterable
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.callers import Caller
from adapters.web.funds.workbooks import add_workbook
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.parts import parts_of
from adapters.web.reads import AsOf, at
from adapters.web.render import page
from adapters.web.scope import seen_by
from adapters.web.story.words import Words
from adapters.web.tables import Sheet, add_twins
from domain.disbursement_order.commands import ApproveOrder, ConfirmOrder, PayOrder
from projections import fund_trail, postings
from projections.fund_queue import Pending, pending

router = APIRouter()
ReaderDep = Annotated[Caller, Depends(Needs("read", postings.POSTINGS.name))]
COLUMNS = (
    "order_id",
    "waits_for",
    "village_code",
    "village",
    "kind",
    "amount_rupiah",
    "since_on",
    "days",
    "reference",
    "mine",
)
COMMANDS = {"approve": ApproveOrder.name, "pay": PayOrder.name, "confirm": ConfirmOrder.name}


def queue_sheet(*, request: Request, caller: ReaderDep, as_of: AsOf = "") -> Sheet:
    """Return a row per order that waits, in the user's villages; what waits for the user first."""
    parts = parts_of(request)
    words = Words(parts.programme, language_of(request))
    commands = parts.programme.roles[caller.actor.role].commands
    able = {step for step, command in COMMANDS.items() if command in commands}
    with at(request, as_of, *fund_trail.BASED_ON) as point:
        villages = seen_by(parts, caller.actor).villages
        steps = fund_trail.of_orders(point.connection, villages, point.position)
        found = pending(steps)
        rows = [
            {
                "order_id": each.order_id,
                "waits_for": each.waits_for,
                "village_code": each.village_code,
                "village": words.village(each.village_code),
                "kind": each.code,
                "amount_rupiah": each.amount_rupiah,
                "since_on": each.since_on,
                "days": max(0, (point.day - each.since_on).days),
                "reference": each.reference,
                "mine": _is_mine(each, able, caller.actor.actor_id),
            }
            for each in found
        ]
        rows.sort(key=lambda row: (not row["mine"], row["since_on"], str(row["order_id"])))
        return Sheet.at(point, "antrean", COLUMNS, rows, asked=as_of, able=sorted(able))


def _is_mine(each: Pending, able: Iterable[str], actor_id: UUID) -> bool:
    """Say whether a step is the user's to take: who took another step of it never is."""
    return each.waits_for in able and actor_id not in each.taken_by


QueueDep = Annotated[Sheet, Depends(queue_sheet)]
add_twins(router, "/antrean", queue_sheet)
add_workbook(router, "/antrean", queue_sheet)


@router.get("/antrean")
def show_queue(request: Request, sheet: QueueDep) -> Response:
    """Show what waits for the user, then what waits for others."""
    rows: list[Any] = list(sheet.rows)
    values = {
        "sheet": sheet,
        "mine": [row for row in rows if row["mine"]],
        "others": [row for row in rows if not row["mine"]],
        "query": f"?{request.url.query}" if request.url.query else "",
        **sheet.about,
    }
    return page(request, "funds/queue.html", values)
