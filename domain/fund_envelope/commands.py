"""What can be asked of an envelope; reserving and drawing follow from grants and orders."""

from domain.commands import Command
from domain.fund_envelope.events import (
    BudgetShape,
    ClosingShape,
    DrawingShape,
    EnvelopeShape,
    ReleaseShape,
    ReservationShape,
    UndrawingShape,
)


class OpenEnvelope(EnvelopeShape, Command, name="fund-envelope.open"):
    """Put the ceiling of a village, source and year on record."""


class SetBudget(BudgetShape, Command, name="fund-envelope.set-budget"):
    """Divide the envelope into lines."""


class ReserveGrant(ReservationShape, Command, name="fund-envelope.reserve-grant"):
    """Keep money back for a grant that is being approved."""


class ReleaseReservation(ReleaseShape, Command, name="fund-envelope.release-reservation"):
    """Give back what a grant no longer needs."""


class DrawOrder(DrawingShape, Command, name="fund-envelope.draw-order"):
    """Take the money of an order that is being approved."""


class ReleaseOrder(UndrawingShape, Command, name="fund-envelope.release-order"):
    """Give back what an order did not spend."""


class CloseEnvelope(ClosingShape, Command, name="fund-envelope.close"):
    """Let nothing more be spent from the envelope."""
