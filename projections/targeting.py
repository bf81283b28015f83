"""Who was listed, what was found about each row and each household, and how that adds up."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

from domain.nomination_batch.events import BatchClosed, BatchOpened, FeedbackIssued, RowsJudged
from projections.funnel import Alike, Funnel, funnel
from projections.household_file import HOUSEHOLD_FILE
from projections.read_model import Change, ReadModel, Rows
from projections.tables import Log, Spans

LISTS = Log("targeting_list")
STEPS = Log("targeting_step")
ROWS = Spans("targeting_row", key=("batch_id", "number"))
TARGETING = ReadModel("targeting", __file__, (LISTS, STEPS, ROWS))
SQL = TARGETING.sql
BASED_ON = (TARGETING.name, HOUSEHOLD_FILE.name)


@dataclass(frozen=True, slots=True)
class TakenList:
    """A list that was taken in, and how far its rows have been judged."""

    batch_id: UUID
    source: str
    as_of_on: date
    code_system: str
    file_sha256: str
    row_count: int
    supersedes: UUID | None
    judged: int
    closed: bool
    feedback_rows: int | None


@dataclass(frozen=True, slots=True)
class ListedRow:
    """The verdict on one row of a list."""

    batch_id: UUID
    number: int
    verdict: str
    reasons: list[str]
    household_id: UUID | None


@dataclass(frozen=True, slots=True)
class HouseholdVerdict:
    """What was found about a household."""

    household_id: UUID
    village_code: str
    batch_id: UUID | None
    decile: int | None
    stage: str
    status: str
    reason: str
    since_on: date | None


@TARGETING.on(BatchOpened)
def taken_in(event: BatchOpened, change: Change) -> Rows:
    """Add the list."""
    origin = event.source, event.as_of_on, event.code_system, event.file_sha256
    return [LISTS.says(change.stream, *origin, event.row_count, event.supersedes)]


@TARGETING.on(RowsJudged)
def judged(event: RowsJudged, change: Change) -> Rows:
    """Give rows their verdicts."""
    return [
        ROWS.becomes((change.stream, row.number), row.verdict, list(row.reasons), row.household_id)
        for row in event.rows
    ]


@TARGETING.on(BatchClosed)
def closed(event: BatchClosed, change: Change) -> Rows:
    """Note that every row has its verdict."""
    return [STEPS.says(change.stream, "closed", sum(count for _, count in event.counters))]


@TARGETING.on(FeedbackIssued)
def fed_back(event: FeedbackIssued, change: Change) -> Rows:
    """Note that the source was told."""
    return [STEPS.says(change.stream, "feedback", event.row_count)]


def lists(connection: Connection[Any], as_of: int) -> list[TakenList]:
    """Return the lists in the order in which they were taken in."""
    with connection.cursor(row_factory=class_row(TakenList)) as cursor:
        return cursor.execute(SQL["lists"], {"as_of": as_of}).fetchall()


def verdicts(connection: Connection[Any], batch_id: UUID, as_of: int) -> dict[str, int]:
    """Return how many rows of a list have each verdict."""
    return dict(connection.execute(SQL["verdicts"], {"batch_id": batch_id, "as_of": as_of}))


def rows(
    connection: Connection[Any], batch_id: UUID, as_of: int, limit: int, after: int = 0
) -> list[ListedRow]:
    """Return some rows of a list in the order of their numbers."""
    asked = {"batch_id": batch_id, "as_of": as_of, "limit": limit, "after": after}
    with connection.cursor(row_factory=class_row(ListedRow)) as cursor:
        return cursor.execute(SQL["rows"], asked).fetchall()


def households(
    connection: Connection[Any], village_code: str, as_of: int
) -> list[HouseholdVerdict]:
    """Return what was found about the households of a village."""
    asked = {"village_code": village_code, "as_of": as_of}
    with connection.cursor(row_factory=class_row(HouseholdVerdict)) as cursor:
        return cursor.execute(SQL["households"], asked).fetchall()


def households_funnel(
    connection: Connection[Any],
    as_of: int,
    *,
    village_code: str | None = None,
    batch_id: UUID | None = None,
) -> Funnel:
    """Return the way of all households, or of those of a village or a list."""
    asked = {"as_of": as_of, "village_code": village_code, "batch_id": batch_id}
    with connection.cursor(row_factory=class_row(Alike)) as cursor:
        return funnel(cursor.execute(SQL["alike"], asked))
