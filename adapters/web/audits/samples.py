"""One sample: its items and what was seen, what it says, and its whole population."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.audits.engagements import ReaderDep
from adapters.web.audits.items import items_of, notes_of
from adapters.web.audits.standing import BASED_ON, Standing, standing, units_at
from adapters.web.funds.workbooks import add_workbook
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.reads import AsOf, at
from adapters.web.tables import Sheet, add_twins, sheet_page
from domain.audit_engagement.commands import DrawSample, ExamineItem
from domain.audit_engagement.extrapolation import Estimate, Share, estimate, share
from domain.audit_engagement.sampling import Unit, population_of
from domain.audit_engagement.state import Request as Wanted

router = APIRouter(prefix="/sampel/{engagement_id}")
ITEMS = (
    "item_id",
    "case_number",
    "village_code",
    "village",
    "kind",
    "given_on",
    "amount_rupiah",
    "result",
    "found_rupiah",
    "missing_rupiah",
    "examined",
    "note",
)
POPULATION = ("item_id", "village_code", "amount_rupiah", "chosen")


def sample_sheet(
    *,
    request: Request,
    engagement_id: UUID,
    request_id: UUID,
    caller: ReaderDep,
    as_of: AsOf = "",
) -> Sheet:
    """Return a row per item of a sample, with what was seen of it."""
    with at(request, as_of, *BASED_ON) as point:
        found = standing(request, caller, point, engagement_id)
        wanted = _wanted(found, request_id)
        notes = notes_of(request, caller, found)
        rows = items_of(request, point, found, request_id, notes)
        units = units_at(point, found.warrant, *population_of(wanted.population))
        role = parts_of(request).programme.roles[caller.actor.role]
        about = {
            "asked": as_of,
            "found": found,
            "wanted": wanted,
            "request_id": request_id,
            "sample": found.audit.samples.get(request_id),
            "done": sum(1 for row in rows if row["examined"]),
            "total_rupiah": sum(unit.amount_rupiah for unit in units),
            "told": _told(wanted, units, rows),
            "may_draw": DrawSample.name in role.commands,
            "may_examine": ExamineItem.name in role.commands and not found.audit.closed_on,
        }
        return Sheet.at(point, f"sampel-{request_id}", ITEMS, rows, **about)


def population_sheet(
    *,
    request: Request,
    engagement_id: UUID,
    request_id: UUID,
    caller: ReaderDep,
    as_of: AsOf = "",
) -> Sheet:
    """Return the population in the order of its hash: from it anybody draws the same sample."""
    with at(request, as_of, *BASED_ON) as point:
        found = standing(request, caller, point, engagement_id)
        wanted, sample = _wanted(found, request_id), found.audit.samples.get(request_id)
        chosen = set(sample.chosen) if sample else set()
        units = units_at(point, found.warrant, *population_of(wanted.population))
        rows = [
            {
                "item_id": unit.unit_id,
                "village_code": unit.village_code,
                "amount_rupiah": unit.amount_rupiah,
                "chosen": unit.unit_id in chosen,
            }
            for unit in sorted(units)
        ]
        return Sheet.at(point, f"populasi-{request_id}", POPULATION, rows)


def _told(
    wanted: Wanted, units: list[Unit], rows: list[dict[str, Any]]
) -> tuple[Estimate, Share] | None:
    """Return what the sample says of the population, once all of it was looked at."""
    errors = {row["item_id"]: row["missing_rupiah"] for row in rows if row["examined"]}
    if not rows or len(errors) < len(rows):
        return None
    found = estimate(wanted.method, units, wanted.size, errors, wanted.confidence)
    return found, share(errors, len(units), wanted.confidence)


def _wanted(found: Standing, request_id: UUID) -> Wanted:
    wanted = found.audit.requests.get(request_id)
    if wanted is None:
        raise Problem(404, "detail.missing")
    return wanted


SampleDep = Annotated[Sheet, Depends(sample_sheet)]
for _add in (add_twins, add_workbook):
    _add(router, "/{request_id}", sample_sheet)
    _add(router, "/{request_id}/populasi", population_sheet)


@router.get("/{request_id}")  # noqa: FAST003 (the table takes it)
def show_sample(request: Request, sheet: SampleDep) -> Response:
    """Show a sample."""
    return sheet_page(request, "audits/sample.html", sheet)
