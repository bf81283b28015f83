"""The retention schedule: whose file has rested long enough is proposed for erasure, by itself.

Nothing is erased by the calendar alone: it opens a request, which two people decide.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID, uuid5

from domain.context import Actor
from domain.data_request.aggregate import DATA_REQUEST
from domain.data_request.commands import ReceiveDataRequest
from domain.data_request.retention import class_of
from domain.history import NAMESPACE
from domain.household.aggregate import HOUSEHOLD
from domain.household.state import Household
from domain.periods import months_after
from domain.rules import Refused
from services.casework import Casework
from services.requests import Request
from services.steps import Step

ROLE = "system"
KIND = "retention"


class Resting(Protocol):
    """A household that came to rest, and since when."""

    @property
    def target(self) -> UUID: ...
    @property
    def since_on(self) -> date: ...


@dataclass(frozen=True, slots=True)
class RetentionSchedule:
    """Running it twice, or in two processes, changes nothing."""

    casework: Casework
    resting: Callable[[], Sequence[Resting]]

    def open_requests(self) -> int:
        """Open a request for everybody whose data need not be kept; return how many are new."""
        today = self.casework.programme.local(self.casework.clock()).date()
        return sum(
            self._open(household_id, household, person)
            for household_id, household in self._over(today)
            for person in sorted(household.people.members)
        )

    def _over(self, today: date) -> Iterator[tuple[UUID, Household]]:
        """Yield the households whose time of keeping has ended."""
        for each in self.resting():
            household: Household = self.casework.load(HOUSEHOLD, each.target).state
            retention = class_of(household, self.casework.programme)
            if retention is None or household.status.value not in retention.statuses:
                continue
            if months_after(each.since_on, retention.months.on(today)) <= today:
                yield each.target, household

    def _open(self, household_id: UUID, household: Household, person: UUID) -> bool:
        request_id = uuid5(person, KIND)
        if person in household.record.erasures.values():
            return False
        if self.casework.ledger.receipt_of(request_id) is not None:
            return False
        receive = ReceiveDataRequest(
            person_id=person,
            kind="retention",
            applicant="schedule",
            channel="calendar",
            household_id=household_id,
            village_code=household.village_code,
        )
        actor = Actor(actor_id=uuid5(NAMESPACE, ROLE), role=ROLE)
        request = Request(command_id=request_id, actor=actor, channel="clockwork")
        try:
            return not self.casework.execute(
                Step(DATA_REQUEST, request_id, receive), request
            ).repeated
        except Refused:
            return False
