"""What goes into the ledger and what comes out of it: the shapes that every recorder agrees on."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    Notification,
    StoredEvent,
)

from domain.history import RecordedEvent


@dataclass(frozen=True, slots=True)
class Take:
    """Claim for a stream, and a person in it, something that only one stream may have."""

    kind: str
    token: bytes
    stream: UUID
    person: UUID | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """Give up what a stream has claimed: all of it, or what it claimed for one person."""

    stream: UUID
    person: UUID | None = None


@dataclass(frozen=True, slots=True)
class Guard:
    """A stream that the decision read and does not write. It must still be at this version."""

    stream: UUID
    version: int


@dataclass(slots=True)
class Append:
    """What one command adds to the log, all or nothing."""

    command_id: UUID
    digest: bytes
    events: list[RecordedEvent] = field(default_factory=list)
    takes: list[Take] = field(default_factory=list)
    releases: list[Release] = field(default_factory=list)
    guards: list[Guard] = field(default_factory=list)

    @property
    def basis(self) -> str:
        """Return what the decision rests on: every stream that it read, each at its version."""
        seen = {guard.stream: guard.version for guard in self.guards}
        for line in reversed(self.events):
            seen[line.originator_id] = line.originator_version - 1
        told = ",".join(f"{stream}@{version}" for stream, version in sorted(seen.items()))
        return sha256(told.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where a command stands in the log. `repeated`: it had been recorded before this call."""

    first_position: int
    last_position: int
    recorded_at: datetime
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Erasure:
    """What a granted erasure has destroyed; the same however often it is asked for."""

    person: UUID
    groups: tuple[str, ...]
    sealed: int
    claims: int


@dataclass(frozen=True, slots=True)
class SealedPart:
    """One group of personal fields of one event, encrypted under the key of a person."""

    person: UUID
    group: str
    ciphertext: bytes


@dataclass(frozen=True)
class LedgerRow(Notification):
    """An event as the exact bytes that are stored and hashed. `id` is its position.

    `topic` is the permanent name and `state` the payload, in the event store's own words.
    """

    event_id: UUID
    metadata: bytes
    recorded_at: datetime | None = None
    sealed: tuple[SealedPart, ...] = ()
    new_key: tuple[UUID, bytes] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One command on its way into the log, with its events as rows."""

    append: Append
    rows: Sequence[LedgerRow]
    recorded_at: datetime | None = None


class Recorder(ApplicationRecorder):
    """An application recorder that also answers command by command."""

    @abstractmethod
    def record(self, entries: Sequence[Entry]) -> list[Receipt | IntegrityError]:
        """Record each command all or nothing, and answer each on its own."""

    @abstractmethod
    def receipt_of(self, command_id: UUID, digest: bytes | None = None) -> Receipt | None:
        """Return the receipt of a recorded command. Raises KeyReused if the digest is another."""

    @abstractmethod
    def select_history(
        self, stream: UUID, *, upto_version: int | None, upto_position: int | None
    ) -> Sequence[LedgerRow]:
        """Return the rows of a stream in order, up to and including a version or a position."""

    @abstractmethod
    def erase(self, request: UUID) -> Erasure:
        """Destroy what the log says two people have granted in this request; repeatable.

        Raises ErasureRefused, and then nothing is destroyed.
        """

    @abstractmethod
    def streams_about(self, person: UUID) -> Sequence[UUID]:
        """Return every stream with an event that names the person."""

    def insert_events(
        self, stored_events: Sequence[StoredEvent], *, append: Append | None = None, **_: Any
    ) -> Sequence[int] | None:
        """Record the events of one command, as the event store's own callers expect it."""
        if not stored_events:
            return []
        if append is None:
            raise TypeError("events are recorded as part of a command")
        rows = [row for row in stored_events if isinstance(row, LedgerRow)]
        [answer] = self.record([Entry(append, rows)])
        if isinstance(answer, IntegrityError):
            raise answer
        return range(answer.first_position, answer.last_position + 1)
