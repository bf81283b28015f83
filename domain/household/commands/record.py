"""What a user can ask of the record itself."""

from domain.commands import Command
from domain.household.events.record import (
    AnnulmentShape,
    CorrectionShape,
    HoldShape,
    IrregularityShape,
    LeaveShape,
    NotedErasureShape,
)


class CorrectEvent(CorrectionShape, Command, name="household.correct-event"):
    """Replace values of an earlier fact from here on."""


class AnnulEvent(AnnulmentShape, Command, name="household.annul-event"):
    """Say that an earlier fact never happened."""


class ReportIrregularity(IrregularityShape, Command, name="household.report-irregularity"):
    """Keep a report that a rule does not allow."""


class PlaceLegalHold(HoldShape, Command, name="household.place-legal-hold"):
    """Keep the file as it is for an inspector."""


class LiftLegalHold(HoldShape, Command, name="household.lift-legal-hold"):
    """Let the file be corrected again."""


class GrantLeave(LeaveShape, Command, name="household.grant-leave"):
    """Let one thing be amended in a file that is on hold."""


class NoteErasure(NotedErasureShape, Command, name="household.note-erasure"):
    """Put on record that a member's data are erased."""
