"""Amendments on the way: proposed by one person, confirmed or declined by another one."""

from typing import Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, model_validator
from pydantic.config import JsonDict

from domain.events import Event
from domain.household.events.record import Replacements
from domain.personal import Narrative
from domain.values import Code

# What the checks below say, for who reads the description of the API.
_TOLD: JsonDict = {
    "allOf": [
        {
            "if": {"properties": {"amendment": {"const": "annulment"}}},
            "then": {
                "properties": {
                    "values": {"maxItems": 0},
                    "happened_at": {"type": "null"},
                    "note": {"maxLength": 0},
                }
            },
        },
        {
            "anyOf": [
                {"properties": {"note": {"maxLength": 0}, "explanation": {"maxLength": 0}}},
                {"properties": {"person_id": {"type": "string"}}, "required": ["person_id"]},
            ]
        },
    ]
}


class ProposalShape(BaseModel):
    """`target_id` is the event to be amended; an annulment replaces nothing.

    `values`, `happened_at` and `note` are what a correction would say instead, `explanation` is
    why in words. Both texts are about `person_id`.
    """

    model_config = ConfigDict(json_schema_extra=_TOLD)

    proposal_id: UUID
    target_id: UUID
    amendment: Literal["correction", "annulment"]
    reason: Code
    values: Replacements = ()
    happened_at: AwareDatetime | None = None
    person_id: UUID | None = None
    note: Narrative = None
    explanation: Narrative = None

    @model_validator(mode="after")
    def _words_have_a_person(self) -> Self:
        if (self.note or self.explanation) and self.person_id is None:
            raise ValueError("words need the person whom they are about")
        return self

    @model_validator(mode="after")
    def _an_annulment_replaces_nothing(self) -> Self:
        if self.amendment == "annulment" and (self.values or self.happened_at or self.note):
            raise ValueError("an annulment replaces nothing")
        return self


class ConfirmationShape(BaseModel):
    proposal_id: UUID


class DeclineShape(BaseModel):
    proposal_id: UUID
    reason: Code


class WithdrawalShape(BaseModel):
    proposal_id: UUID


class AmendmentProposed(
    ProposalShape, Event, name="household.amendment-proposed.v1", subject="person_id"
):
    """Usulan pembetulan. Somebody says that an earlier fact was wrong, and what would be right.

    Nothing changes before a second person confirms it.
    """


class AmendmentConfirmed(ConfirmationShape, Event, name="household.amendment-confirmed.v1"):
    """Usulan dibenarkan. The second person confirms in person; the amendment itself follows."""


class AmendmentDeclined(DeclineShape, Event, name="household.amendment-declined.v1"):
    """Usulan ditolak. The second person does not confirm; the fact holds as it was."""


class ProposalWithdrawn(WithdrawalShape, Event, name="household.proposal-withdrawn.v1"):
    """Usulan ditarik. Whoever proposed takes it back before anybody confirmed."""
