"""What a supervisor can ask of a mentor's assignment."""

from domain.commands import Command
from domain.mentor_assignment.events import (
    EndShape,
    LeaveShape,
    RegistrationShape,
    ReleaseShape,
    ReturnShape,
    TakingShape,
    TerritoryShape,
)


class RegisterMentor(RegistrationShape, Command, name="mentor-assignment.register"):
    """Make somebody a mentor."""


class SetMentorTerritory(TerritoryShape, Command, name="mentor-assignment.set-territory"):
    """Lay down the mentor's villages."""


class TakeHousehold(TakingShape, Command, name="mentor-assignment.take-household"):
    """Put a household into the mentor's care."""


class ReleaseHousehold(ReleaseShape, Command, name="mentor-assignment.release-household"):
    """Take a household out of the mentor's care."""


class StartMentorLeave(LeaveShape, Command, name="mentor-assignment.start-leave"):
    """Say that the mentor is away."""


class ReturnMentor(ReturnShape, Command, name="mentor-assignment.return"):
    """Say that the mentor is back."""


class EndMentor(EndShape, Command, name="mentor-assignment.end"):
    """Say that somebody is no longer a mentor."""
