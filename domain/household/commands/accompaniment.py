"""What a mentor or a supervisor can report about their work with a household."""

from domain.commands import Command
from domain.household.events.accompaniment import (
    MissedVisitShape,
    SessionShape,
    SpotCheckShape,
    TrainingShape,
    VisitShape,
)


class RecordVisit(VisitShape, Command, name="household.record-visit"):
    """Put a meeting with the household on record."""


class RecordMissedVisit(MissedVisitShape, Command, name="household.record-missed-visit"):
    """Say why a visit that was due did not take place."""


class RecordGroupSession(SessionShape, Command, name="household.record-group-session"):
    """Say which members took part in a session."""


class RecordTraining(TrainingShape, Command, name="household.record-training"):
    """Say that a member completed a training."""


class RecordSpotCheck(SpotCheckShape, Command, name="household.record-spot-check"):
    """Say what a second look at a visit found."""
