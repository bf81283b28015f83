"""Money that went on after a claim ended: how many days until it was known, and acted upon."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.callers import Caller
from adapters.web.funds.workbooks import add_workbook
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.parts import parts_of
from adapters.web.reads import AsOf, Text, at
from adapters.web.scope import narrowed, seen_by
from adapters.web.story.words import Words
from adapters.web.tables import Sheet, add_twins, sheet_page
from domain.history import case_number
from projections import fund_trail, postings
from projections.fund_figures import Liability, funds, liabilities

router = APIRouter()
WANTED = frozenset({"member-died", "moved", "reversed", "participation-suspended", "exited"})
COLUMNS = (
    "case_number",
    "household_id",
    "village_code",
    "village",
    "reason",
    "happened_on",
    "recorded_on",
    "days_unknown",
    "reacted_on",
    "days_until_reaction",
    "payments",
    "before_known_rupiah",
    "after_known_rupiah",
    "amount_rupiah",
)


def liability_sheet(
    *,
    request: Request,
    caller: Annotated[Caller, Depends(Needs("read", postings.POSTINGS.name))],
    as_of: AsOf = "",
    village: Text = "",
) -> Sheet:
    """Return a row per death or move after which money was paid, the largest sum first."""
    parts = parts_of(request)
    words = Words(parts.programme, language_of(request))
    seen = narrowed(seen_by(parts, caller.actor), village).villages
    with at(request, as_of, *fund_trail.BASED_ON) as point:
        found = funds(fund_trail.of_ended(point.connection, seen, point.position))
        positions = [step.position for step in found.steps if step.step in WANTED]
        moments = fund_trail.recorded_at(point.connection, positions)
        recorded = {key: parts.programme.local(each).date() for key, each in moments.items()}
        rows = [_row(each, words, point.day) for each in liabilities(found, recorded)]
        codes = [each.code for each in parts.programme.villages]
        about = {
            "asked": as_of,
            "village": village,
            "villages": [
                (code, words.village(code))
                for code in codes
                if narrowed(seen_by(parts, caller.actor), code).villages
            ],
            "open": sum(1 for row in rows if row["reacted_on"] is None),
            "totals": {
                name: sum(row[name] for row in rows)
                for name in ("before_known_rupiah", "after_known_rupiah", "amount_rupiah")
            },
        }
        return Sheet.at(point, "tanggungan", COLUMNS, rows, **about)


def _row(each: Liability, words: Words, day: date) -> dict[str, Any]:
    before = sum(step.amount_rupiah for step in each.paid if step.happened_on < each.recorded_on)
    village = each.paid[0].village_code
    return {
        "case_number": case_number(each.household_id),
        "household_id": each.household_id,
        "village_code": village,
        "village": words.village(village),
        "reason": each.reason,
        "happened_on": each.happened_on,
        "recorded_on": each.recorded_on,
        "days_unknown": (each.recorded_on - each.happened_on).days,
        "reacted_on": each.reacted_on,
        "days_until_reaction": ((each.reacted_on or day) - each.recorded_on).days,
        "payments": len(each.paid),
        "before_known_rupiah": before,
        "after_known_rupiah": each.amount_rupiah - before,
        "amount_rupiah": each.amount_rupiah,
        "paid": each.paid,
    }


LiabilityDep = Annotated[Sheet, Depends(liability_sheet)]
add_twins(router, "/dana/tanggungan", liability_sheet)
add_workbook(router, "/dana/tanggungan", liability_sheet)


@router.get("/dana/tanggungan")
def show_liability(request: Request, sheet: LiabilityDep) -> Response:
    """Show each case with its days and its rupiah."""
    return sheet_page(request, "funds/liability.html", sheet)
