"""What a user can ask about who a member is."""

from domain.commands import Command
from domain.household.events.identity import IdentityShape


class RecordIdentityAnew(IdentityShape, Command, name="household.record-identity-anew"):
    """Put a member's number, name or birth date on record anew."""
