"""Where a household stands: the first page of its file, and the lists of files."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

from domain.history import CROCKFORD
from projections.read_model import Change, ReadModel, Rows
from projections.standing import NOWHERE
from projections.tables import Spans

FILES = Spans("household_file", key=("household_id",))
HOUSEHOLD_FILE = ReadModel("household_file", __file__, (FILES,))
SQL = HOUSEHOLD_FILE.sql
FIRST = UUID(int=0)
DIGITS = 10
LOW_BITS = 128 - 5 * DIGITS


@dataclass(frozen=True, slots=True)
class File:
    """A household as it stood at a position; the columns are those of `Standing`."""

    household_id: UUID
    status: str
    stage: str
    reason: str
    since_on: date | None
    cycle: int
    village_code: str
    cohort: str
    head_id: UUID | None
    mentor_id: UUID | None
    members: int
    enrolled_on: date | None
    cycle_on: date | None
    merged_into: UUID | None
    split_from: UUID | None
    moved_to: str
    batch_id: UUID | None
    decile: int | None
    from_position: int
    to_position: int | None


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where a household comes from and what came of it; villages in the order of living there."""

    merged_into: UUID | None
    split_from: UUID | None
    absorbed: list[UUID]
    split_off: list[UUID]
    villages: list[str]


@HOUSEHOLD_FILE.on_standing
def stands(change: Change) -> Rows:
    """Begin a new row where the old one is no longer true."""
    write = FILES.begins if change.before == NOWHERE else FILES.becomes
    return [write((change.stream,), *change.after)]


def one(connection: Connection[Any], household_id: UUID, as_of: int) -> File | None:
    """Return where a household stood, or None before its first event."""
    found = _files(connection, "one", household_id=household_id, as_of=as_of)
    return found[0] if found else None


def of_village(connection: Connection[Any], village_code: str, as_of: int) -> list[File]:
    """Return the households that lived in a village."""
    return _files(connection, "of_village", village_code=village_code, as_of=as_of)


def page(connection: Connection[Any], as_of: int, limit: int, after: UUID = FIRST) -> list[File]:
    """Return some households in the order of their ids."""
    return _files(connection, "page", after=after, limit=limit, as_of=as_of)


def by_case_number(connection: Connection[Any], number: str, as_of: int) -> list[File]:
    """Return the household with a number as people write it; none if it is no such number."""
    digits = number.upper().removeprefix("RT").replace("-", "").replace(" ", "")
    if len(digits) != DIGITS or not set(digits) <= set(CROCKFORD):
        return []
    bits = 0
    for digit in digits:
        bits = bits << 5 | CROCKFORD.index(digit)
    low, high = UUID(int=bits << LOW_BITS), UUID(int=(bits + 1 << LOW_BITS) - 1)
    return _files(connection, "between", low=low, high=high, as_of=as_of)


def lineage(connection: Connection[Any], household_id: UUID, as_of: int) -> Lineage:
    """Return which households and villages a household comes from and went into."""
    file = one(connection, household_id, as_of)
    asked = {"household_id": household_id, "as_of": as_of}
    return Lineage(
        merged_into=file.merged_into if file else None,
        split_from=file.split_from if file else None,
        absorbed=[row[0] for row in connection.execute(SQL["absorbed"], asked)],
        split_off=[row[0] for row in connection.execute(SQL["split_off"], asked)],
        villages=[row[0] for row in connection.execute(SQL["villages_before"], asked)],
    )


def _files(connection: Connection[Any], query: str, **asked: Any) -> list[File]:
    with connection.cursor(row_factory=class_row(File)) as cursor:
        return cursor.execute(SQL[query], asked).fetchall()
