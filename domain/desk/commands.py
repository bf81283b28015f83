"""What can be asked of a user's desk."""

from typing import Annotated

from pydantic import Field

from domain.commands import Command, Storable
from domain.desk.events import (
    AccessShape,
    BlockShape,
    BundleShape,
    GrantShape,
    QuarantineShape,
    ReadingShape,
    RefusalShape,
    RevocationShape,
    SettlementShape,
    UserShape,
)
from domain.personal import Group, PersonalData
from domain.values import Code


class RegisterUser(UserShape, Command, name="desk.register-user"):
    """Let somebody be given roles."""


class GrantRole(GrantShape, Command, name="desk.grant-role"):
    """Give a user a role."""


class RevokeRole(RevocationShape, Command, name="desk.revoke-role"):
    """Take a role from a user."""


class BlockUser(BlockShape, Command, name="desk.block-user"):
    """Keep a user from signing in, whatever roles they have."""


class UnblockUser(Command, name="desk.unblock-user"):
    """Let a blocked user sign in again."""


class NoteAccess(AccessShape, Command, name="desk.note-access"):
    """Put on record what was done to how a user signs in."""


class AskSecondFactorReset(Command, name="desk.ask-second-factor-reset"):
    """Ask that a second person forgets a user's second factor."""


class ResetSecondFactor(Command, name="desk.reset-second-factor"):
    """Agree that a user's second factor is forgotten."""


class NoteRefusal(RefusalShape, Command, name="desk.note-refusal"):
    """Put on record that a rule said no to a user."""


class NoteReading(ReadingShape, Command, name="desk.note-reading"):
    """Put on record that a user opened a file."""


class NoteRelease(BundleShape, Command, name="desk.note-release"):
    """Put on record that a user made a bundle, and for whom."""


# Put down whatever was on the desk before.
NOTES = (NoteAccess, NoteRefusal, NoteReading, NoteRelease)


class QuarantineSubmission(QuarantineShape, Command, name="desk.quarantine-submission"):
    """Keep a refused submission in the box "needs attention"."""

    body: Annotated[
        str | None, Field(max_length=60_000), Storable, PersonalData(Group.NARRATIVE)
    ] = None


class SettleSubmission(SettlementShape, Command, name="desk.settle-submission"):
    """Say what became of a submission in the box, and why."""

    reason: Code | None = None
