"""Asks for a sample and draws it: the only way, so that nobody brings a population or a seed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from domain.audit_engagement.aggregate import AUDIT_ENGAGEMENT
from domain.audit_engagement.commands import DrawSample, RequestSample
from domain.audit_engagement.events import ENTRIES_MAX
from domain.audit_engagement.sampling import (
    Unit,
    by_village,
    draw,
    needed,
    population_code,
    population_of,
    population_sha256,
    seed_of,
)
from domain.audit_engagement.state import AuditEngagement, Warrant
from domain.rules import Refused
from services.casework import Casework
from services.requests import Answer, Request
from services.step import Step

Units = Callable[[Warrant, str, int], Sequence[Unit]]


@dataclass(frozen=True, slots=True)
class Plan:
    """How somebody wants to draw: confidence and margin in thousandths."""

    request_id: UUID
    method: str
    kind: str
    confidence: int
    margin: int


@dataclass(frozen=True, slots=True)
class Sampling:
    """`units` gives a population as of a position, `root` the root of the log up to one."""

    casework: Casework
    units: Units
    root: Callable[[int], str]

    def take(self, stream: UUID, plan: Plan, position: int, request: Request) -> Answer:
        """Ask for a sample of what was on record at a position, and draw it. Raises Refused."""
        warrant = self._state(stream).warrant
        if warrant is None:
            raise Refused("U1", "warrant")
        units = self.units(warrant, plan.kind, position)
        if not units:
            raise Refused("U1", "empty")
        command = RequestSample.model_validate(
            {
                "request_id": plan.request_id,
                "method": plan.method,
                "population": population_code(plan.kind, position),
                "population_sha256": population_sha256(units),
                "population_size": len(units),
                "size": size_of(plan, units),
                "confidence": plan.confidence,
                "margin": plan.margin,
            }
        )
        self.casework.execute(Step(AUDIT_ENGAGEMENT, stream, command), request)
        after = replace(request, command_id=uuid5(request.command_id, "draw"))
        return self.draw(stream, plan.request_id, after)

    def draw(self, stream: UUID, request_id: UUID, request: Request) -> Answer:
        """Put on record what the seed makes of a request. Raises Refused."""
        state = self._state(stream)
        asked = state.requests.get(request_id)
        if asked is None or state.warrant is None:
            raise Refused("U1", "request")
        units = self.units(state.warrant, *population_of(asked.population))
        position = state.requested_at[request_id]
        root = self.root(position)
        seed = seed_of(root, request_id)
        command = DrawSample(
            request_id=request_id,
            log_size=position + 1,
            log_root=root,
            seed=seed,
            population_sha256=population_sha256(units),
            chosen=draw(asked.method, units, asked.size, seed),
        )
        return self.casework.execute(Step(AUDIT_ENGAGEMENT, stream, command), request)

    def _state(self, stream: UUID) -> AuditEngagement:
        state: AuditEngagement = self.casework.load(AUDIT_ENGAGEMENT, stream).state
        return state


def size_of(plan: Plan, units: Sequence[Unit]) -> int:
    """Return how many are drawn; of strata at least one of each village. Raises Refused."""
    size = needed(plan.method, len(units), plan.confidence, plan.margin)
    if plan.method == "stratified":
        size = max(size, len(by_village(units)))
    if size > ENTRIES_MAX:
        raise Refused("U1", "large", size=size, limit=ENTRIES_MAX)
    return size
