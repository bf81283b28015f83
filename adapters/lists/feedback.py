"""The file that goes back to the source agency: what became of each of its rows, in words.

It holds row numbers and reasons and nothing about anybody. No cell can be taken for a formula.
"""

import csv
import hashlib
import io
import os
from collections.abc import Iterable
from pathlib import Path

from domain.programme import Programme
from services.intake.plan import RowPlan
from services.intake.reasons import words

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
TITLES = ("baris", "hasil", "alasan", "kode", "result", "reason")
# Spreadsheets in Indonesia take the comma for the decimals, and the mark for UTF-8.
SEPARATOR, ENCODING = ";", "utf-8-sig"


def safe(cell: str) -> str:
    """Return a cell that a spreadsheet takes for text; reading it back drops the mark."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def feedback(rows: Iterable[RowPlan], programme: Programme) -> bytes:
    """Return the feedback on all rows as the content of a CSV file."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=SEPARATOR)
    writer.writerow(TITLES)
    for row in rows:
        reasons = [words("row_reason", code, programme, "id") for code in row.reasons]
        in_english = [words("row_reason", code, programme, "en") for code in row.reasons]
        cells = (
            str(row.row),
            words("row_verdict", row.verdict, programme, "id"),
            "; ".join(reasons),
            " ".join((row.verdict, *row.reasons)),
            words("row_verdict", row.verdict, programme, "en"),
            "; ".join(in_english),
        )
        writer.writerow([safe(cell) for cell in cells])
    return out.getvalue().encode(ENCODING)


def write_feedback(path: Path, rows: Iterable[RowPlan], programme: Programme) -> str:
    """Write the feedback as a whole or not at all; return the SHA-256 of the file."""
    content = feedback(rows, programme)
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.write_bytes(content)
    os.replace(unfinished, path)  # noqa: PTH105 (it says that the old file goes)
    return hashlib.sha256(content).hexdigest()
