"""The ledger in memory, for tests that need no database: the same contract, the same hashes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import cast
from uuid import UUID

from eventsourcing.persistence import DataError, IntegrityError, Notification
from eventsourcing.popo import POPOApplicationRecorder

from adapters.memory_erasure import check_hold, granted
from adapters.sealing import Sealed
from domain.privacy import ALL_GROUPS
from domain.sealed_log import EPOCH, Frontier, leaf_entry, leaf_hash, microseconds
from services.entries import Append, Entry, Erasure, LedgerRow, Receipt, Recorder
from services.ports import (
    ClaimTaken,
    GuardFailed,
    KeyReused,
    PersonErased,
    PersonKeyChanged,
    StaleVersion,
)

TICK = timedelta(microseconds=1)
LAG = timedelta(seconds=1)


class MemoryRecorder(Recorder, POPOApplicationRecorder):
    """Keeps the log in lists, one command after another."""

    def __init__(self) -> None:
        super().__init__()
        self.frontier = Frontier()
        self._latest = EPOCH
        self._leaves: list[bytes] = []
        self._commands: dict[UUID, tuple[bytes, Receipt]] = {}
        self._claims: dict[tuple[str, bytes], tuple[UUID, UUID | None]] = {}
        self._keys: dict[UUID, bytes] = {}
        self._sealed: list[Sealed] = []
        self._event_ids: set[UUID] = set()
        self._erasures: dict[UUID, Erasure] = {}

    def record(self, entries: Sequence[Entry]) -> list[Receipt | IntegrityError]:
        with self._database_lock:
            answers = [self._record(entry) for entry in entries]
        self._notify_listeners()
        return answers

    def receipt_of(self, command_id: UUID, digest: bytes | None = None) -> Receipt | None:
        found = self._commands.get(command_id)
        if found is None:
            return None
        if digest is not None and digest != found[0]:
            raise KeyReused(command_id)
        return replace(found[1], repeated=True)

    def select_history(
        self, stream: UUID, *, upto_version: int | None, upto_position: int | None
    ) -> Sequence[LedgerRow]:
        rows = cast("Sequence[LedgerRow]", self.select_events(stream, lte=upto_version))
        return [row for row in rows if upto_position is None or row.id <= upto_position]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        first = 0 if start is None else start + (not inclusive_of_start)
        end = None if stop is None else stop + 1
        rows = cast("Sequence[LedgerRow]", self._stored_events[max(first, 0) : end])
        return [row for row in rows if not topics or row.topic in topics][:limit]

    def max_notification_id(self) -> int | None:
        return len(self._stored_events) - 1 if self._stored_events else None

    def select_sealed(self, streams: Sequence[UUID]) -> list[Sealed]:
        """Return the sealed parts of all events of these streams."""
        return [sealed for sealed in self._sealed if sealed.stream in streams]

    def wrapped_key(self, person: UUID) -> bytes | None:
        """Return the wrapped key of a person, for the keyring."""
        return self._keys.get(person)

    def erase(self, request: UUID) -> Erasure:
        with self._database_lock:
            rows = self.select_history(request, upto_version=None, upto_position=None)
            person, groups = granted(rows)
            if request not in self._erasures:
                self._erasures[request] = self._destroyed(person, groups)
            return self._erasures[request]

    def streams_about(self, person: UUID) -> Sequence[UUID]:
        rows = cast("Sequence[LedgerRow]", self._stored_events)
        named = (row for row in rows if str(person).encode() in row.state)
        return list(dict.fromkeys(cast("UUID", row.originator_id) for row in named))

    def _destroyed(self, person: UUID, groups: tuple[str, ...]) -> Erasure:
        for stream in self.streams_about(person):
            check_hold(self.select_history(stream, upto_version=None, upto_position=None))
        before = sum(len(sealed.parts) for sealed in self._sealed)
        self._sealed = [
            replace(sealed, parts=kept)
            for sealed in self._sealed
            if (
                kept := tuple(
                    part
                    for part in sealed.parts
                    if part.person != person or part.group not in groups
                )
            )
        ]
        claims = [key for key, (_, its) in self._claims.items() if its == person]
        for key in claims if "identity" in groups else ():
            del self._claims[key]
        if groups == ALL_GROUPS:
            self._keys.pop(person, None)
        sealed = before - sum(len(each.parts) for each in self._sealed)
        return Erasure(person, groups, sealed, len(claims) if "identity" in groups else 0)

    def _forgotten(self) -> set[UUID]:
        whole = (each for each in self._erasures.values() if each.groups == ALL_GROUPS)
        return {erasure.person for erasure in whole}

    def _record(self, entry: Entry) -> Receipt | IntegrityError:
        append = entry.append
        try:
            earlier = self.receipt_of(append.command_id, append.digest)
            if earlier is not None:
                return earlier
            self._check_guards(append)
            self._check_versions(entry)
            self._check_claims(append)
            self._check_keys(entry)
        except IntegrityError as refusal:
            return refusal
        return self._keep(entry)

    def _check_guards(self, append: Append) -> None:
        for guard in append.guards:
            if self._version(guard.stream) != guard.version:
                raise GuardFailed(guard.stream)

    def _check_versions(self, entry: Entry) -> None:
        expected: dict[UUID, int] = {}
        for row in entry.rows:
            stream = cast("UUID", row.originator_id)
            expected[stream] = expected.get(stream, self._version(stream)) + 1
            if row.originator_version != expected[stream]:
                raise StaleVersion(stream)
            if row.event_id in self._event_ids:
                raise IntegrityError("event_id")

    def _check_claims(self, append: Append) -> None:
        free = set(self._released(append))
        taken: dict[tuple[str, bytes], UUID] = {}
        for take in append.takes:
            key = (take.kind, take.token)
            holder, _ = self._claims.get(key, (take.stream, None))
            if (holder != take.stream and key not in free) or (
                taken.setdefault(key, take.stream) != take.stream
            ):
                raise ClaimTaken(take.kind, holder if holder != take.stream else taken[key])

    def _check_keys(self, entry: Entry) -> None:
        new = dict(row.new_key for row in entry.rows if row.new_key)
        for person, wrapped in new.items():
            if self._keys.get(person, wrapped) != wrapped:
                raise PersonKeyChanged(person)
        for part in (part for row in entry.rows for part in row.sealed):
            if part.person in self._forgotten():
                raise PersonErased(part.person)

    def _keep(self, entry: Entry) -> Receipt:
        append = entry.append
        now = datetime.now(UTC)
        at = entry.recorded_at or now
        if at > now or at < self._latest - LAG:
            raise DataError(f"nothing can be recorded at {at}")
        self._latest = max(at, self._latest + TICK)
        for key in self._released(append):
            del self._claims[key]
        for take in append.takes:
            self._claims.setdefault((take.kind, take.token), (take.stream, take.person))
        first = len(self._stored_events)
        for row in entry.rows:
            self._update_table([self._sealed_in(row)])
        receipt = Receipt(first, len(self._stored_events) - 1, self._latest)
        self._commands[append.command_id] = (append.digest, receipt)
        return receipt

    def _sealed_in(self, row: LedgerRow) -> LedgerRow:
        """Return the row with its place, after its leaf has gone into the tree."""
        stream = cast("UUID", row.originator_id)
        before = self._stored_events_index[str(stream)].get(row.originator_version - 1)
        entry = leaf_entry(
            stream,
            row.originator_version,
            row.topic,
            None if before is None else self._leaves[before],
            microseconds(self._latest),
            row.metadata,
            row.state,
        )
        self._leaves.append(leaf_hash(entry))
        self.frontier.append(self._leaves[-1])
        self._event_ids.add(row.event_id)
        if row.new_key is not None:
            self._keys[row.new_key[0]] = row.new_key[1]
        if row.sealed:
            self._sealed.append(Sealed(stream, row.originator_version, row.sealed))
        return replace(
            row, id=self.frontier.size - 1, recorded_at=self._latest, sealed=(), new_key=None
        )

    def _released(self, append: Append) -> list[tuple[str, bytes]]:
        return [
            key
            for key, (stream, person) in self._claims.items()
            for release in append.releases
            if stream == release.stream and release.person in {None, person}
        ]

    def _version(self, stream: UUID) -> int:
        return len(self._stored_events_index[str(stream)])
