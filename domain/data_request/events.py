"""What can have happened to a request about personal data (UU 27/2022): a register with clocks."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from domain.events import Event
from domain.personal import Contact, Narrative
from domain.privacy import RequestKind
from domain.values import Code, Ids, Reference, Sha256, sorted_codes
from domain.words import VillageCode

GroupCode = Literal["contact", "health", "identity", "location", "narrative"]
Groups = Annotated[tuple[GroupCode, ...], AfterValidator(sorted_codes)]
Outcome = Literal["granted", "partial", "refused"]
Count = Annotated[int, Field(ge=0, le=1_000_000)]


class DataRequestFact(BaseModel):
    """What the shapes of this module share."""

    model_config = ConfigDict(frozen=True)


class RequestShape(DataRequestFact):
    """Who asks for what about whom.

    The words of the request are sealed under the key of the person whom it is about, and so they
    go when that person's data go.
    """

    person_id: UUID
    kind: RequestKind
    applicant: Literal["self", "guardian", "heir", "officer", "schedule"]
    channel: Code
    household_id: UUID | None = None
    village_code: VillageCode | None = None
    document_sha256: Sha256 | None = None
    words: Narrative = None
    contact: Contact = None


class DataRequestReceived(
    RequestShape, Event, name="data-request.received.v1", subject="person_id"
):
    """Permohonan subjek data diterima. Somebody asked about personal data; due at `due_at`."""

    due_at: AwareDatetime


class ProposalShape(DataRequestFact):
    """What shall be decided, on which legal basis; `groups` are those that a part names."""

    outcome: Outcome
    ground: Code
    basis: Reference
    groups: Groups = ()
    explanation: Narrative = None


class DecisionProposed(
    ProposalShape, Event, name="data-request.decision-proposed.v1", subject="person_id"
):
    """Putusan diusulkan. The personal data officer proposes; a second person decides."""

    person_id: UUID


class DecisionShape(DataRequestFact):
    """What the second person confirms: the outcome and the groups that were proposed."""

    outcome: Outcome
    groups: Groups = ()


class DataRequestDecided(DecisionShape, Event, name="data-request.decided.v1"):
    """Permohonan diputus. Granted, granted in part, or refused, by two people."""

    person_id: UUID
    ground: Code
    basis: Reference
    proposed_by: UUID


class ErasureShape(DataRequestFact):
    """What was destroyed: in which households' files, and which released copies exist outside."""

    household_ids: Ids = ()
    sealed_count: Count = 0
    claim_count: Count = 0
    release_ids: Ids = ()


class ErasureCarriedOut(ErasureShape, Event, name="data-request.erasure-carried-out.v1"):
    """Penghapusan dilaksanakan. Key and ciphertext are destroyed; nobody can read them again."""

    person_id: UUID
    groups: Groups


class ReleaseShape(DataRequestFact):
    """The file that was handed over, by its hash."""

    release_id: UUID
    file_sha256: Sha256


class PersonFileReleased(ReleaseShape, Event, name="data-request.file-released.v1"):
    """Salinan data diserahkan. The person got a copy of what is known about them."""

    person_id: UUID


class DataAnswerShape(DataRequestFact):
    """How the person was told."""

    answered_on: date
    channel: Code


class DataRequestAnswered(DataAnswerShape, Event, name="data-request.answered.v1"):
    """Permohonan dijawab. The person was told what was decided and done."""
