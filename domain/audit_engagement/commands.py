"""What inspectors and auditees can ask of an audit."""

from domain.audit_engagement.events import (
    AcceptanceShape,
    AnswerShape,
    ClosureShape,
    FindingClosureShape,
    FindingShape,
    ItemNoteShape,
    ItemShape,
    MoneyReturnShape,
    SampleRequestShape,
    SampleShape,
    WarrantShape,
)
from domain.audit_engagement.questions import Question
from domain.commands import Command


class OpenEngagement(WarrantShape, Command, name="audit-engagement.open"):
    """Begin an audit by its warrant."""


class RequestSample(SampleRequestShape, Command, name="audit-engagement.request-sample"):
    """Fix method and population of a sample."""


class DrawSample(SampleShape, Command, name="audit-engagement.draw-sample"):
    """Put on record what the seed makes of the population."""


class ExamineItem(ItemShape, Command, name="audit-engagement.examine-item"):
    """Say what was found about one of the sample."""


class NoteItem(ItemNoteShape, Command, name="audit-engagement.note-item"):
    """Say in words what there was to see."""


class RaiseFinding(FindingShape, Command, name="audit-engagement.raise-finding"):
    """Say what is out of order; `question` is what a red flag asked, if it began with one."""

    question: Question | None = None


class RaiseFromIrregularity(
    FindingShape, Command, name="audit-engagement.raise-from-irregularity"
):
    """Open a finding on what was reported although a rule forbids it."""


class AnswerFinding(AnswerShape, Command, name="audit-engagement.answer-finding"):
    """Answer a finding."""


class AcceptFinding(AcceptanceShape, Command, name="audit-engagement.accept-finding"):
    """Say what the answer is worth."""


class ReturnFindingMoney(MoneyReturnShape, Command, name="audit-engagement.return-money"):
    """Put on record that money came back."""


class CloseFinding(FindingClosureShape, Command, name="audit-engagement.close-finding"):
    """Say that nothing is left to do."""


class CloseEngagement(ClosureShape, Command, name="audit-engagement.close"):
    """End the audit with its report."""
