"""A casework that is the only writer: it keeps every state at hand and appends in big batches."""

from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.aggregate import Aggregate
from domain.history import RecordedEvent
from services.casework import Casework
from services.entries import Append
from services.loaded import Loaded
from services.ports import ClaimTaken
from services.requests import Answer
from services.rounds import VisitsInMemory
from services.steps import Step

Claim = tuple[str, bytes]
BATCH = 500
IN_FLIGHT = 2


@dataclass(slots=True)
class WarmCasework(Casework):
    """Decides on states in memory and stores behind its own back; nobody else may write.

    The decisions, claims and appends are everybody's; only the loading is spared. `now` is the
    simulated time at which the next act is recorded.
    """

    now: datetime | None = None
    clock: Callable[[], datetime] = field(init=False)
    stored: int = 0
    _visits: VisitsInMemory = field(default_factory=VisitsInMemory)
    _streams: dict[UUID, Loaded] = field(default_factory=dict)
    _claimed: dict[Claim, UUID] = field(default_factory=dict)
    _held: dict[UUID, dict[Claim, UUID | None]] = field(default_factory=dict)
    _waiting: list[tuple[Append, datetime]] = field(default_factory=list)
    _flights: deque[Future[int]] = field(default_factory=deque)
    _writer: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))

    def __post_init__(self) -> None:
        self.visits = self._visits
        # What claims anew reads the log, which must have what waits to be stored.
        stored = self.claims.opened

        def opened(stream: UUID) -> Iterable[RecordedEvent]:
            self.flush(wait=True)
            return stored(stream)

        self.claims = replace(self.claims, opened=opened)
        Casework.__post_init__(self)
        self.clock = self._simulated_now

    def _simulated_now(self) -> datetime:
        assert self.now is not None  # noqa: S101 (the simulation sets the time before each act)
        return self.now

    def load(self, aggregate: Aggregate[Any], stream: UUID) -> Loaded:
        loaded = self._streams.get(stream)
        if loaded is None:
            loaded = Loaded(aggregate, stream, 0, aggregate.empty(), [])
            self._streams[stream] = loaded
        return loaded

    def _looked_at(self, step: Step) -> Loaded:
        """Return the state at hand: nothing is read for it, and the log may not have it yet."""
        return self.load(step.aggregate, step.stream)

    def append(self, append: Append) -> Answer:
        """Apply the events to the states at hand, and store them with the next batch."""
        now = self.clock()
        self._claim(append)
        self._visits.note(append.events)
        for line in append.events:
            self._apply(line, now)
        if append.events:
            self._waiting.append((append, now))
            if len(self._waiting) >= BATCH:
                self.flush()
        return Answer(recorded_at=now, events=tuple(append.events))

    def flush(self, *, wait: bool = False) -> None:
        """Send what waits to the log. Raises what the log answered instead of a receipt."""
        if self._waiting:
            batch, self._waiting = self._waiting, []
            self._flights.append(self._writer.submit(self._store, batch))
        while self._flights and (wait or len(self._flights) > IN_FLIGHT):
            self.stored += self._flights.popleft().result()

    def _store(self, batch: list[tuple[Append, datetime]]) -> int:
        appends = [append for append, _ in batch]
        for receipt in self.ledger.append_all(appends, [at for _, at in batch]):
            if isinstance(receipt, Exception):
                raise receipt
        return sum(len(append.events) for append in appends)

    def _claim(self, append: Append) -> None:
        """Answer at once what the log would answer later: somebody else has this claim."""
        freed = {
            key
            for release in append.releases
            for key, person in self._held.get(release.stream, {}).items()
            if release.person in {None, person}
        }
        for take in append.takes:
            key = (take.kind, take.token)
            holder = self._claimed.get(key, take.stream)
            if holder != take.stream and key not in freed:
                raise ClaimTaken(take.kind, holder)
        for key in freed:
            del self._held[self._claimed.pop(key)][key]
        for take in append.takes:
            key = (take.kind, take.token)
            self._claimed[key] = take.stream
            self._held.setdefault(take.stream, {})[key] = take.person

    def _apply(self, line: RecordedEvent, now: datetime) -> None:
        line.recorded_at = now
        loaded = self._streams[line.originator_id]
        loaded.version = line.originator_version
        loaded.aggregate.apply(loaded.state, line)
        if any(line.event.name in each.steps for each in self.programme.separation):
            loaded.history.append(line)
