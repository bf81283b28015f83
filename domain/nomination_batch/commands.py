"""What a data officer can ask of a nomination batch."""

from domain.commands import Command
from domain.nomination_batch.events import BatchShape, DismissalShape, FeedbackShape, RowsShape


class OpenBatch(BatchShape, Command, name="nomination-batch.open"):
    """Take in a list."""


class JudgeRows(RowsShape, Command, name="nomination-batch.judge-rows"):
    """Put the verdicts on a stretch of rows on record."""


class CloseBatch(Command, name="nomination-batch.close"):
    """Say that every row is judged."""


class IssueFeedback(FeedbackShape, Command, name="nomination-batch.issue-feedback"):
    """Give the verdicts back to the source agency."""


class DismissDuplicate(DismissalShape, Command, name="nomination-batch.dismiss-duplicate"):
    """Say that two households that look alike are different."""
