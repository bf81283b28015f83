"""The working paper of an audit: each fact of it in its order, and every record that one cites."""

from collections.abc import Iterator
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.audits.engagements import ReaderDep
from adapters.web.audits.notes import notes_at
from adapters.web.audits.standing import BASED_ON, standing
from adapters.web.funds.workbooks import add_workbook
from adapters.web.language import language_of
from adapters.web.parts import Parts, parts_of
from adapters.web.reads import AsOf, at
from adapters.web.tables import Sheet, add_twins, sheet_page
from domain.history import RecordedEvent, case_number, finding_number
from projections.timeline import Wording

router = APIRouter()
PATH = "/sampel/{engagement_id}/kertas-kerja"
COLUMNS = (
    "position",
    "cited_by",
    "recorded_at",
    "role",
    "name",
    "sentence",
    "about",
    "note",
)


def paper_sheet(
    *, request: Request, engagement_id: UUID, caller: ReaderDep, as_of: AsOf = ""
) -> Sheet:
    """Return a row per fact of an audit, each followed by the records that it cites."""
    parts = parts_of(request)
    with at(request, as_of, *BASED_ON) as point:
        found = standing(request, caller, point, engagement_id)
        history = [
            line
            for line in parts.casework.ledger.history(engagement_id)
            if line.position is not None and line.position <= point.position
        ]
        notes = notes_at(parts, caller, engagement_id, {line.position for line in history})
        wording = Wording(language_of(request), parts.programme)
        rows = list(_rows(parts, history, notes, wording))
        root = parts.root(point.position) if point.position >= 0 else ""
        about = {"asked": as_of, "found": found, "root": root}
        return Sheet.at(point, f"kertas-kerja-{engagement_id}", COLUMNS, rows, **about)


def _rows(
    parts: Parts, history: list[RecordedEvent], notes: dict[int, str], wording: Wording
) -> Iterator[dict[str, Any]]:
    for line in history:
        position = line.position or 0
        finding = getattr(line.event, "finding_id", None)
        about = finding_number(finding) if finding else ""
        yield _row(line, wording) | {"about": about, "note": notes.get(position, "")}
        for cited in getattr(line.event, "cites", ()):
            for record in parts.casework.ledger.between(cited, cited):
                yield _row(record, wording) | {"cited_by": position}


def _row(line: RecordedEvent, wording: Wording) -> dict[str, Any]:
    is_family = line.event.name.startswith("household.")
    return {
        "position": line.position,
        "cited_by": None,
        "recorded_at": line.recorded_at,
        "role": line.origin.role,
        "name": line.event.name,
        "sentence": wording.sentence(line),
        "about": case_number(line.originator_id) if is_family else "",
        "note": "",
    }


PaperDep = Annotated[Sheet, Depends(paper_sheet)]
add_twins(router, PATH, paper_sheet)
add_workbook(router, PATH, paper_sheet)


@router.get(PATH)
def show_paper(request: Request, sheet: PaperDep) -> Response:
    """Show the working paper, to be read, printed or saved with all it rests on."""
    return sheet_page(request, "audits/working_paper.html", sheet)
