"""What waits for whom: orders, grants, receipts, the bank, findings; the oldest first."""

from collections.abc import Iterable
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.callers import Caller
from adapters.web.funds.workbooks import add_workbook
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.parts import parts_of
from adapters.web.reads import AsOf, Point, at
from adapters.web.render import page
from adapters.web.scope import seen_by
from adapters.web.story.words import Words
from adapters.web.tables import Sheet, add_twins
from domain.audit_engagement.commands import AnswerFinding, ReturnFindingMoney
from domain.disbursement_order.commands import ApproveOrder, ConfirmOrder, PayOrder
from domain.history import case_number
from domain.household.commands.assets import AcknowledgeReceipt, InspectAsset
from domain.household.commands.money import ApproveGrant, TransferCash
from domain.purchase.commands import RemitTax
from domain.village_account.commands import ImportStatement
from projections import fund_trail, fund_waiting, postings
from projections.fund_queue import Pending, pending
from projections.fund_waiting import Waiting

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
    "about_id",
    "household_id",
    "case_number",
)
COMMANDS = {"approve": ApproveOrder.name, "pay": PayOrder.name, "confirm": ConfirmOrder.name}
# What waits beside orders is shown to who can take the step; it takes one of these commands.
BESIDES = {
    "grant": ApproveGrant.name,
    "give": TransferCash.name,
    "receipt": AcknowledgeReceipt.name,
    "look": InspectAsset.name,
    "match": ImportStatement.name,
    "remit": RemitTax.name,
    "answer": AnswerFinding.name,
    "repay": ReturnFindingMoney.name,
}
# The steps that name an order.
OF_ORDERS = frozenset({*COMMANDS, "give"})
SHOWN_MAX = 100


def queue_sheet(*, request: Request, caller: ReaderDep, as_of: AsOf = "") -> Sheet:
    """Return a row per thing that waits, in the user's villages; what waits for the user first."""
    parts = parts_of(request)
    words = Words(parts.programme, language_of(request))
    commands = parts.programme.roles[caller.actor.role].commands
    able = {step for step, command in COMMANDS.items() if command in commands}
    besides = {step for step, command in BESIDES.items() if command in commands}
    with at(request, as_of, *fund_waiting.BASED_ON) as point:
        villages = seen_by(parts, caller.actor).villages
        steps = fund_trail.of_orders(point.connection, villages, point.position)
        found = fund_waiting.waiting(
            point.connection, villages, point.position, point.day, besides
        )
        actor_id = caller.actor.actor_id
        rows = [_row(_of_order(each), _is_mine(each, able, actor_id)) for each in pending(steps)]
        rows += [_row(each, each.taken_by != actor_id) for each in found]
        rows = [_told(row, words, point) for row in rows]
        rows.sort(key=lambda row: (not row["mine"], row["since_on"], str(row["about_id"])))
        about = {"asked": as_of, "able": sorted(able | besides)}
        return Sheet.at(point, "antrean", COLUMNS, rows, **about)


def _is_mine(each: Pending, able: Iterable[str], actor_id: UUID) -> bool:
    """Say whether a step is the user's to take: who took another step of it never is."""
    return each.waits_for in able and actor_id not in each.taken_by


def _of_order(each: Pending) -> Waiting:
    return Waiting(
        each.waits_for,
        each.village_code,
        each.since_on,
        each.amount_rupiah,
        each.code,
        each.reference,
        about_id=each.order_id,
    )


def _row(each: Waiting, mine: bool) -> dict[str, Any]:  # noqa: FBT001 (what a row says)
    return {
        "order_id": each.about_id if each.step in OF_ORDERS else None,
        "waits_for": each.step,
        "village_code": each.village_code,
        "kind": each.code,
        "amount_rupiah": each.amount_rupiah,
        "since_on": each.since_on,
        "reference": each.reference,
        "mine": mine,
        "about_id": each.about_id,
        "household_id": each.household_id,
    }


def _told(row: dict[str, Any], words: Words, point: Point) -> dict[str, Any]:
    home = row["household_id"]
    return row | {
        "village": words.village(row["village_code"]),
        "days": max(0, (point.day - row["since_on"]).days),
        "case_number": case_number(home) if home else "",
        "page": _page_of(row),
    }


def _page_of(row: dict[str, Any]) -> str:
    """Return where more is on record about what waits."""
    village, about = f"/dana/{row['village_code']}", row["about_id"]
    pages = {
        "grant": f"/rt/{row['household_id']}",
        "receipt": f"/dana/bukti/{about}",
        "look": f"/dana/bukti/{about}",
        "match": village,
        "remit": village,
        "answer": f"/temuan/{about}",
        "repay": f"/temuan/{about}",
    }
    return pages.get(row["waits_for"], f"{village}/{about}")


QueueDep = Annotated[Sheet, Depends(queue_sheet)]
add_twins(router, "/antrean", queue_sheet)
add_workbook(router, "/antrean", queue_sheet)


@router.get("/antrean")
def show_queue(request: Request, sheet: QueueDep) -> Response:
    """Show what waits for the user, then what waits for others."""
    rows: list[Any] = list(sheet.rows)
    mine = [row for row in rows if row["mine"]]
    values = {
        "sheet": sheet,
        "mine": [
            (step, len(those), those[:SHOWN_MAX])
            for step in (*COMMANDS, *BESIDES)
            if (those := [row for row in mine if row["waits_for"] == step])
        ],
        "others": [row for row in rows if not row["mine"]],
        "query": f"?{request.url.query}" if request.url.query else "",
        **sheet.about,
    }
    return page(request, "funds/queue.html", values)
