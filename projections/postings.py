"""The books of the villages: balanced postings, each citing its position, and the bank's word.

Nothing is summed up when it is written. A balance is the sum of the postings up to a position.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

from domain.accounting.posting import POSTERS, posting_of
from domain.accounting.reconciling import BankLine, Compared, Movement, compare
from domain.household.events.record import IrregularityReported
from domain.household.irregular import ABOUT_MONEY
from domain.village_account.events import StatementImported
from projections.read_model import Change, ReadModel, Rows
from projections.tables import Log

LEGS = Log("postings")
STATEMENTS = Log("bank_statements")
LINES = Log("bank_lines")
IRREGULAR = Log("irregular_money")
POSTINGS = ReadModel("postings", __file__, (LEGS, STATEMENTS, LINES, IRREGULAR))
SQL = POSTINGS.sql
BASED_ON = (POSTINGS.name,)


@dataclass(frozen=True, slots=True)
class Balance:
    """What was posted to an account of a village, both sides, and what they leave."""

    village_code: str
    account: str
    debit_rupiah: int
    credit_rupiah: int

    @property
    def balance_rupiah(self) -> int:
        return self.debit_rupiah - self.credit_rupiah


@dataclass(frozen=True, slots=True)
class Leg:
    """One side of an entry with everything that it belongs to."""

    position: int
    leg: int
    village_code: str
    account: str
    amount_rupiah: int
    booked_on: date
    reference: str
    event: str
    kind: str
    actor_id: UUID
    envelope_id: UUID | None
    order_id: UUID | None
    household_id: UUID | None
    transfer_id: UUID | None
    recorded_at: datetime
    leaf: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A bank statement: what it began with and what it left."""

    village_code: str
    statement_id: UUID
    from_on: date
    until_on: date
    opening_rupiah: int
    closing_rupiah: int
    position: int


@dataclass(frozen=True, slots=True)
class Irregular:
    """A report about money that a rule forbids. It posts nothing."""

    village_code: str
    household_id: UUID
    rule: str
    command: str
    position: int


def post(_: Any, change: Change) -> Rows:
    """Post what the fact says about money, if it says anything."""
    at = change.recorded
    posting = posting_of(at, change.state)
    if posting is None:
        return []
    village, booked_on, reference, legs, (envelope, order, household, transfer, kind) = posting
    return [
        LEGS.says(
            number,
            village,
            *leg,
            booked_on,
            reference,
            at.event.name,
            kind,
            at.origin.actor_id,
            envelope,
            order,
            household,
            transfer,
        )
        for number, leg in enumerate(legs)
    ]


POSTINGS.on(*POSTERS)(post)


@POSTINGS.on(StatementImported)
def imported(event: StatementImported, change: Change) -> Rows:
    """Keep what the bank printed, line by line."""
    village = change.state.village_code
    told = event.from_on, event.until_on, event.opening_rupiah, event.closing_rupiah
    lines = [
        LINES.says(village, line.line_id, line.booked_on, line.amount_rupiah, line.reference or "")
        for line in event.lines
    ]
    return [STATEMENTS.says(village, event.statement_id, *told), *lines]


@POSTINGS.on(IrregularityReported)
def irregular(event: IrregularityReported, change: Change) -> Rows:
    """List what posts nothing because no rule allows it."""
    if event.command not in ABOUT_MONEY:
        return []
    village = change.household.village_code
    return [IRREGULAR.says(village, change.stream, event.rule, event.command)]


def trial_balance(
    connection: Connection[Any], as_of: int, villages: Collection[str] | None = None
) -> list[Balance]:
    """Return every account with what was posted to it, by village; of some villages, or all."""
    with connection.cursor(row_factory=class_row(Balance)) as cursor:
        return cursor.execute(SQL["trial_balance"], _asked(as_of, villages)).fetchall()


def entries(
    connection: Connection[Any], as_of: int, villages: Collection[str] | None = None
) -> Iterator[list[Leg]]:
    """Yield the entries of the books in the order of the log, each with all its sides."""
    with connection.cursor(row_factory=class_row(Leg)) as cursor:
        legs = cursor.stream(SQL["entries"], _asked(as_of, villages))
        for _, entry in groupby(legs, key=attrgetter("position")):
            yield list(entry)


def statements(
    connection: Connection[Any], as_of: int, villages: Collection[str] | None = None
) -> list[Statement]:
    """Return the statements of the villages' accounts, each village's in the order of time."""
    with connection.cursor(row_factory=class_row(Statement)) as cursor:
        return cursor.execute(SQL["statements"], _asked(as_of, villages)).fetchall()


def irregular_money(
    connection: Connection[Any], as_of: int, villages: Collection[str] | None = None
) -> list[Irregular]:
    """Return the reports about money that posted nothing, the latest first."""
    with connection.cursor(row_factory=class_row(Irregular)) as cursor:
        return cursor.execute(SQL["irregular"], _asked(as_of, villages)).fetchall()


def compared(
    connection: Connection[Any], as_of: int, villages: Collection[str] | None = None
) -> dict[str, Compared]:
    """Compare the books of each village with its bank, as both were known at a position."""
    asked = _asked(as_of, villages)
    movements: dict[str, list[Movement]] = {}
    for village, *values in connection.execute(SQL["movements"], asked):
        movements.setdefault(village, []).append(Movement(*values))
    lines: dict[str, list[BankLine]] = {}
    for village, *values in connection.execute(SQL["bank_lines"], asked):
        lines.setdefault(village, []).append(BankLine(*values))
    until: dict[str, date] = {}
    for each in statements(connection, as_of, villages):
        until[each.village_code] = each.until_on
    return {
        village: compare(lines.get(village, []), movements.get(village, []), until.get(village))
        for village in sorted({*movements, *lines})
    }


def _asked(as_of: int, villages: Collection[str] | None) -> dict[str, Any]:
    return {"as_of": as_of, "villages": None if villages is None else sorted(villages)}
