"""The field sheet of a sample: paper for villages without signal, a few items to a page.

Neither the sheet nor its codes hold a name: the case number is what the village's own list knows,
and the check shows that a sheet belongs to this sample. What was looked at stands on it with its
result and, for who may read them, the words of the inspector.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import UUID

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from adapters.paper.codes import draw_code
from adapters.web.story.words import Words

WIDTH, HEIGHT = A4
EDGE, BLOCK, QR = 15 * mm, 60 * mm, 30 * mm
PER_PAGE = 4
NOTE_LINES = 2
# Which box stands for which result.
RESULTS = {
    "as_recorded": "as-recorded",
    "differs": "differs",
    "not_examined": "not-examined",
}
PLAIN, BOLD = "Helvetica", "Helvetica-Bold"


@dataclass(frozen=True, slots=True)
class Head:
    """What stands on top of each page."""

    warrant: str
    request_id: UUID
    seed: str
    position: int


def check_of(seed: str, item_id: UUID) -> str:
    """Return what shows that an item is of the sample: the beginning of its lot."""
    return sha256(bytes.fromhex(seed) + item_id.bytes).hexdigest()[:8]


def field_sheet(words: Words, head: Head, items: Sequence[Mapping[str, Any]]) -> bytes:
    """Return the sheet as a PDF, the same bytes for the same sample."""
    buffer = BytesIO()
    paper = Canvas(buffer, pagesize=A4, invariant=1, lang=words.language)
    paper.setTitle(f"{words.say('sheet.title')} {head.warrant}")
    pages = [items[start : start + PER_PAGE] for start in range(0, len(items), PER_PAGE)]
    for number, page in enumerate(pages, start=1):
        _head(paper, words, head)
        for place, item in enumerate(page):
            _item(paper, words, head, item, HEIGHT - 40 * mm - place * BLOCK)
        paper.setFont(PLAIN, 8)
        is_noted = any(item["note"] for item in page)
        foot = words.say("sheet.foot-noted" if is_noted else "sheet.foot")
        paper.drawString(EDGE, 8 * mm, foot)
        shown = words.say("sheet.page", number=number, of=len(pages))
        paper.drawRightString(WIDTH - EDGE, 8 * mm, shown)
        paper.showPage()
    paper.save()
    return buffer.getvalue()


def _head(paper: Canvas, words: Words, head: Head) -> None:
    top = HEIGHT - 18 * mm
    paper.setFont(BOLD, 14)
    paper.drawString(EDGE, top, f"{words.say('sheet.title')} · {head.warrant}")
    paper.setFont(PLAIN, 8)
    told = words.say("sheet.sample", id=head.request_id, position=words.number(head.position))
    paper.drawString(EDGE, top - 5 * mm, told)
    paper.drawString(EDGE, top - 9 * mm, words.say("sheet.seed", seed=head.seed))
    paper.drawString(EDGE, top - 14 * mm, words.say("sheet.who"))


def _item(paper: Canvas, words: Words, head: Head, item: Mapping[str, Any], top: float) -> None:
    check = check_of(head.seed, item["item_id"])
    paper.line(EDGE, top, WIDTH - EDGE, top)
    draw_code(paper, f"{item['case_number']}/{check}", EDGE, top - QR - 3 * mm, QR)
    paper.setFont("Courier", 8)
    paper.drawString(EDGE + 2 * mm, top - QR - 7 * mm, check)
    left = EDGE + QR + 6 * mm
    paper.setFont(BOLD, 12)
    paper.drawString(left, top - 7 * mm, item["case_number"])
    paper.setFont(PLAIN, 10)
    what = f"{words.spent_on(item['kind'])} · {words.day(item['given_on'])}"
    paper.drawString(left, top - 13 * mm, f"{item['village']} · {what}")
    paper.drawString(left, top - 19 * mm, words.rupiah(item["amount_rupiah"]))
    for place, (result, line) in enumerate(RESULTS.items()):
        at = top - (27 + place * 7) * mm
        paper.rect(left, at - 1 * mm, 4 * mm, 4 * mm, fill=item["result"] == result)
        said = words.say(f"sheet.{line}")
        if result == item["result"] == "differs":
            said = words.say("sheet.found", rupiah=words.rupiah(item["found_rupiah"]))
        paper.drawString(left + 7 * mm, at, said)
    _note(paper, words, item["note"], left, top - 50 * mm)
    paper.setFont(PLAIN, 8)
    paper.drawString(left, top - 57 * mm, words.say("sheet.signed"))


def _note(paper: Canvas, words: Words, note: str, left: float, at: float) -> None:
    """Print what was written as far as the line goes; an empty line is for the pen."""
    start, end = left + 18 * mm, WIDTH - EDGE
    paper.drawString(left, at, words.say("sheet.note"))
    paper.line(start, at - 1 * mm, end, at - 1 * mm)
    lines = simpleSplit(" ".join(note.split()), PLAIN, 8, end - start)
    paper.setFont(PLAIN, 8)
    for number, line in enumerate(lines[:NOTE_LINES]):
        cut = " …" if number + 1 == NOTE_LINES < len(lines) else ""
        paper.drawString(start, at - number * 3.2 * mm, line + cut)
