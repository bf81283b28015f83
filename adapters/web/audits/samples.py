"""One sample: its items and what was seen, what it says, and its whole population."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.audits.engagements import (
    BASED_ON,
    ReaderDep,
    Standing,
    shown,
    standing,
    units_at,
)
from adapters.web.funds.workbooks import add_workbook
from adapters.web.language import language_of
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.reads import AsOf, Point, at
from adapters.web.render import page
from adapters.web.story.words import Words
from adapters.web.tables import Sheet, add_twins
from domain.audit_engagement.commands import DrawSample, ExamineItem
from domain.audit_engagement.extrapolation import Estimate, Share, estimate, share
from domain.audit_engagement.sampling import Unit, population_of
from domain.audit_engagement.state import AuditEngagement
from domain.audit_engagement.state import Request as Wanted
from domain.history import case_number
from projections import fund_trail

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
        rows = items_of(request, point, found, request_id)
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


def items_of(
    request: Request, point: Point, found: Standing, request_id: UUID
) -> list[dict[str, Any]]:
    """Return what is on record about each item of a sample, village by village."""
    words = Words(parts_of(request).programme, language_of(request))
    sample = found.audit.samples.get(request_id)
    given = fund_trail.told_of(point.connection, sample.chosen if sample else (), point.position)
    rows = [_item(words, found.audit, each) for each in given]
    return sorted(rows, key=lambda row: (row["village"], row["case_number"], row["item_id"]))


def _item(words: Words, audit: AuditEngagement, step: fund_trail.Step) -> dict[str, Any]:
    assert step.transfer_id is not None  # noqa: S101 (the query asks by it)
    seen = audit.examined.get(step.transfer_id)
    missing = missing_of(step.amount_rupiah, seen.result, seen.amount_rupiah) if seen else None
    return {
        "item_id": step.transfer_id,
        "case_number": case_number(step.household_id) if step.household_id else "",
        "village_code": step.village_code,
        "village": words.village(step.village_code),
        "kind": step.code,
        "given_on": step.happened_on,
        "amount_rupiah": step.amount_rupiah,
        "result": seen.result if seen else "",
        "found_rupiah": None if missing is None else step.amount_rupiah - missing,
        "missing_rupiah": missing,
        "examined": seen is not None,
    }


def missing_of(recorded: int, result: str, seen: int) -> int:
    """Return how much of a transfer was not found; what could not be seen counts as missing."""
    if result == "as_recorded":
        return 0
    return max(0, recorded - seen) if result == "differs" else recorded


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
    return page(request, "audits/sample.html", shown(request, sheet))
