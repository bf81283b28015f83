"""The money of one village: what is not explained first, then where every rupiah went."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.callers import Caller
from adapters.web.funds.figures import (
    BASED_ON,
    COLUMNS,
    level_rows,
    money_of,
    village_of,
    waterfall,
)
from adapters.web.funds.workbooks import add_workbook
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.parts import parts_of
from adapters.web.reads import AsOf, Text, at
from adapters.web.render import page
from adapters.web.story.words import Words
from adapters.web.tables import Sheet, add_twins
from projections import postings
from projections.fund_checks import HEADINGS, RECEIPT_DAYS

router = APIRouter()


def money_sheet(
    *,
    request: Request,
    village_code: str,
    caller: Annotated[Caller, Depends(Needs("read", postings.POSTINGS.name))],
    asked: AsOf = "",
    fund: Text = "",
) -> Sheet:
    """Return a row per level: the village, each fund, kind of order, budget line and order."""
    parts = parts_of(request)
    village = village_of(request, caller, village_code)
    with at(request, asked, *BASED_ON) as point:
        money = money_of(parts, point, village_code, fund)
        rows = list(level_rows(village_code, money.funds))
        about = {"asked": asked, "money": money, "village": village}
        name = "-".join(filter(None, ("dana", village_code, fund)))
        return Sheet.at(point, name, COLUMNS, rows, **about)


MoneyDep = Annotated[Sheet, Depends(money_sheet)]
add_twins(router, "/dana/{village_code}", money_sheet)
add_workbook(router, "/dana/{village_code}", money_sheet)


@router.get("/dana/{village_code}")  # noqa: FAST003 (the table takes it)
def show_money(request: Request, sheet: MoneyDep) -> Response:
    """Show the money of a village."""
    money = sheet.about["money"]
    words = Words(parts_of(request).programme, language_of(request))
    limits = parts_of(request).programme.limits
    days = limits.unspent_working_days.on(sheet.day)
    orders = money.funds.orders.values()
    late = [order for order in orders if order.is_late(sheet.day, days)]
    steps = waterfall(money)
    values = {
        "sheet": sheet,
        "steps": steps,
        "top": max((each["low"] + each["width"] for each in steps), default=0),
        "late": sorted(late, key=lambda each: -each.unexplained_rupiah),
        "working_days": days,
        "receipt_days": RECEIPT_DAYS,
        "headings": HEADINGS,
        "funds_of": [
            (
                each.code,
                words.of_list(each.scheme, "scheme")
                + " · "
                + words.of_list(each.source, "fund_source"),
            )
            for each in money.sources
        ],
        "query": f"?{request.url.query}" if request.url.query else "",
        **sheet.about,
    }
    return page(request, "funds/village.html", values)
