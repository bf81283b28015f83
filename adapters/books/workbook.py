"""The books as a workbook: cells with their types, and no text that a spreadsheet carries out."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from adapters.books.book import Book
from adapters.books.lines import COLUMNS, rows
from domain.accounting.accounts import of_village

# Text is text: never a formula, a link or a number in disguise.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
DAY, MONEY = "yyyy-mm-dd", "#,##0"
BALANCE_COLUMNS = ("Business_Unit_Code", "GL_Account_Number", "Debit", "Credit", "Balance")
BANK_COLUMNS = (
    "Business_Unit_Code",
    "Difference",
    "Bank_Date",
    "Bank_Amount",
    "Bank_Reference",
    "Effective_Date",
    "Amount",
    "Document_Reference",
    "Journal_ID",
)


class _Sheets:
    """A workbook that is being written, sheet by sheet and row by row."""

    def __init__(self, path: Path) -> None:
        # Only whoever asks for a workbook waits for what writes it.
        import xlsxwriter  # noqa: PLC0415

        self.book = xlsxwriter.Workbook(str(path), OPTIONS)
        self.bold = self.book.add_format({"bold": True})
        self.day = self.book.add_format({"num_format": DAY})
        self.money = self.book.add_format({"num_format": MONEY})

    def add(self, name: str, columns: Sequence[str], table: Iterable[Sequence[Any]]) -> None:
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(columns) - 1, 18)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column, self.bold)
        for number, row in enumerate(table, start=1):
            for place, value in enumerate(row):
                self._write(sheet, number, place, value)

    def _write(self, sheet: Any, row: int, column: int, value: Any) -> None:
        if value is None or value == "":
            return
        if isinstance(value, date):
            sheet.write_datetime(row, column, value, self.day)
        elif isinstance(value, int):
            sheet.write_number(row, column, value, self.money)
        else:
            sheet.write_string(row, column, str(value))


def write_workbook(book: Book, path: Path) -> None:
    """Write journal, trial balance, comparison with the bank, and where it all comes from."""
    sheets = _Sheets(path)
    with sheets.book:
        sheets.add("Jurnal", COLUMNS, rows(book))
        sheets.add("Neraca saldo", BALANCE_COLUMNS, _balances(book))
        sheets.add("Beda dengan bank", BANK_COLUMNS, _differences(book))
        about = (
            ("program", book.programme.code),
            ("position", book.position),
            ("root", book.root),
            ("recorded_until", book.recorded_at.isoformat() if book.recorded_at else ""),
        )
        sheets.add("Keterangan", ("Jejak", ""), about)


def _balances(book: Book) -> Iterable[Sequence[Any]]:
    for each in book.balances:
        sums = each.debit_rupiah, each.credit_rupiah, each.balance_rupiah
        yield each.village_code, of_village(each.account, each.village_code), *sums


def _differences(book: Book) -> Iterable[Sequence[Any]]:
    for village, compared in book.compared.items():
        for each in compared.differences:
            line, movement = each.line, each.movement
            yield (
                village,
                each.kind,
                *((line.booked_on, line.amount_rupiah, line.reference) if line else ("",) * 3),
                *(
                    (
                        movement.booked_on,
                        movement.amount_rupiah,
                        movement.reference,
                        movement.position,
                    )
                    if movement
                    else ("",) * 4
                ),
            )
