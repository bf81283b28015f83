"""The minutes of a checkpoint (Berita Acara Titik Periksa): half a year of the log on one page.

Whoever keeps the signed page can say years later whether the log of then is still the one of now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from adapters.paper.codes import draw_code

WIDTH, HEIGHT = A4
EDGE, CODE, LINE = 20 * mm, 62 * mm, 5 * mm
SPACING = 1.3
PLAIN, BOLD, FIXED = "Helvetica", "Helvetica-Bold", "Courier"
CODE_BYTES_MAX = 1_800  # a code of more is hard to read from paper
MONTHS_A_HALF = 6
TITLE = "BERITA ACARA TITIK PERIKSA"
ENGLISH_TITLE = "Minutes of a checkpoint"
OPENING = (
    "Pada hari ini, ______________, tanggal ______________, bertempat di ____________________,",
    "kami yang bertanda tangan di bawah ini menyaksikan titik periksa catatan berikut:",
    "(Today we who sign below have seen this checkpoint of the log:)",
)
MEANING = (
    "Siapa pun yang memegang catatan dapat menghitung akar dari sekian peristiwa pertama itu.",
    "Bila hasilnya lain, catatan telah diubah sesudah tanggal ini:",
    "jejak doctor --checkpoint BERKAS",
    "(Whoever holds the log can compute the root of that many first events. If it differs, the",
    "log was changed after this day. FILE is the text above, or what the code reads as.)",
)
SIGNERS = ("Pengelola program", "Inspektur (tanda tangan elektronik BSrE)")


@dataclass(frozen=True, slots=True)
class Checkpointed:
    """A checkpoint with its signatures, and what is known about it besides."""

    programme: str
    note: str
    size: int
    root: bytes
    made_at: datetime
    witnesses: Sequence[str]
    is_stamped: bool

    @property
    def half_year(self) -> str:
        half = 1 + (self.made_at.month > MONTHS_A_HALF)
        return f"semester {half}, {self.made_at.year}"


def minutes(seen: Checkpointed) -> bytes:
    """Return the page as a PDF, the same bytes for the same checkpoint."""
    buffer = BytesIO()
    paper = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=0, lang="id")
    paper.setTitle(f"{TITLE} {seen.size}")
    at = _head(paper, seen)
    at = _facts(paper, seen, at)
    at = _lines(paper, seen.note.splitlines(), at - LINE, FIXED, 6.5)
    short = seen.note.encode()
    text = seen.note if len(short) <= CODE_BYTES_MAX else seen.note.partition("\n\n")[0] + "\n"
    draw_code(paper, text, EDGE, at - CODE, CODE)
    at = _lines(paper, MEANING, at - CODE - 2 * LINE, PLAIN, 9)
    for place, who in enumerate(SIGNERS):
        left = EDGE + place * 90 * mm
        paper.drawString(left, at - LINE, who)
        paper.line(left, at - 6 * LINE, left + 70 * mm, at - 6 * LINE)
    paper.showPage()
    paper.save()
    return buffer.getvalue()


def _head(paper: Canvas, seen: Checkpointed) -> float:
    top = HEIGHT - 22 * mm
    paper.setFont(BOLD, 15)
    paper.drawCentredString(WIDTH / 2, top, TITLE)
    paper.setFont(PLAIN, 10)
    paper.drawCentredString(WIDTH / 2, top - LINE, f"{ENGLISH_TITLE} · {seen.half_year}")
    paper.drawCentredString(WIDTH / 2, top - 2 * LINE, seen.programme)
    return _lines(paper, OPENING, top - 4 * LINE, PLAIN, 10)


def _facts(paper: Canvas, seen: Checkpointed, top: float) -> float:
    facts = {
        "Jumlah peristiwa / events": str(seen.size),
        "Akar / root (SHA-256)": seen.root.hex(),
        "Dibuat / made": f"{seen.made_at:%Y-%m-%d %H:%M:%S %z}",
        "Saksi / witnesses": ", ".join(seen.witnesses) or "-",
        "Cap waktu / timestamp (RFC 3161)": "ada / yes" if seen.is_stamped else "tidak ada / none",
    }
    at: float = top - LINE
    for name, value in facts.items():
        paper.setFont(PLAIN, 9)
        paper.drawString(EDGE, at, name)
        paper.setFont(FIXED, 8)
        paper.drawString(EDGE + 58 * mm, at, value)
        at -= LINE
    return at


def _lines(paper: Canvas, lines: Sequence[str], at: float, font: str, size: float) -> float:
    """Draw some lines below each other; return where the next one goes."""
    paper.setFont(font, size)
    for place, line in enumerate(lines):
        paper.drawString(EDGE, at - place * size * SPACING, line)
    return at - len(lines) * size * SPACING
