"""What can have happened to an objection: anybody may say that the list is wrong."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from domain.events import Event
from domain.personal import Contact, Narrative
from domain.values import Code, Ids, Reference
from domain.words import VillageCode


class ObjectionFact(BaseModel):
    """What the shapes of this module share."""

    model_config = ConfigDict(frozen=True)


class LodgingShape(ObjectionFact):
    """What is contested. `household_id` is empty for a household that is not on any list.

    `complainant_id` is a random id with a key of its own, so that the words of whoever
    complains can be erased without touching anybody else's. `contested_by` are the officers who
    took the contested decision.
    """

    complainant_id: UUID
    village_code: VillageCode
    kind: Code
    household_id: UUID | None = None
    contested_by: Ids = ()
    words: Narrative = None
    contact: Contact = None


class ObjectionLodged(LodgingShape, Event, name="objection.lodged.v1", subject="complainant_id"):
    """Sanggahan diajukan. Somebody contested a decision or a list; due on `due_on`."""

    due_on: date


class OutcomeShape(ObjectionFact):
    """What was found. The reasons in words are sealed with the objection."""

    outcome: Literal["upheld", "rejected"]
    reason: Code
    basis: Reference
    explanation: Narrative = None


class ObjectionDecided(OutcomeShape, Event, name="objection.decided.v1", subject="complainant_id"):
    """Sanggahan diputus. Decided by somebody who did not take the contested decision."""

    complainant_id: UUID


class AnswerShape(ObjectionFact):
    """How the complainant was told."""

    answered_on: date
    channel: Code


class ObjectionAnswered(AnswerShape, Event, name="objection.answered.v1"):
    """Sanggahan dijawab. The complainant was told the outcome."""


class EscalationShape(ObjectionFact):
    """To which role it goes, and why."""

    to_role: Code
    reason: Code


class ObjectionEscalated(EscalationShape, Event, name="objection.escalated.v1"):
    """Sanggahan dinaikkan. The objection went to a higher office."""
