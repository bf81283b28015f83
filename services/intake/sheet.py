"""A list as it came: rows of text with the numbers they have in the file."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row. `number` is what a spreadsheet program shows beside it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file, blank rows left out. `title` names file and sheet in sentences."""

    title: str
    sha256: str
    rows: tuple[SheetRow, ...]


class Reader(Protocol):
    """Reads a list, or refuses it with one sentence that names file, row and column."""

    def __call__(
        self, name: str, content: bytes, *, sheet: str | None, encoding: str | None
    ) -> Sheet: ...


def letters(column: int) -> str:
    """Return the name that a spreadsheet gives to a column; the first one is 1, and A."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
