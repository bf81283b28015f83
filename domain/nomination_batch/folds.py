"""How each event changes the state of a nomination batch."""

from domain.history import RecordedEvent
from domain.nomination_batch.aggregate import NOMINATION_BATCH
from domain.nomination_batch.events import (
    BatchClosed,
    BatchOpened,
    DuplicateDismissed,
    FeedbackIssued,
    RowsJudged,
)
from domain.nomination_batch.state import BatchOrigin, NominationBatch
from domain.records import record


@NOMINATION_BATCH.folds(BatchOpened)
def open_batch(state: NominationBatch, event: BatchOpened, _: RecordedEvent) -> None:
    state.origin = record(BatchOrigin, event)


@NOMINATION_BATCH.folds(RowsJudged)
def judge_rows(state: NominationBatch, event: RowsJudged, _: RecordedEvent) -> None:
    state.rows.update((row.number, row) for row in event.rows)


@NOMINATION_BATCH.folds(BatchClosed)
def close_batch(state: NominationBatch, event: BatchClosed, _: RecordedEvent) -> None:
    state.closed, state.counters = True, event.counters


@NOMINATION_BATCH.folds(FeedbackIssued)
def issue_feedback(state: NominationBatch, event: FeedbackIssued, _: RecordedEvent) -> None:
    state.feedback[event.file_sha256] = event.row_count


@NOMINATION_BATCH.folds(DuplicateDismissed)
def dismiss_duplicate(state: NominationBatch, event: DuplicateDismissed, _: RecordedEvent) -> None:
    state.dismissed[event.household_ids] = event.reason
