"""Carries out what two people have granted: destroys, then says so on record.

Both steps may be repeated at any time: whoever is killed between them, or before the first, is
finished by the next run.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from domain.context import Actor
from domain.data_request.aggregate import DATA_REQUEST
from domain.data_request.commands import ReportErasure
from domain.data_request.state import DataRequest
from domain.history import NAMESPACE
from domain.rules import Refused
from services.casework import Casework
from services.entries import Erasure
from services.families import families_with
from services.ports import ErasureRefused
from services.requests import Answer, Request
from services.steps import Step

ROLE = "system"
# Which copies of a family's file were handed to somebody outside, by the ids of their releases.
Releases = Callable[[UUID, tuple[UUID, ...]], tuple[UUID, ...]]


@dataclass(frozen=True, slots=True)
class Carried:
    """What an erasure did. `households` are those in whose files it shows."""

    request: UUID
    person_id: UUID
    groups: tuple[str, ...]
    sealed: int
    claims: int
    households: tuple[UUID, ...]
    releases: tuple[UUID, ...]
    answer: Answer


@dataclass(frozen=True, slots=True)
class Erasing:
    """`releases` finds the copies that no erasure reaches, for whoever must ask for them back.

    `remember` notes outside the log what was destroyed, before the log says so.
    """

    casework: Casework
    releases: Releases = field(default=lambda _, __: ())
    remember: Callable[[UUID, Erasure], None] = field(default=lambda _, __: None)

    def carry_out(self, request: UUID) -> Carried:
        """Destroy key, sealed fields and claims, and put it on record. Raises Refused (D1)."""
        state: DataRequest = self.casework.load(DATA_REQUEST, request).state
        if state.asked is None:
            raise Refused("D1", "unknown")
        person = state.asked.person_id
        households = tuple(each.stream for each in families_with(self.casework, person))
        releases = self.releases(person, households)
        try:
            erased = self.casework.ledger.erase(request)
        except ErasureRefused as refused:
            raise Refused("D1", refused.variant) from None
        self.remember(request, erased)
        report = ReportErasure(
            household_ids=households,
            sealed_count=erased.sealed,
            claim_count=erased.claims,
            release_ids=releases,
        )
        actor = Actor(actor_id=uuid5(NAMESPACE, ROLE), role=ROLE)
        asked = Request(command_id=uuid5(request, "erase"), actor=actor, channel="clockwork")
        answer = self._answer(request, report, asked)
        return Carried(
            request,
            person,
            erased.groups,
            erased.sealed,
            erased.claims,
            households,
            releases,
            answer,
        )

    def carry_out_all(self, granted: Iterable[UUID]) -> int:
        """Carry out everything that waits for it; return how many were not finished before."""
        done = 0
        for request in granted:
            try:
                done += not self.carry_out(request).answer.repeated
            except Refused:
                continue
        return done

    def _answer(self, request: UUID, report: ReportErasure, asked: Request) -> Answer:
        """Report once: what is found later, such as another release, does not report again."""
        receipt = self.casework.ledger.receipt_of(asked.command_id)
        if receipt is not None:
            return Answer.of(receipt, ())
        return self.casework.execute(Step(DATA_REQUEST, request, report), asked)
