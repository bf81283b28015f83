"""The reading process: checks a workbook's parts, then takes the cells of one sheet as text.

Run as a process of its own with little memory and little time, so that whatever a file does, it
does it to nobody else. Reads the file from standard input, answers with JSON.
"""

import json
import re
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime
from html import unescape
from io import BytesIO
from typing import Any

from adapters.lists.archive import Part, parts_of
from adapters.lists.refusals import NotAList
from services.intake.sheet import letters

MEMORY_MAX = 384 * 1024 * 1024
SECONDS_MAX = 30
ROWS_MAX = 20_000
COLUMNS_MAX = 200
CELL_MAX = 2_000
# How far a mark found in one piece of a part may reach back into the piece before.
REACH = 4_096
# From here on a spreadsheet's number has lost digits: it keeps 15 of them.
EXACT_BELOW = 10**15

DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
ENCODING = re.compile(rb"""<\?xml[^<>]*\bencoding\s*=\s*["']([^"']*)["']""")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
ERROR_CELL = re.compile(rb"""<(?:\w+:)?c\s[^<>]*\bt\s*=\s*["']e["'][^<>]*>""")
# A cell below row 20,999: formatted blank cells down there would make a table of a million rows.
FAR_DOWN = re.compile(rb"""\br\s*=\s*["'][A-Z]+(?:\d{6,}|[3-9]\d{4}|2[1-9]\d{3})["']""")
FAR_RIGHT = re.compile(rb"""\br\s*=\s*["'](?:[A-Z]{3,}|[H-Z][A-Z]|G[S-Z])\d+["']""")
CELL_NAME = re.compile(rb"""\br\s*=\s*["']([A-Z]+)(\d+)["']""")
SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^<>]{1,2000}>")
RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^<>]{1,2000}>")
ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def read(content: bytes, sheet: str | None) -> dict[str, Any]:
    """Return the sheet's name and its rows that are not blank, each with its number."""
    parts = parts_of(content)
    if "xl/workbook.xml" not in parts:
        raise NotAList("L1", "type")
    for part in parts.values():
        _check_xml(part)
    sheets = _sheets(parts)
    name = _chosen(list(sheets), sheet)
    _check_cells(sheets[name])
    return {"sheet": name, "rows": list(_cells(content, name))}


def _check_xml(part: Part) -> None:
    """Refuse what Excel never writes: definitions, other encodings, macro content types."""
    if not part.name.endswith((".xml", ".rels", ".vml")):
        for _ in part.pieces():
            pass
        return
    for number, piece in enumerate(_overlapping(part)):
        if number == 0:
            encoding = ENCODING.search(piece[:REACH])
            text = piece.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"<", b""}
            if not text or (encoding and encoding[1].lower() not in {b"utf-8", b"us-ascii"}):
                raise NotAList("L2", "xml", part=part.name)
        if b"\x00" in piece:
            raise NotAList("L2", "xml", part=part.name)
        if DTD.search(piece):
            raise NotAList("L2", "dtd", part=part.name)
        if part.name == "[content_types].xml" and b"macroenabled" in piece.lower():
            raise NotAList("L2", "macro")


def _overlapping(part: Part) -> Iterator[bytes]:
    """Return pieces that begin with the end of the piece before, so that no mark is cut in two."""
    tail = b""
    for piece in part.pieces():
        yield tail + piece
        tail = (tail + piece)[-REACH:]


def _sheets(parts: dict[str, Part]) -> dict[str, Part]:
    """Return the worksheets by name, in the order of the workbook."""
    book = b"".join(parts["xl/workbook.xml"].pieces())
    relations = parts.get("xl/_rels/workbook.xml.rels")
    if relations is None:
        raise NotAList("L2", "corrupt")
    targets = {}
    for tag in RELATION.findall(b"".join(relations.pieces())):
        relation = _attributes(tag)
        if relation.get("Type", "").endswith("/worksheet"):
            target = relation.get("Target", "")
            path = target[1:] if target.startswith("/") else f"xl/{target}"
            targets[relation.get("Id")] = path.lower()
    found = {}
    for tag in SHEET.findall(book):
        sheet = _attributes(tag)
        link = next((value for key, value in sheet.items() if key.endswith(":id")), None)
        if link in targets:
            if targets[link] not in parts or "name" not in sheet:
                raise NotAList("L2", "corrupt")
            found[sheet["name"]] = parts[targets[link]]
    if not found:
        raise NotAList("L2", "corrupt")
    return found


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        key.decode(): unescape((double or single).decode(errors="replace"))
        for key, double, single in ATTRIBUTE.findall(tag)
    }


def _chosen(names: list[str], wanted: str | None) -> str:
    listed = ", ".join(names[:10])
    if wanted is None and len(names) > 1:
        raise NotAList("L3", "sheets", sheets=listed)
    if wanted is not None and wanted not in names:
        raise NotAList("L3", "sheet", sheet=wanted, sheets=listed)
    return wanted or names[0]


def _check_cells(part: Part) -> None:
    """Find formulas, errors and far-away cells before a table is made of them."""
    for piece in _overlapping(part):
        for mark, variant in ((FORMULA, "formula"), (ERROR_CELL, "error")):
            if found := mark.search(piece):
                row, column = _place(piece, found.end())
                raise NotAList("L3", variant, row=row, column=column)
        if FAR_RIGHT.search(piece):
            raise NotAList("L3", "columns", limit=COLUMNS_MAX)
        if FAR_DOWN.search(piece):
            raise NotAList("L3", "rows", limit=ROWS_MAX)


def _place(piece: bytes, end: int) -> tuple[int, str]:
    """Return row and column of the cell that a mark stands in."""
    names = CELL_NAME.findall(piece[:end])
    if not names:
        return 0, "?"
    column, row = names[-1]
    return int(row), column.decode()


def _cells(content: bytes, sheet: str) -> Iterator[tuple[int, list[str]]]:
    # Imported late: what is refused above never loads it.
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415

    try:
        table = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(sheet)
    except (CalamineError, OSError, ValueError) as error:
        raise NotAList("L2", "corrupt") from error
    for (row, column), _ in table.merged_cell_ranges or ():
        raise NotAList("L3", "merged", row=row + 1, column=letters(column + 1))
    if table.start is None:
        return
    blank = [""] * table.start[1]
    if table.start[1] + table.width > COLUMNS_MAX:
        raise NotAList("L3", "columns", limit=COLUMNS_MAX)
    if table.total_height > ROWS_MAX:
        raise NotAList("L3", "rows", limit=ROWS_MAX)
    for number, cells in enumerate(table.iter_rows(), start=1):
        texts = blank + [_text(cell) for cell in cells]
        for column, text in enumerate(texts, start=1):
            if len(text) > CELL_MAX:
                raise NotAList("L3", "long", row=number, column=letters(column), limit=CELL_MAX)
        if any(texts):
            yield number, texts


def _text(cell: Any) -> str:
    """Return a cell as text. A number with too many digits keeps the look of its damage."""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        if abs(cell) >= EXACT_BELOW:
            return f"{cell:.5E}"
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()


def main() -> None:
    """Read standard input, answer on standard output; a refusal is an answer too."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MAX, MEMORY_MAX))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_MAX, SECONDS_MAX))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sheet = json.loads(sys.argv[1])
    try:
        answer = read(sys.stdin.buffer.read(), sheet)
    except NotAList as refused:
        answer = {"refused": [refused.code, refused.variant, refused.params]}
    except MemoryError:
        answer = {"refused": ["L2", "memory", {"limit": MEMORY_MAX // 2**20}]}
    json.dump(answer, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
