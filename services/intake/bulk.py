"""Many commands at once: the same decisions and the same append, in few journeys to the log."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, Self
from uuid import UUID

from eventsourcing.persistence import IntegrityError

from domain.aggregate import Aggregate
from domain.rules import Refused
from services.casework import Casework
from services.entries import Append
from services.loaded import Loaded
from services.requests import Answer, Request
from services.steps import Step

Work = tuple[Step, Request]


@dataclass(slots=True)
class Bulk(Casework):
    """Keeps the streams of one stretch of commands at hand, so that each is loaded once.

    Other writers go on meanwhile. A command that one of them has overtaken is carried out again
    by itself, on the fresh state.
    """

    streams: dict[UUID, Loaded] = field(default_factory=dict)

    @classmethod
    def of(cls, casework: Casework) -> Self:
        return cls(
            casework.ledger,
            casework.programme,
            casework.claims,
            casework.clock,
            casework.new_id,
        )

    def execute_all(
        self, work: Sequence[Work], begins: Collection[Step] = ()
    ) -> list[Answer | Refused]:
        """Carry out the commands in order; each is answered or refused for itself.

        `begins` are the steps that begin a stream: there is nothing to load for them. Where an
        earlier run has begun it already, the log says so, to the command or to the version.
        """
        self.streams = {
            step.stream: Loaded(step.aggregate, step.stream, 0, step.aggregate.empty(), [])
            for step in begins
        }
        answers: list[Answer | Refused | None] = []
        appends: list[tuple[int, Append]] = []
        for number, (step, request) in enumerate(work):
            try:
                append = self.prepare(step, request, self.claims.digest(step, request), check=True)
            except Refused as refused:
                answers.append(refused)
                continue
            if append.events:
                self._apply(append)
                appends.append((number, append))
                answers.append(None)
            else:
                answers.append(Answer(recorded_at=self.clock(), repeated=True))
        self._store(appends, answers)
        return [
            self._alone(*work[number]) if answer is None else answer
            for number, answer in enumerate(answers)
        ]

    def load(self, aggregate: Aggregate[Any], stream: UUID) -> Loaded:
        loaded = self.streams.get(stream)
        if loaded is None:
            # Two arguments, because a dataclass with slots is another class than `super` means.
            loaded = self.streams[stream] = super(Bulk, self).load(aggregate, stream)
        return loaded

    def _apply(self, append: Append) -> None:
        for line in append.events:
            loaded = self.streams[line.originator_id]
            loaded.aggregate.apply(loaded.state, line)
            loaded.version = line.originator_version
            loaded.history.append(line)

    def _store(
        self, appends: list[tuple[int, Append]], answers: list[Answer | Refused | None]
    ) -> None:
        receipts = self.ledger.append_all([append for _, append in appends])
        for (number, append), receipt in zip(appends, receipts, strict=True):
            if not isinstance(receipt, IntegrityError):
                answers[number] = Answer.of(receipt, tuple(append.events))

    def _alone(self, step: Step, request: Request) -> Answer | Refused:
        self.streams.clear()
        try:
            return self.execute(step, request)
        except Refused as refused:
            return refused
