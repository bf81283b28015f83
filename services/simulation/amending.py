"""How something on record is amended in a simulated office: by two people, one after the other."""

from collections.abc import Generator
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from domain.context import Actor
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.proposals import ConfirmAmendment, ProposeAmendment
from services.requests import Answer
from services.simulation.population import Family
from services.simulation.world import Act
from services.steps import Step


class Staffed(Protocol):
    """Who works where a family lives."""

    mentor_of: dict[UUID, Actor]

    def staff_for(self, family: Family, *commands: str) -> Actor:
        """Return who may give all of these commands."""


def amended(
    office: Staffed, family: Family, at: datetime, propose: ProposeAmendment
) -> Generator[Act, Answer | None, Answer | None]:
    """Yield the mentor's proposal and, an hour later, the confirmation; return its answer."""
    mentor, stream = office.mentor_of[family.household_id], family.household_id
    answer = yield Act(at, mentor, Step(HOUSEHOLD, stream, propose))
    if answer is None or not answer.events:
        return None
    confirm = ConfirmAmendment(proposal_id=propose.proposal_id)
    second = office.staff_for(family, confirm.name)
    return (yield Act(at + timedelta(hours=1), second, Step(HOUSEHOLD, stream, confirm)))
