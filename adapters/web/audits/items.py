"""The items of a sample: what is on record, what was seen, and what was written about them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fastapi import Request

from adapters.web.audits.notes import notes_at
from adapters.web.audits.standing import Standing
from adapters.web.callers import Caller
from adapters.web.language import language_of
from adapters.web.parts import parts_of
from adapters.web.reads import Point
from adapters.web.story.words import Words
from domain.audit_engagement.state import AuditEngagement
from domain.history import case_number
from projections import fund_trail

EMPTY: Mapping[UUID, str] = {}


def notes_of(request: Request, caller: Caller, found: Standing) -> dict[UUID, str]:
    """Return what was last written about each item of an audit, for who may read it."""
    noted = found.audit.noted
    words = notes_at(parts_of(request), caller, found.engagement_id, noted.values())
    return {item: words[position] for item, position in noted.items() if position in words}


def items_of(
    request: Request,
    point: Point,
    found: Standing,
    request_id: UUID,
    notes: Mapping[UUID, str] = EMPTY,
) -> list[dict[str, Any]]:
    """Return what is on record about each item of a sample, village by village."""
    words = Words(parts_of(request).programme, language_of(request))
    sample = found.audit.samples.get(request_id)
    given = fund_trail.told_of(point.connection, sample.chosen if sample else (), point.position)
    rows = [_item(words, found.audit, each) for each in given]
    rows = [row | {"note": notes.get(row["item_id"], "")} for row in rows]
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


def noted_items(
    request: Request, caller: Caller, point: Point, found: Standing
) -> list[dict[str, Any]]:
    """Return the items of all samples of an audit about which something was written."""
    notes = notes_of(request, caller, found)
    rows = {
        row["item_id"]: row
        for request_id in (found.audit.samples if notes else ())
        for row in items_of(request, point, found, request_id, notes)
        if row["note"]
    }
    return list(rows.values())
