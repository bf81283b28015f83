"""What can have happened in an audit (pemeriksaan): warrant, sample, findings, follow-up."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from domain.audit_engagement.questions import Question
from domain.events import Event
from domain.money import Amount
from domain.personal import Narrative
from domain.values import Code, Ids, Reference, RuleCode, Sha256
from domain.words import Numbers, VillageCode, VillageCodes

Severity = Literal["critical", "major", "minor"]
ENTRIES_MAX = 1_000


class AuditFact(BaseModel):
    """What the shapes of this module share."""

    model_config = ConfigDict(frozen=True)


class WarrantShape(AuditFact):
    """By which warrant (surat tugas) whom, which villages and which time it concerns."""

    warrant: Reference
    warrant_sha256: Sha256
    organisation: Code
    villages: VillageCodes
    from_on: date
    until_on: date


class EngagementOpened(WarrantShape, Event, name="audit-engagement.opened.v1"):
    """Pemeriksaan dibuka. An inspector may look, by a warrant, within a scope."""


class SampleRequestShape(AuditFact):
    """How a sample will be drawn, before anybody can know what it will hold.

    The population is known by its hash; confidence and margin are in thousandths.
    """

    request_id: UUID
    method: Literal["full", "simple", "stratified", "money_unit"]
    population: Code
    population_sha256: Sha256
    population_size: Annotated[int, Field(ge=1, le=10_000_000)]
    size: Annotated[int, Field(ge=1, le=ENTRIES_MAX)]
    confidence: Annotated[int, Field(ge=500, le=999)]
    margin: Annotated[int, Field(ge=1, le=500)]


class SampleRequested(SampleRequestShape, Event, name="audit-engagement.sample-requested.v1"):
    """Sampel diminta. Method and population are fixed; the seed is not yet known to anybody."""


class SampleShape(AuditFact):
    """What was drawn. The seed follows from the root of the log at a size after the request."""

    request_id: UUID
    log_size: Annotated[int, Field(ge=1)]
    log_root: Sha256
    seed: Sha256
    population_sha256: Sha256
    chosen: Annotated[Ids, Field(min_length=1, max_length=ENTRIES_MAX)]


class SampleDrawn(SampleShape, Event, name="audit-engagement.sample-drawn.v1"):
    """Sampel ditarik. The sample is what seed and population make it; nobody can roll again."""


class ItemShape(AuditFact):
    """What was found about one of the sample, on paper or on the spot."""

    item_id: UUID
    result: Code
    amount_rupiah: Amount = 0
    document_sha256: Sha256 | None = None


class ItemExamined(ItemShape, Event, name="audit-engagement.item-examined.v1"):
    """Sampel diperiksa. One of the sample was looked at."""


class ItemNoteShape(AuditFact):
    """In words, what was seen of one of the sample; the words are sealed under the item."""

    item_id: UUID
    note: Narrative = None


class ItemNoted(ItemNoteShape, Event, name="audit-engagement.item-noted.v1", subject="item_id"):
    """Catatan sampel. Whoever looked said in words what there was to see."""


class FindingShape(AuditFact):
    """What is out of order, in which village, how much money it is about, and who answers.

    `cites` are positions of the log; the words are sealed under `finding_id`.
    """

    finding_id: UUID
    kind: Code
    severity: Severity
    village_code: VillageCode
    auditee_id: UUID | None = None
    household_id: UUID | None = None
    amount_rupiah: Amount = 0
    rule: RuleCode | None = None
    cites: Numbers = ()
    due_on: date
    note: Narrative = None


class FindingRaised(
    FindingShape, Event, name="audit-engagement.finding-raised.v1", subject="finding_id"
):
    """Temuan dicatat. Something is out of order and waits for an answer."""


class QuestionCited(AuditFact, Event, name="audit-engagement.question-cited.v1"):
    """Pertanyaan dikutip. The finding asks what this rule of the red flags asked."""

    finding_id: UUID
    rule: RuleCode
    question: Question


class AnswerShape(AuditFact):
    """What the auditee says; the words are sealed under the finding."""

    answer_id: UUID
    finding_id: UUID
    village_code: VillageCode
    position: Literal["agrees", "disagrees"]
    document_sha256: Sha256 | None = None
    note: Narrative = None


class FindingAnswered(
    AnswerShape, Event, name="audit-engagement.finding-answered.v1", subject="finding_id"
):
    """Temuan dijawab. The auditee answered."""


class AcceptanceShape(AuditFact):
    """What the auditor made of the answer: does the finding stand, and what is to be returned."""

    finding_id: UUID
    outcome: Literal["stands", "explained"]
    return_rupiah: Amount = 0


class FindingAccepted(AcceptanceShape, Event, name="audit-engagement.finding-accepted.v1"):
    """Jawaban temuan dinilai. The finding stands, or the answer explains it."""


class MoneyReturnShape(AuditFact):
    """What came back into the village's account for a finding."""

    return_id: UUID
    finding_id: UUID
    village_code: VillageCode
    amount_rupiah: Amount
    returned_on: date
    reference: Reference
    document_sha256: Sha256


class FindingMoneyReturned(MoneyReturnShape, Event, name="audit-engagement.money-returned.v1"):
    """Uang temuan dikembalikan. Money came back because of a finding."""


class FindingClosureShape(AuditFact):
    """How the finding ended."""

    finding_id: UUID
    reason: Code
    document_sha256: Sha256 | None = None


class FindingClosed(FindingClosureShape, Event, name="audit-engagement.finding-closed.v1"):
    """Temuan ditutup. Somebody other than the auditee says that nothing is left to do."""

    household_id: UUID | None = None


class ClosureShape(AuditFact):
    """The report (LHP) with which the audit ends."""

    report: Reference
    report_sha256: Sha256
    closed_on: date


class EngagementClosed(ClosureShape, Event, name="audit-engagement.closed.v1"):
    """Pemeriksaan ditutup. The report is written; open findings are followed up all the same."""
