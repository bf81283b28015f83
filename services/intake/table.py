"""Puts the titles of a mapping on the columns of a sheet: each row becomes values by title."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.rules import Refused
from services.intake.mapping import ListMapping
from services.intake.sheet import Sheet, SheetRow, letters


@dataclass(frozen=True, slots=True)
class Line:
    """One data row. `number` counts data rows from 1, `row` is the row number in the file."""

    number: int
    row: int
    cells: dict[str, str]


def lines_of(sheet: Sheet, mapping: ListMapping) -> list[Line]:
    """Return the data rows. Raises Refused (L3) when this is not the table of the mapping."""
    header, rows = _split(sheet, mapping.header_row)
    columns = _columns(sheet.title, header, mapping)
    return [
        Line(number, row.number, dict(_cells(sheet.title, row, columns, len(header.cells))))
        for number, row in enumerate(rows, start=1)
    ]


def _split(sheet: Sheet, header_row: int) -> tuple[SheetRow, list[SheetRow]]:
    header = next((row for row in sheet.rows if row.number == header_row), None)
    rows = [row for row in sheet.rows if row.number > header_row]
    if header is None or not rows:
        raise Refused("L3", "empty", file=sheet.title, row=header_row)
    return header, rows


def _columns(file: str, header: SheetRow, mapping: ListMapping) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, cell in enumerate(header.cells):
        title = known_form(cell)
        if title and title in found:
            raise Refused(
                "L3",
                "header",
                file=file,
                row=header.number,
                name=cell,
                first=letters(found[title] + 1),
                column=letters(index + 1),
            )
        found[title] = index
    for title in mapping.columns.titles():
        if known_form(title) not in found:
            raise Refused("L3", "column", file=file, row=header.number, column=title)
    return {title: found[known_form(title)] for title in mapping.columns.titles()}


def _cells(
    file: str, row: SheetRow, columns: dict[str, int], width: int
) -> Iterator[tuple[str, str]]:
    if len(row.cells) > width or len(row.cells) <= max(columns.values()):
        raise Refused(
            "L3",
            "ragged",
            file=file,
            row=row.number,
            column=letters(min(len(row.cells), width) + 1),
            cells=len(row.cells),
            titles=width,
        )
    for title, index in columns.items():
        yield title, row.cells[index]


def known_form(title: str) -> str:
    """Return a title without what nobody sees: case, and how much space is in it."""
    return " ".join(title.split()).casefold()
