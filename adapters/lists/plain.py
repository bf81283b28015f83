"""Takes the cells of a CSV list: which encoding, which separator, and where it is broken."""

import csv
import io
import re
from collections.abc import Iterator

from adapters.lists.refusals import NotAList
from adapters.lists.workbook import CELL_MAX, COLUMNS_MAX, ROWS_MAX
from services.intake.sheet import letters

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
UTF16 = (b"\xff\xfe", b"\xfe\xff")
HEADER_WITHIN = 10
UTF8_MARK = b"\xef\xbb\xbf"


def rows_of(content: bytes, declared: str | None) -> Iterator[tuple[int, list[str]]]:
    """Return the rows that are not blank, numbered as a spreadsheet shows them.

    UTF-8 is recognised by itself, because hardly any other text happens to be valid UTF-8; any
    other encoding must be declared.
    """
    if content.startswith(UTF16):
        raise NotAList("L4", "utf16")
    text = _decoded(content.removeprefix(UTF8_MARK), declared)
    if found := CONTROL.search(text):
        row, column = _place(text[: found.start()])
        raise NotAList("L4", "binary", row=row, column=column)
    return _rows(text)


def _decoded(content: bytes, declared: str | None) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        broken, encoding = error, "UTF-8"
    if declared not in {None, "utf-8", "utf-8-sig"}:
        try:
            return content.decode(declared)
        except UnicodeDecodeError as error:
            broken, encoding = error, str(declared)
    row, column = _place(content[: broken.start].decode("latin-1"))
    raise NotAList("L4", "encoding", row=row, column=column, encoding=encoding)


def _place(before: str) -> tuple[int, str]:
    """Return row and column of what follows a stretch of text."""
    line = before[before.rfind("\n") + 1 :]
    cells = next(csv.reader([line], delimiter=_delimiter(before + "\n")), [""])
    return before.count("\n") + 1, letters(max(1, len(cells)))


def _delimiter(text: str) -> str:
    """Return the separator that cuts the header, the first of the widest lines, into cells."""
    cuts = [
        (len(next(csv.reader([line], delimiter=mark), [])), -number, mark)
        for number, line in enumerate(text.split("\n", HEADER_WITHIN)[:HEADER_WITHIN])
        for mark in ",;"
    ]
    return max(cuts)[-1]


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            raise NotAList("L4", "quote", row=number) from error
        if any(cells):
            _check(number, cells)
            yield number, cells


def _check(number: int, cells: list[str]) -> None:
    if number > ROWS_MAX:
        raise NotAList("L3", "rows", limit=ROWS_MAX)
    if len(cells) > COLUMNS_MAX:
        raise NotAList("L3", "columns", limit=COLUMNS_MAX)
    for column, cell in enumerate(cells, start=1):
        if cell.startswith("="):
            raise NotAList("L3", "formula", row=number, column=letters(column))
        if len(cell) > CELL_MAX:
            raise NotAList("L3", "long", row=number, column=letters(column), limit=CELL_MAX)
