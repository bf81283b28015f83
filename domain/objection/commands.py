"""What can be asked of an objection."""

from domain.commands import Command
from domain.objection.events import AnswerShape, EscalationShape, LodgingShape, OutcomeShape


class LodgeObjection(LodgingShape, Command, name="objection.lodge"):
    """Contest a decision or a list."""


class DecideObjection(OutcomeShape, Command, name="objection.decide"):
    """Uphold or reject an objection."""


class AnswerObjection(AnswerShape, Command, name="objection.answer"):
    """Put on record that the complainant was told."""


class EscalateObjection(EscalationShape, Command, name="objection.escalate"):
    """Send an objection to a higher office."""
