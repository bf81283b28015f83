"""Which wishes of a data officer come true: every row is judged once, and the rows add up."""

from collections import Counter

from domain.checks import check_code, check_happened, check_organisation
from domain.context import Context
from domain.events import Event
from domain.nomination_batch.aggregate import NOMINATION_BATCH
from domain.nomination_batch.commands import (
    CloseBatch,
    DismissDuplicate,
    IssueFeedback,
    JudgeRows,
    OpenBatch,
)
from domain.nomination_batch.events import (
    BatchClosed,
    BatchOpened,
    DuplicateDismissed,
    FeedbackIssued,
    RowsJudged,
    RowVerdict,
)
from domain.nomination_batch.state import BatchOrigin, NominationBatch
from domain.records import record, said_before
from domain.rules import Refused

# The verdicts on rows that stand for a household of the programme.
WITH_HOUSEHOLD = frozenset({"nominated", "known"})


@NOMINATION_BATCH.decides(OpenBatch)
def open_batch(state: NominationBatch, command: OpenBatch, context: Context) -> list[Event]:
    if said_before(state.origin, record(BatchOrigin, command)):
        return []
    check_organisation(context, command.source)
    check_happened(context, command.as_of_on)
    return [BatchOpened(**command.facts())]


@NOMINATION_BATCH.decides(JudgeRows)
def judge_rows(state: NominationBatch, command: JudgeRows, context: Context) -> list[Event]:
    origin = _origin(state)
    new = [row for row in command.rows if state.rows.get(row.number) != row]
    if not new:
        return []
    if state.closed:
        raise Refused("B1", "closed")
    for row in new:
        _check_row(state, row, origin.row_count, context)
    return [RowsJudged(rows=tuple(new))]


@NOMINATION_BATCH.decides(CloseBatch)
def close_batch(state: NominationBatch, _: CloseBatch, __: Context) -> list[Event]:
    rows = _origin(state).row_count
    if state.closed:
        return []
    if len(state.rows) < rows:
        raise Refused("B1", "missing", missing=rows - len(state.rows), rows=rows)
    counted = Counter(row.verdict for row in state.rows.values())
    return [BatchClosed(counters=tuple(sorted(counted.items())))]


@NOMINATION_BATCH.decides(IssueFeedback)
def issue_feedback(state: NominationBatch, command: IssueFeedback, _: Context) -> list[Event]:
    if not state.closed:
        raise Refused("B1", "open")
    if said_before(state.feedback.get(command.file_sha256), command.row_count):
        return []
    return [FeedbackIssued(**command.facts())]


@NOMINATION_BATCH.decides(DismissDuplicate)
def dismiss_duplicate(
    state: NominationBatch, command: DismissDuplicate, context: Context
) -> list[Event]:
    _origin(state)
    if said_before(state.dismissed.get(command.household_ids), command.reason):
        return []
    check_code(context, "duplicate_dismissal", command.reason)
    return [DuplicateDismissed(**command.facts())]


def _origin(state: NominationBatch) -> BatchOrigin:
    if state.origin is None:
        raise Refused("B1", "unopened")
    return state.origin


def _check_row(state: NominationBatch, row: RowVerdict, rows: int, context: Context) -> None:
    if not 1 <= row.number <= rows:
        raise Refused("B1", "row", row=row.number, rows=rows)
    if row.number in state.rows:
        raise Refused("B1", "again", row=row.number)
    check_code(context, "row_verdict", row.verdict)
    if (row.household_id is not None) != (row.verdict in WITH_HOUSEHOLD):
        raise Refused("B1", "household", row=row.number)
