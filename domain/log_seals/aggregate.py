"""The stream in which the log speaks of itself."""

from dataclasses import dataclass, field

from domain.aggregate import Aggregate
from domain.context import Context
from domain.events import Event
from domain.history import RecordedEvent
from domain.log_seals.commands import BeginEpoch, NameSigningKey, SealHeads
from domain.log_seals.events import EpochBegun, HeadsSealed, SigningKeyNamed


@dataclass(slots=True)
class LogSeals:
    """`position` is where the latest heads were put down, `size` how far they look.

    `keys` are all that ever signed, in their order; `epoch` is one more after each restore.
    """

    position: int = -1
    size: int = 0
    streams: int = 0
    root: str = ""
    keys: list[tuple[str, str]] = field(default_factory=list)
    epoch: int = 1


LOG_SEALS: Aggregate[LogSeals] = Aggregate("log", LogSeals)


@LOG_SEALS.decides(SealHeads)
def seal_heads(seals: LogSeals, command: SealHeads, context: Context) -> list[Event]:
    """Return nothing for a part of the log whose heads are sealed already."""
    if command.size <= seals.size:
        return []
    return [HeadsSealed(**command.facts())]


@LOG_SEALS.folds(HeadsSealed)
def heads_sealed(seals: LogSeals, event: HeadsSealed, at: RecordedEvent) -> None:
    seals.position = at.position
    seals.size, seals.streams, seals.root = event.size, event.streams, event.root


@LOG_SEALS.decides(NameSigningKey)
def name_signing_key(seals: LogSeals, command: NameSigningKey, context: Context) -> list[Event]:
    """Return nothing for the key that signs already."""
    if seals.keys and seals.keys[-1] == (command.origin, command.key):
        return []
    return [SigningKeyNamed(**command.facts())]


@LOG_SEALS.folds(SigningKeyNamed)
def signing_key_named(seals: LogSeals, event: SigningKeyNamed, at: RecordedEvent) -> None:
    seals.keys.append((event.origin, event.key))


@LOG_SEALS.decides(BeginEpoch)
def begin_epoch(seals: LogSeals, command: BeginEpoch, context: Context) -> list[Event]:
    """Return nothing for an epoch that has begun already."""
    if command.epoch <= seals.epoch:
        return []
    return [EpochBegun(**command.facts())]


@LOG_SEALS.folds(EpochBegun)
def epoch_begun(seals: LogSeals, event: EpochBegun, at: RecordedEvent) -> None:
    seals.epoch = event.epoch
