"""The formats in which the books can be had, and how each is written to a file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from adapters.books.book import Book
from adapters.books.journals import beancount, hledger
from adapters.books.lines import as_csv
from adapters.books.workbook import write_workbook


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how its files end, what they are called on the web, and who writes them."""

    suffix: str
    media_type: str
    write: Callable[[Book, Path], None]


def _text(lines_of: Callable[[Book], Iterable[str]]) -> Callable[[Book, Path], None]:
    def write(book: Book, path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines_of(book))

    return write


FORMATS = {
    "beancount": Format("beancount", "text/plain", _text(beancount)),
    "hledger": Format("journal", "text/plain", _text(hledger)),
    "csv": Format("csv", "text/csv", _text(as_csv)),
    "xlsx": Format(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        write_workbook,
    ),
}
