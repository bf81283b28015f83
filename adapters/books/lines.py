"""The books as rows, one per side of an entry, under names in the style of ISO 21378.

What each column holds stands in docs/ledger.md.
"""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from adapters.books.book import CURRENCY, Book
from adapters.cells import harmless
from domain.accounting.accounts import of_village
from domain.history import case_number
from projections.postings import Leg

COLUMNS = (
    "Journal_ID",
    "Journal_ID_Line_Number",
    "Journal_Entry_Description",
    "Effective_Date",
    "Bank_Date",
    "Fiscal_Year",
    "Accounting_Period",
    "Business_Unit_Code",
    "Business_Unit_Name",
    "GL_Account_Number",
    "Siskeudes_Account_Code",
    "Amount",
    "Amount_Credit_Debit_Indicator",
    "Amount_Currency",
    "Document_Reference",
    "Entered_By",
    "Entered_Date",
    "Entered_Time",
    "Jejak_Envelope_ID",
    "Jejak_Order_ID",
    "Jejak_Household",
    "Jejak_Transfer_ID",
    "Jejak_Leaf",
    "Jejak_Position",
    "Jejak_Root",
)


def rows(book: Book) -> Iterator[tuple[Any, ...]]:
    """Yield the cells of each side of each entry, in the order of the columns."""
    siskeudes = {kind.code: kind.account_code for kind in book.programme.transfers}
    names = {village.code: village.name for village in book.programme.villages}
    for entry in book.entries:
        bank_day = book.booked_on(entry[0])
        for leg in entry:
            code = siskeudes.get(leg.kind, "") if leg.account.startswith("Expenses:") else ""
            name = names.get(leg.village_code, "")
            yield (*_entry(book, leg, bank_day), *_account(leg, name, code), *_whence(book, leg))


def _entry(book: Book, leg: Leg, bank_day: date) -> tuple[Any, ...]:
    known = book.compared.get(leg.village_code)
    at_bank = bank_day if known and leg.position in known.booked_on else None
    day = leg.booked_on
    return leg.position, leg.leg + 1, leg.event, day, at_bank, day.year, day.month


def _account(leg: Leg, village: str, siskeudes: str) -> tuple[Any, ...]:
    side = "D" if leg.amount_rupiah > 0 else "C"
    account = of_village(leg.account, leg.village_code)
    amount = abs(leg.amount_rupiah), side, CURRENCY
    return leg.village_code, village, account, siskeudes, *amount, leg.reference


def _whence(book: Book, leg: Leg) -> tuple[Any, ...]:
    entered: datetime = book.programme.local(leg.recorded_at)
    household = case_number(leg.household_id) if leg.household_id else None
    return (
        str(leg.actor_id),
        entered.date(),
        f"{entered:%H:%M:%S}",
        str(leg.envelope_id or ""),
        str(leg.order_id or ""),
        household,
        str(leg.transfer_id or ""),
        leg.leaf,
        book.position,
        book.root,
    )


def as_csv(book: Book) -> Iterator[str]:
    """Yield the rows as CSV: plain figures, ISO days, and no cell that could be carried out."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for cells in rows(book):
        writer.writerow([harmless(cell) for cell in cells])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()
