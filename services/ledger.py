"""The sealed log as use cases see it: histories come out, commands with their events go in."""

from collections.abc import Sequence
from datetime import datetime
from itertools import repeat
from typing import cast
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.persistence import IntegrityError, Mapper
from eventsourcing.utils import Environment, EnvType

from domain.history import RecordedEvent
from services.entries import (
    Append,
    Entry,
    Erasure,
    Guard,
    LedgerRow,
    Receipt,
    Recorder,
    Release,
    Take,
)
from services.ports import Keyring, PersonErased, PersonKeyChanged

__all__ = ["Append", "Guard", "Ledger", "Receipt", "Release", "Take"]

KEY_RACES_MAX = 3


class Ledger(Application[UUID]):
    """The log of one programme."""

    name = "ledger"

    def __init__(self, mapper: Mapper[UUID], recorder: Recorder, keyring: Keyring) -> None:
        self._given_mapper = mapper
        self._given_recorder = recorder
        self.keyring = keyring
        super().__init__()

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:
        # What the ledger is made of is given to it, not read from the process's environment.
        return Environment(name, dict(env or {}))

    def construct_mapper(self) -> Mapper[UUID]:
        return self._given_mapper

    def construct_recorder(self) -> Recorder:
        return self._given_recorder

    def history(
        self, stream: UUID, *, upto_version: int | None = None, upto_position: int | None = None
    ) -> list[RecordedEvent]:
        """Return what happened to a stream, in order; bounds are inclusive."""
        rows = self._given_recorder.select_history(
            stream, upto_version=upto_version, upto_position=upto_position
        )
        return cast("list[RecordedEvent]", list(map(self.mapper.to_domain_event, rows)))

    def version(self, stream: UUID) -> int:
        """Return how many events a stream has."""
        last = self._given_recorder.select_events(stream, desc=True, limit=1)
        return last[0].originator_version if last else 0

    def between(self, first: int, last: int) -> list[RecordedEvent]:
        """Return what stands at these positions of the log, both included."""
        rows = self._given_recorder.select_notifications(first, last - first + 1, last)
        return cast("list[RecordedEvent]", list(map(self.mapper.to_domain_event, rows)))

    def append(self, append: Append) -> Receipt:
        """Record what a command adds to the log, once, however often it is sent.

        Raises StaleVersion, GuardFailed, ClaimTaken or KeyReused, and then nothing is recorded.
        """
        [answer] = self.append_all([append])
        if isinstance(answer, IntegrityError):
            raise answer
        return answer

    def append_all(
        self, appends: Sequence[Append], recorded_at: Sequence[datetime] | None = None
    ) -> list[Receipt | IntegrityError]:
        """Record many commands in one call, each all or nothing, each with its own answer.

        `recorded_at` is for simulated time: only the owner of the log may give it.
        """
        times = repeat(None) if recorded_at is None else recorded_at
        entries = [self._entry(append, at) for append, at in zip(appends, times, strict=False)]
        answers = self._given_recorder.record(entries)
        for _ in range(KEY_RACES_MAX):
            raced = [k for k, answer in enumerate(answers) if isinstance(answer, PersonKeyChanged)]
            if not raced:
                break
            self._seal_again(entries, answers, raced)
        for entry, answer in zip(entries, answers, strict=True):
            if isinstance(answer, Receipt):
                self._keep_keys(entry, answer)
            elif isinstance(answer, PersonErased):
                self.keyring.forget(answer.person)
        return answers

    def _seal_again(
        self,
        entries: list[Entry],
        answers: list[Receipt | IntegrityError],
        raced: Sequence[int],
    ) -> None:
        """Send again, under the right key, what another process was faster to give a key for."""
        for k in raced:
            changed = answers[k]
            if isinstance(changed, PersonKeyChanged):
                self.keyring.forget(changed.person)
            entries[k] = self._entry(entries[k].append, entries[k].recorded_at)
        again = self._given_recorder.record([entries[k] for k in raced])
        for k, answer in zip(raced, again, strict=True):
            answers[k] = answer

    def _keep_keys(self, entry: Entry, receipt: Receipt) -> None:
        """Learn that new keys are stored; of a repeated command, those of its first sending."""
        for row in entry.rows:
            if row.new_key is not None and receipt.repeated:
                self.keyring.forget(row.new_key[0])
            elif row.new_key is not None:
                self.keyring.stored(row.new_key[0])

    def receipt_of(self, command_id: UUID, digest: bytes | None = None) -> Receipt | None:
        """Return the receipt of a command, or None if it was never recorded.

        Raises KeyReused when it was recorded with another digest than the given one.
        """
        return self._given_recorder.receipt_of(command_id, digest)

    def erase(self, request: UUID) -> Erasure:
        """Destroy what two people have granted in a request; repeatable. Raises ErasureRefused."""
        erasure = self._given_recorder.erase(request)
        self.keyring.forget(erasure.person)
        return erasure

    def streams_about(self, person: UUID) -> Sequence[UUID]:
        """Return every stream with an event that names the person."""
        return self._given_recorder.streams_about(person)

    def _entry(self, append: Append, recorded_at: datetime | None) -> Entry:
        if not append.events:
            raise ValueError("a command without events has nothing to record")
        rows = [cast("LedgerRow", self.mapper.to_stored_event(event)) for event in append.events]
        return Entry(append, rows, recorded_at)
