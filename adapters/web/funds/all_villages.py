"""The money of all villages on one page, those with most to explain first."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.callers import Caller
from adapters.web.funds.figures import BASED_ON
from adapters.web.funds.workbooks import add_workbook
from adapters.web.guard import Needs
from adapters.web.parts import Parts, parts_of
from adapters.web.reads import AsOf, Point, at
from adapters.web.scope import seen_by, sees_village
from adapters.web.tables import Sheet, add_twins, sheet_page
from domain.accounting.accounts import ADVANCES, BANK, GOODS
from projections import fund_trail, postings

router = APIRouter()
SUMS = (
    "allocated_rupiah",
    "disbursed_rupiah",
    "spent_rupiah",
    "unexplained_rupiah",
    "balance_rupiah",
)
COLUMNS = ("village_code", "village", "regency", *SUMS, "bank_differences")


def all_sheet(
    *,
    request: Request,
    caller: Annotated[Caller, Depends(Needs("read", postings.POSTINGS.name))],
    asked: AsOf = "",
) -> Sheet:
    """Return a row per village that the user sees and that has money."""
    parts = parts_of(request)
    seen = seen_by(parts, caller.actor)
    with at(request, asked, *BASED_ON) as point:
        rows = [row for row in _rows(parts, point) if sees_village(seen, row["village_code"])]
        totals = {name: sum(row[name] for row in rows) for name in SUMS}
        return Sheet.at(point, "dana", COLUMNS, rows, asked=asked, totals=totals)


def _rows(parts: Parts, point: Point) -> list[dict[str, Any]]:
    allocated = fund_trail.allocated(point.connection, point.position)
    compared = postings.compared(point.connection, point.position)
    books: dict[str, dict[str, int]] = {}
    for each in postings.trial_balance(point.connection, point.position):
        books.setdefault(each.village_code, {})[each.account] = each.balance_rupiah
    rows = []
    for village in parts.programme.villages:
        if village.code not in books and village.code not in allocated:
            continue
        told = books.get(village.code, {})
        known = compared.get(village.code)
        rows.append(
            {
                "village_code": village.code,
                "village": village.name,
                "regency": village.regency,
                "allocated_rupiah": allocated.get(village.code, 0),
                "disbursed_rupiah": -_under(told, "Income:Dana:"),
                "spent_rupiah": _under(told, "Expenses:"),
                "unexplained_rupiah": told.get(ADVANCES, 0) + told.get(GOODS, 0),
                "balance_rupiah": told.get(BANK, 0),
                "bank_differences": len(known.differences) if known else 0,
            }
        )
    return sorted(rows, key=lambda row: (-row["unexplained_rupiah"], row["village"]))


def _under(balances: dict[str, int], root: str) -> int:
    return sum(rupiah for account, rupiah in balances.items() if account.startswith(root))


AllDep = Annotated[Sheet, Depends(all_sheet)]
add_twins(router, "/dana", all_sheet)
add_workbook(router, "/dana", all_sheet)


@router.get("/dana")
def show_all(request: Request, sheet: AllDep) -> Response:
    """Show the money of all villages."""
    return sheet_page(request, "funds/all.html", sheet)
