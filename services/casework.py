"""The write side: load the streams a command names, decide, append, and decide again if beaten."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from time import sleep
from typing import Any
from uuid import UUID, uuid4

from domain.aggregate import Aggregate
from domain.commands import Command, moment
from domain.context import Context
from domain.desk.aggregate import DESK
from domain.desk.commands import NOTES
from domain.desk.state import Desk
from domain.events import Event
from domain.history import Origin, RecordedEvent
from domain.programme import Programme
from domain.rules import Refused
from services.areas import Areas
from services.authority import Authority
from services.claims import Claims
from services.entries import Append, Guard
from services.families import families_to_erase
from services.ledger import Ledger, Receipt
from services.loaded import Loaded
from services.neighbours import neighbours_of
from services.ports import (
    ClaimTaken,
    KeyReused,
    Moved,
    PersonErased,
    PersonKeyChanged,
    StaleVersion,
)
from services.proposals import new_note
from services.requests import Answer, Request
from services.rounds import Comparing, OtherVisits
from services.steps import Step, follow_ups_of
from services.streams import desk_stream
from services.turns import Turns, pause
from services.undelivered import Undelivered
from services.vouching import Vouching

DECISIONS_MAX = 50


def _check_kind(loaded: Loaded) -> None:
    """Refuse to write into a stream of another kind: no read model could fold what comes of it.

    Ids are chosen by clients, and one of a family is easily sent where a mentor is meant.
    """
    kinds = {line.event.name.partition(".")[0] for line in loaded.history[:1]}
    if not kinds <= {loaded.aggregate.kind}:
        raise Refused("S1", "elsewhere")


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Casework:
    """One door for every command. Raises Refused, and nothing else, for what may not be.

    Moved is raised for who saw a preview of something that has changed since.

    `clock` and `new_id` come from outside, so that a simulated history is reproducible.
    """

    ledger: Ledger
    programme: Programme
    claims: Claims
    clock: Callable[[], datetime] = _now
    new_id: Callable[[], UUID] = uuid4
    visits: OtherVisits | None = None
    areas: Areas = field(init=False)
    authority: Authority = field(init=False)
    vouching: Vouching = field(init=False)
    undelivered: Undelivered = field(init=False)
    comparing: Comparing = field(init=False)
    turns: Turns = field(default_factory=Turns)

    def __post_init__(self) -> None:
        self.areas = Areas(self.programme, self._state)
        self.authority = Authority(self.programme)
        self.vouching = Vouching(self.programme, self._desk)
        self.undelivered = Undelivered(self)
        self.comparing = Comparing(self.programme, self.visits)

    def execute(self, step: Step, request: Request) -> Answer:
        """Return what was stored, now or by an earlier sending of the same command."""
        digest = self.claims.digest(step, request)
        try:
            return self._executed(step, request, digest)
        except KeyReused:
            return self.undelivered.key_reused(step, request, digest)

    def _executed(self, step: Step, request: Request, digest: bytes) -> Answer:
        """Look for an earlier sending before a refusal counts: it may be what led to it."""
        try:
            return self.carry_out(step, request, digest, check=True)
        except ClaimTaken as taken:
            refused = self.claims.refusal(taken, step, self._state)
        except PersonErased:
            refused = Refused("D1", "erased")
        except Refused as refusal:
            refused = refusal
        except Moved:
            if earlier := self.earlier(request.command_id, digest):
                return earlier
            raise
        earlier = self.earlier(request.command_id, digest)
        return earlier or self.undelivered.refuse(step, request, digest, refused)

    def earlier(self, command_id: UUID, digest: bytes) -> Answer | None:
        """Return what an earlier sending of the same command led to. Raises KeyReused."""
        receipt = self.ledger.receipt_of(command_id, digest)
        return None if receipt is None else self._answer(receipt)

    def carry_out(
        self, step: Step, request: Request, digest: bytes, *, check: bool = False
    ) -> Answer:
        """Decide and append, again on the fresh state when another writer was faster.

        Raises Refused, KeyReused or ClaimTaken. `check` asks whether the actor may do this.
        """
        turn: AbstractContextManager[Any] = nullcontext()
        for attempt in range(DECISIONS_MAX):
            if attempt:
                sleep(pause(attempt))
            try:
                with turn:
                    return self.append(self.prepare(step, request, digest, check=check))
            except StaleVersion as beaten:
                turn = self.turns.at(beaten.stream)
            except PersonKeyChanged:
                continue
        raise Refused("S4")

    def prepare(
        self, step: Step, request: Request, digest: bytes, *, check: bool = False
    ) -> Append:
        """Return everything that the command will store, in all streams. Raises Refused."""
        now = self.clock()
        append = Append(command_id=request.command_id, digest=digest)
        first = self._looked_at(step)
        if check:
            villages = self.authority.check_step(request.actor, step, first.state, self.areas)
            self.vouching.check(step.command, request.actor, villages)
        today = self.programme.local(now).date()
        # One by one: what follows from a step makes sense only once the step itself is allowed.
        steps = chain([step], follow_ups_of(step, first.state, today, self.programme))
        for each in steps:
            loaded = first if each is step else self.load(each.aggregate, each.stream)
            _check_kind(loaded)
            context = self._context(each, loaded, request, now, append)
            events = each.aggregate.decide(loaded.state, each.command, context)
            self.authority.check_duties(request.actor, events, loaded.history)
            lines = self.record(loaded, events, each.command, request, now)
            self.claims.add_to(append, lines, loaded.state)
            append.events += lines
        if request.basis not in ("", append.basis):
            raise Moved
        return append

    def append(self, append: Append) -> Answer:
        """Store what was prepared; nothing at all when the decision was quiet."""
        if not append.events:
            earlier = self.earlier(append.command_id, append.digest)
            return earlier or Answer(recorded_at=self.clock(), repeated=True)
        return self._answer(self.ledger.append(append), append.events)

    def _answer(self, receipt: Receipt, events: Sequence[RecordedEvent] = ()) -> Answer:
        """Return the answer to a receipt, with what the first sending stored if it is repeated."""
        if receipt.repeated:
            events = self.ledger.between(receipt.first_position, receipt.last_position)
        return Answer.of(receipt, tuple(events))

    def _looked_at(self, step: Step) -> Loaded:
        """Return what the step is decided on. A day's notes are many, and none asks another."""
        if not isinstance(step.command, NOTES):
            return self.load(step.aggregate, step.stream)
        version = self.ledger.version(step.stream)
        return Loaded(step.aggregate, step.stream, version, step.aggregate.empty(), [])

    def load(self, aggregate: Aggregate[Any], stream: UUID) -> Loaded:
        """Return the state of a stream; an empty one has version 0."""
        history = self.ledger.history(stream)
        version = history[-1].originator_version if history else 0
        return Loaded(aggregate, stream, version, aggregate.replay(history), history)

    def record(
        self,
        loaded: Loaded,
        events: list[Event],
        command: Command,
        request: Request,
        now: datetime,
    ) -> list[RecordedEvent]:
        """Return the events in their envelopes, next in their stream."""
        origin = Origin(
            command_id=request.command_id,
            causation_id=request.causation_id,
            correlation_id=request.correlation_id,
            actor_id=request.actor.actor_id,
            role=request.actor.role,
            assignment_id=request.actor.assignment_id,
            channel=request.channel,
            device_id=request.device_id,
            device_seq=request.device_seq,
            app_version=request.app_version,
            occurred_at=self.programme.local(moment(command, now)),
            rules=self.programme.version,
        )
        return [
            RecordedEvent(loaded.stream, version, event, self.new_id(), origin)
            for version, event in enumerate(events, start=loaded.version + 1)
        ]

    def _state(self, aggregate: Aggregate[Any], stream: UUID) -> Any:
        return self.load(aggregate, stream).state

    def _desk(self, user_id: UUID) -> Desk:
        """Return what a user is and may."""
        desk: Desk = self.load(DESK, desk_stream(self.programme.code, user_id)).state
        return desk

    def _context(
        self, step: Step, loaded: Loaded, request: Request, now: datetime, append: Append
    ) -> Context:
        """Load the neighbours that the command names, and guard each against moving meanwhile."""
        neighbours: dict[str, Any] = {}
        wanted = neighbours_of(step, loaded.state, request.actor, self.programme.code)
        for name, (aggregate, stream) in wanted.items():
            other = self.load(aggregate, stream)
            neighbours[name] = other.state
            append.guards.append(Guard(stream, other.version))
        return Context(
            now=now,
            actor=request.actor,
            programme=self.programme,
            stream=step.stream,
            rounds=self.comparing.rounds(step, loaded.state, request.actor, now),
            new_note=new_note(step, self.claims),
            families=families_to_erase(self, step, loaded.state, append),
            **neighbours,
        )
