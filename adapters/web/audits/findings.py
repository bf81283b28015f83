"""Findings and their follow-up: how old, what is owed, until when; and the story of one."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.audits.notes import notes_at
from adapters.web.audits.questions import asked_by, said_by
from adapters.web.callers import Caller
from adapters.web.funds.workbooks import add_workbook
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.parts import Parts, parts_of
from adapters.web.problems import Problem
from adapters.web.reads import AsOf, Text, at
from adapters.web.scope import seen_by
from adapters.web.story.words import Words
from adapters.web.tables import Sheet, add_twins, sheet_page
from domain.history import case_number, finding_number
from projections import findings
from projections.findings import Finding

router = APIRouter()
ReaderDep = Annotated[Caller, Depends(Needs("read", findings.FINDINGS.name))]
COLUMNS = (
    "finding_id",
    "number",
    "stage",
    "village_code",
    "village",
    "kind",
    "severity",
    "rule",
    "version",
    "values",
    "case_number",
    "amount_rupiah",
    "return_rupiah",
    "returned_rupiah",
    "owed_rupiah",
    "raised_on",
    "due_on",
    "age_days",
    "late",
    "position",
)
STEPS = (
    "step",
    "code",
    "amount_rupiah",
    "happened_on",
    "role",
    "reference",
    "document",
    "position",
)
# What may follow on which stage, by which command.
NEXT = {
    "raised": ("answer-finding",),
    "answered": ("answer-finding", "accept-finding"),
    "stands": ("return-money", "close-finding"),
    "repaid": ("close-finding",),
    "explained": ("close-finding",),
    "closed": (),
}


def findings_sheet(
    *, request: Request, caller: ReaderDep, as_of: AsOf = "", stage: Text = "", village: Text = ""
) -> Sheet:
    """Return a row per finding that the user may see: what is late first, then the oldest."""
    parts = parts_of(request)
    words = Words(parts.programme, language_of(request))
    with at(request, as_of, *findings.BASED_ON) as point:
        seen = seen_by(parts, caller.actor).villages
        found = findings.listed(point.connection, point.position, seen)
        rows = [_row(each, words, point.day) for each in found]
        chosen = [
            row
            for row in rows
            if stage in ("", row["stage"]) and village in ("", row["village_code"])
        ]
        chosen.sort(key=lambda row: (row["stage"] == "closed", not row["late"], -row["age_days"]))
        codes = sorted({row["village_code"] for row in rows})
        about = {
            "asked": as_of,
            "stage": stage,
            "village": village,
            "villages": [(code, words.village(code)) for code in codes],
            "open": sum(1 for row in rows if row["stage"] != "closed"),
            "late": sum(1 for row in rows if row["late"]),
            "owed_rupiah": sum(row["owed_rupiah"] for row in rows),
            "returned_rupiah": sum(row["returned_rupiah"] for row in rows),
        }
        return Sheet.at(point, "temuan", COLUMNS, chosen, **about)


def finding_sheet(
    *, request: Request, finding_id: UUID, caller: ReaderDep, as_of: AsOf = ""
) -> Sheet:
    """Return a row per step of a finding."""
    parts = parts_of(request)
    with at(request, as_of, *findings.BASED_ON) as point:
        found = finding_of(parts, caller, point, finding_id)
        rows = [{name: getattr(step, name) for name in STEPS} for step in found.steps]
        commands = parts.programme.roles[caller.actor.role].commands
        about = {
            "asked": as_of,
            "finding": found,
            "next": [each for each in NEXT[found.stage] if f"audit-engagement.{each}" in commands],
            "late": found.is_late(point.day),
            "age": found.age_days(point.day),
            "words": notes_at(
                parts,
                caller,
                found.raised.engagement_id,
                {step.position for step in found.steps},
            ),
            "number_of": finding_number(finding_id),
            "asked_by": asked_by(found, Words(parts.programme, language_of(request))),
        }
        return Sheet.at(point, f"temuan-{finding_id}", STEPS, rows, **about)


def finding_of(parts: Parts, caller: Caller, point: Any, finding_id: UUID) -> Finding:
    """Return a finding that somebody may see. Raises Problem for any other."""
    seen = seen_by(parts, caller.actor).villages
    found = findings.listed(point.connection, point.position, seen, finding_id)
    if not found:
        raise Problem(404, "detail.missing")
    return found[0]


def _row(found: Finding, words: Words, day: date) -> dict[str, Any]:
    raised = found.raised
    asked = found.question or {"version": None, "values": {}}
    return {
        "finding_id": raised.finding_id,
        "number": finding_number(raised.finding_id),
        "stage": found.stage,
        "village_code": raised.village_code,
        "village": words.village(raised.village_code),
        "kind": raised.code,
        "severity": raised.severity,
        "rule": raised.rule,
        "version": asked["version"],
        "values": said_by(asked["values"]),
        "case_number": case_number(raised.household_id) if raised.household_id else "",
        "amount_rupiah": raised.amount_rupiah,
        "return_rupiah": found.return_rupiah,
        "returned_rupiah": found.returned_rupiah,
        "owed_rupiah": found.owed_rupiah,
        "raised_on": raised.happened_on,
        "due_on": raised.due_on,
        "age_days": found.age_days(day),
        "late": found.is_late(day),
        "position": raised.position,
    }


FindingsDep = Annotated[Sheet, Depends(findings_sheet)]
FindingDep = Annotated[Sheet, Depends(finding_sheet)]
for _add in (add_twins, add_workbook):
    _add(router, "/temuan", findings_sheet)
    _add(router, "/temuan/{finding_id}", finding_sheet)


@router.get("/temuan")
def show_findings(request: Request, sheet: FindingsDep) -> Response:
    """Show all findings."""
    return sheet_page(request, "audits/findings.html", sheet)


@router.get("/temuan/{finding_id}")  # noqa: FAST003 (the table takes it)
def show_finding(request: Request, sheet: FindingDep) -> Response:
    """Show one finding with its story, and what the reader may do next."""
    return sheet_page(request, "audits/finding.html", sheet)
