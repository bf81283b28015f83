"""One order, and the way of one transfer: from the envelope to the last look, both ways."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.callers import Caller
from adapters.web.funds.figures import village_of
from adapters.web.funds.workbooks import add_workbook
from adapters.web.guard import Needs
from adapters.web.problems import Problem
from adapters.web.reads import AsOf, at
from adapters.web.tables import Sheet, add_twins, sheet_page
from domain.history import case_number
from projections import fund_trail, postings
from projections.fund_figures import Order, funds

router = APIRouter()
ReaderDep = Annotated[Caller, Depends(Needs("read", postings.POSTINGS.name))]
WAY = (
    "step",
    "happened_on",
    "amount_rupiah",
    "quantity",
    "code",
    "reference",
    "flags",
    "household",
    "order_id",
    "transfer_id",
    "position",
)
GIVEN = (
    "transfer_id",
    "household",
    "kind",
    "given_on",
    "amount_rupiah",
    "with_receipt_rupiah",
    "without_receipt_rupiah",
    "looks",
)


def way_sheet(
    *, request: Request, transfer_id: UUID, caller: ReaderDep, asked: AsOf = ""
) -> Sheet:
    """Return a row per step of the way of a transfer."""
    with at(request, asked, *fund_trail.BASED_ON) as point:
        steps = fund_trail.of_transfer(point.connection, transfer_id, point.position)
        given = next((each for each in steps if each.step == "given"), None)
        if given is None:
            raise Problem(404, "detail.missing")
        village = village_of(request, caller, given.village_code)
        rows = [_step(each) for each in steps]
        about = {"asked": asked, "given": given, "village": village}
        return Sheet.at(point, f"bukti-{transfer_id}", WAY, rows, **about)


def order_sheet(
    *, request: Request, village_code: str, order_id: UUID, caller: ReaderDep, asked: AsOf = ""
) -> Sheet:
    """Return a row per transfer of an order."""
    village = village_of(request, caller, village_code)
    with at(request, asked, *fund_trail.BASED_ON) as point:
        found = funds(fund_trail.of_village(point.connection, village_code, point.position))
        order = found.orders.get(order_id)
        if order is None:
            raise Problem(404, "detail.missing")
        own = [s for s in found.steps if s.order_id == order_id and s.transfer_id is None]
        about = {"asked": asked, "order": order, "village": village, "steps": own}
        return Sheet.at(point, f"pencairan-{order_id}", GIVEN, list(_given(order)), **about)


def _step(step: fund_trail.Step) -> dict[str, Any]:
    told = {name: getattr(step, name) for name in WAY if name != "household"}
    return told | {"household": case_number(step.household_id) if step.household_id else ""}


def _given(order: Order) -> Any:
    for transfer_id, each in order.given.items():
        home = each.step.household_id
        yield {
            "transfer_id": transfer_id,
            "household": case_number(home) if home else "",
            "kind": each.step.code,
            "given_on": each.step.happened_on,
            "amount_rupiah": each.amount_rupiah,
            "with_receipt_rupiah": each.with_receipt,
            "without_receipt_rupiah": each.without_receipt,
            "looks": len(each.looks),
        }


WayDep = Annotated[Sheet, Depends(way_sheet)]
OrderDep = Annotated[Sheet, Depends(order_sheet)]
for _add in (add_twins, add_workbook):
    _add(router, "/dana/bukti/{transfer_id}", way_sheet)
    _add(router, "/dana/{village_code}/{order_id}", order_sheet)


@router.get("/dana/bukti/{transfer_id}")  # noqa: FAST003 (the table takes it)
def show_way(request: Request, sheet: WayDep) -> Response:
    """Show the way of a transfer."""
    return sheet_page(request, "funds/way.html", sheet)


@router.get("/dana/{village_code}/{order_id}")  # noqa: FAST003 (the table takes them)
def show_order(request: Request, sheet: OrderDep) -> Response:
    """Show an order with everything that it brought, and what is not explained."""
    return sheet_page(request, "funds/order.html", sheet)
