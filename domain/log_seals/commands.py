"""What the program itself wishes about the log."""

from domain.commands import Command
from domain.log_seals.events import EpochShape, HeadsShape, SigningKeyShape


class SealHeads(HeadsShape, Command, name="log.seal-heads"):
    """Put on record how far every history has come."""


class NameSigningKey(SigningKeyShape, Command, name="log.name-signing-key"):
    """Put on record which key signs the checkpoints from now on."""


class BeginEpoch(EpochShape, Command, name="log.begin-epoch"):
    """Put on record that the log was brought back from a backup."""
