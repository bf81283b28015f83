"""How the record itself is kept: corrections, annulments, irregularities, legal holds."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    Field,
    StringConstraints,
    model_validator,
)

from domain.events import Event
from domain.personal import Narrative
from domain.values import Code, Reference, RuleCode, sorted_codes

Variant = Annotated[str, StringConstraints(pattern=r"^[a-z_]{0,32}$")]


def _sorted(values: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    if len({field for field, _ in values}) < len(values):
        raise ValueError("the same field is given twice")
    return tuple(sorted(values))


# A field of the corrected fact and its new value as JSON.
Replacements = Annotated[tuple[tuple[Code, str], ...], AfterValidator(_sorted)]


class AmendmentShape(BaseModel):
    """`target_id` is the event that is amended; `leave_by` the inspector who allows it on hold."""

    target_id: UUID
    reason: Code
    second_person_id: UUID
    leave_by: UUID | None = None


class CorrectionShape(AmendmentShape):
    """`values` replace fields in clear, `happened_at` the time, `note` the sealed note.

    `person_id` is the person whom the corrected note is about.
    """

    correction_id: UUID
    values: Replacements = ()
    happened_at: AwareDatetime | None = None
    person_id: UUID | None = None
    note: Narrative = None

    @model_validator(mode="after")
    def _note_has_a_person(self) -> Self:
        if self.note is not None and self.person_id is None:
            raise ValueError("a corrected note needs the person whom it is about")
        return self


class AnnulmentShape(AmendmentShape):
    annulment_id: UUID


class IrregularityShape(BaseModel):
    """`body` is the refused command as JSON, sealed for the person whom it is about."""

    irregularity_id: UUID
    rule: RuleCode
    variant: Variant = ""
    command: Code
    person_id: UUID
    body: Annotated[Narrative, Field(max_length=60_000)] = None


class HoldShape(BaseModel):
    """`basis` is the number of the warrant or letter."""

    hold_id: UUID
    basis: Reference


class LeaveShape(BaseModel):
    """What may be amended although the file is on hold: an event, or who a person is."""

    leave_id: UUID
    target_id: UUID
    basis: Reference


class NotedErasureShape(BaseModel):
    """Whose data, which groups of them, and the request that two people granted."""

    person_id: UUID
    request_id: UUID
    groups: Annotated[tuple[Code, ...], AfterValidator(sorted_codes)]


class EventCorrected(
    CorrectionShape, Event, name="household.event-corrected.v1", subject="person_id"
):
    """Pembetulan. An earlier fact was wrong; from here on the new values hold.

    The fact stays as it was written. Two people stand behind the correction: who wrote it, and
    the second person.
    """


class EventAnnulled(AnnulmentShape, Event, name="household.event-annulled.v1"):
    """Pembatalan. An earlier fact never happened; from here on it no longer counts."""


class IrregularityReported(
    IrregularityShape, Event, name="household.irregularity-reported.v1", subject="person_id"
):
    """Ketidakwajaran dilaporkan. Something happened that a rule does not allow.

    It is kept so that the record is true, changes nothing else, and has to be looked into.
    """


class LegalHoldPlaced(HoldShape, Event, name="household.legal-hold-placed.v1"):
    """Penahanan hukum. An inspector needs the file as it is.

    Nothing in it is corrected without their leave.
    """


class LegalHoldLifted(HoldShape, Event, name="household.legal-hold-lifted.v1"):
    """Penahanan hukum dicabut. The inspector no longer needs the file as it is."""


class LeaveGranted(LeaveShape, Event, name="household.leave-granted.v1"):
    """Izin pembetulan. The inspector who holds the file lets one thing in it be amended.

    The inspector says so in person; that somebody names the inspector is not enough.
    """


class DataErased(NotedErasureShape, Event, name="household.data-erased.v1"):
    """Data pribadi dihapus. What was sealed here about one person can be read by nobody any more.

    Only this explains a commitment to which there is no sealed field.
    """
