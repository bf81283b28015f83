"""What can be asked of a request about personal data."""

from domain.commands import Command
from domain.data_request.events import (
    DataAnswerShape,
    DecisionShape,
    ErasureShape,
    ProposalShape,
    ReleaseShape,
    RequestShape,
)


class ReceiveDataRequest(RequestShape, Command, name="data-request.receive"):
    """Put a request on record; its clock runs from now."""


class ProposeDecision(ProposalShape, Command, name="data-request.propose"):
    """Propose to grant, to grant in part or to refuse."""


class DecideDataRequest(DecisionShape, Command, name="data-request.decide"):
    """Decide as proposed, as the second person."""


class ReportErasure(ErasureShape, Command, name="data-request.report-erasure"):
    """Put on record that what was granted is destroyed."""


class ReleasePersonFile(ReleaseShape, Command, name="data-request.release-file"):
    """Put on record that a person got a copy of their data."""


class AnswerDataRequest(DataAnswerShape, Command, name="data-request.answer"):
    """Put on record that the person was told."""
