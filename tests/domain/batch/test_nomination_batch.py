"""An imported list: every row is judged once, and the counters add up."""

from datetime import date
from uuid import UUID

import pytest

from domain.nomination_batch.aggregate import NOMINATION_BATCH
from domain.nomination_batch.commands import (
    CloseBatch,
    DismissDuplicate,
    IssueFeedback,
    JudgeRows,
    OpenBatch,
)
from domain.nomination_batch.events import (
    ROWS_PER_EVENT_MAX,
    BatchClosed,
    BatchOpened,
    DuplicateDismissed,
    FeedbackIssued,
    RowsJudged,
    RowVerdict,
)
from tests.definitions import code, in_both_programmes
from tests.scenario import HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID, given_of

BATCH_ID = UUID(int=0xF1)
FILE, FEEDBACK = "d" * 64, "e" * 64
LARGEST_ENTRY = 65_535


def origin(**more):
    return {
        "source": "bps",
        "as_of_on": date(2026, 1, 1),
        "file_sha256": FILE,
        "code_system": "kemendagri",
        "deciles": (1, 2),
        "row_count": 3,
    } | more


def row(number, verdict="nominated", household_id=HOUSEHOLD_ID, reasons=()):
    return RowVerdict(number, verdict, reasons, household_id, f"{number:064d}")


NOMINATED = row(1)
DECEASED = row(2, "deceased", None, ("listed.deceased",))
KNOWN = row(3, "known", OTHER_HOUSEHOLD_ID)
ALL = (NOMINATED, DECEASED, KNOWN)


def opened(*more):
    return given_of(NOMINATION_BATCH, BatchOpened(**origin()), *more, stream=BATCH_ID)


def judged(*more):
    return opened(RowsJudged(rows=ALL), *more)


CLOSED = BatchClosed(counters=(("deceased", 1), ("known", 1), ("nominated", 1)))


@in_both_programmes
def test_a_list_is_taken_in_once(programme):
    given = given_of(NOMINATION_BATCH, stream=BATCH_ID)
    command = OpenBatch(**origin())
    then = given.when(command, programme=programme).then(BatchOpened(**origin()))
    then.when(command, programme=programme).then_nothing()
    other = OpenBatch(**origin(row_count=4))
    then.when(other, programme=programme).then_refused("S3")


@in_both_programmes
@pytest.mark.parametrize(
    ("change", "rule", "variant"),
    [
        ({"source": "nobody"}, "M4", "party"),
        ({"as_of_on": date(2027, 1, 1)}, "H1", "future"),
    ],
)
def test_a_list_has_a_known_source_and_a_day_that_has_come(programme, change, rule, variant):
    given = given_of(NOMINATION_BATCH, stream=BATCH_ID)
    given.when(OpenBatch(**origin(**change)), programme=programme).then_refused(rule, variant)


@in_both_programmes
def test_rows_are_judged_once_in_any_order_and_rejected_rows_are_kept(programme):
    first = JudgeRows(rows=(KNOWN, DECEASED))
    then = opened().when(first, programme=programme).then(RowsJudged(rows=(KNOWN, DECEASED)))
    then.when(first, programme=programme).then_nothing()
    then = then.when(JudgeRows(rows=ALL), programme=programme).then(RowsJudged(rows=(NOMINATED,)))
    assert then.state.rows[2].verdict == "deceased"
    assert then.state.row_of(HOUSEHOLD_ID) == 1
    assert then.state.row_of(OTHER_HOUSEHOLD_ID) == 3
    assert then.state.row_of(UUID(int=1)) is None


@in_both_programmes
@pytest.mark.parametrize(
    ("wrong", "rule", "variant"),
    [
        (row(0), "B1", "row"),
        (row(4), "B1", "row"),
        (row(3, "nominated", None), "B1", "household"),
        (row(3, "deceased", HOUSEHOLD_ID), "B1", "household"),
        (row(3, "no-such-verdict", None), "S1", "reason"),
        (row(2, "moved_out", None), "B1", "again"),
    ],
)
def test_a_row_is_on_the_list_has_a_known_verdict_and_only_one(programme, wrong, rule, variant):
    given = opened(RowsJudged(rows=(DECEASED,)))
    given.when(JudgeRows(rows=(wrong,)), programme=programme).then_refused(rule, variant)


@in_both_programmes
def test_nothing_is_judged_before_the_list_is_taken_in(programme):
    given = given_of(NOMINATION_BATCH, stream=BATCH_ID)
    given.when(JudgeRows(rows=(NOMINATED,)), programme=programme).then_refused("B1", "unopened")


@in_both_programmes
def test_a_list_is_closed_once_with_counters_that_add_up(programme):
    then = judged().when(CloseBatch(), programme=programme).then(CLOSED)
    then.when(CloseBatch(), programme=programme).then_nothing()
    assert sum(count for _, count in then.state.counters) == then.state.origin.row_count


@in_both_programmes
def test_a_list_with_a_row_without_a_verdict_is_not_closed(programme):
    given = opened(RowsJudged(rows=(NOMINATED, DECEASED)))
    given.when(CloseBatch(), programme=programme).then_refused("B1", "missing")


@in_both_programmes
def test_a_closed_list_takes_no_new_verdict_but_stays_quiet_on_an_old_one(programme):
    closed = judged(CLOSED)
    closed.when(JudgeRows(rows=(NOMINATED,)), programme=programme).then_nothing()
    changed = JudgeRows(rows=(row(2, "moved_out", None),))
    closed.when(changed, programme=programme).then_refused("B1", "closed")


@in_both_programmes
def test_feedback_goes_back_once_and_only_from_a_closed_list(programme):
    command = IssueFeedback(file_sha256=FEEDBACK, row_count=3)
    judged().when(command, programme=programme).then_refused("B1", "open")
    then = judged(CLOSED).when(command, programme=programme)
    then = then.then(FeedbackIssued(file_sha256=FEEDBACK, row_count=3))
    then.when(command, programme=programme).then_nothing()
    other = IssueFeedback(file_sha256=FEEDBACK, row_count=2)
    then.when(other, programme=programme).then_refused("S3")


def test_the_longest_stretch_of_rows_fits_into_one_entry_of_the_log():
    longest = RowVerdict(
        999_999, "identity_mismatch", ("differs.birth_date",) * 1, UUID(int=1), "f" * 64
    )
    rows = tuple(longest._replace(number=number) for number in range(ROWS_PER_EVENT_MAX))
    assert len(RowsJudged(rows=rows).model_dump_json()) < LARGEST_ENTRY - 2_000


@in_both_programmes
def test_two_households_that_look_alike_are_told_apart_once_and_for_a_known_reason(programme):
    reason = code(programme, "duplicate_dismissal")
    pair = (HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID)
    command = DismissDuplicate(household_ids=pair, reason=reason)
    then = judged(CLOSED).when(command, programme=programme)
    then = then.then(DuplicateDismissed(household_ids=pair, reason=reason))
    then.when(command, programme=programme).then_nothing()
    unknown = DismissDuplicate(household_ids=(HOUSEHOLD_ID, UUID(int=9)), reason="no-such-reason")
    then.when(unknown, programme=programme).then_refused("S1", "reason")
    other = DismissDuplicate(household_ids=pair, reason="no-such-reason")
    then.when(other, programme=programme).then_refused("S3")
