"""The state of an audit."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from domain.audit_engagement.questions import Question


@dataclass(frozen=True, slots=True)
class Warrant:
    """What the audit may look at."""

    warrant: str
    warrant_sha256: str
    organisation: str
    villages: tuple[str, ...]
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True)
class Request:
    """How a sample is drawn."""

    method: str
    population: str
    population_sha256: str
    population_size: int
    size: int
    confidence: int
    margin: int


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn for a request."""

    log_size: int
    log_root: str
    seed: str
    population_sha256: str
    chosen: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found about one of the sample."""

    result: str
    amount_rupiah: int
    document_sha256: str | None


@dataclass(frozen=True, slots=True)
class Raised:
    """What a finding says."""

    kind: str
    severity: str
    village_code: str
    auditee_id: UUID | None
    household_id: UUID | None
    amount_rupiah: int
    rule: str | None
    cites: tuple[int, ...]
    due_on: date


@dataclass(slots=True)
class Finding:
    """A finding on its way: raised, answered, accepted, returned, closed.

    `question` is what a red flag asked, if the finding began with one.
    """

    raised: Raised
    question: Question | None = None
    answered_by: set[UUID] = field(default_factory=set)
    answers: dict[UUID, str] = field(default_factory=dict)
    outcome: str = ""
    return_rupiah: int = 0
    returns: dict[UUID, int] = field(default_factory=dict)
    closed_by: UUID | None = None
    closing_reason: str = ""

    @property
    def auditees(self) -> frozenset[UUID]:
        """Return who may not close it: whoever it is about, and whoever answered it."""
        named = {self.raised.auditee_id} if self.raised.auditee_id else set()
        return frozenset(self.answered_by | named)

    @property
    def owed_rupiah(self) -> int:
        """Return what has still to come back."""
        return self.return_rupiah - sum(self.returns.values())

    def asks(self, rule: str | None, question: Question | None, cites: tuple[int, ...]) -> bool:
        """Say whether this is the same question of a red flag about the same facts."""
        if not rule or self.raised.rule != rule:
            return False
        if self.question and question:
            return self.question.is_same(question)
        return bool(cites) and self.raised.cites == cites


@dataclass(slots=True)
class AuditEngagement:
    """`requested_at` is the position of each request, with which its seed is made.

    `noted` is the position of the last words about each item.
    """

    warrant: Warrant | None = None
    requests: dict[UUID, Request] = field(default_factory=dict)
    requested_at: dict[UUID, int] = field(default_factory=dict)
    samples: dict[UUID, Sample] = field(default_factory=dict)
    examined: dict[UUID, Examined] = field(default_factory=dict)
    noted: dict[UUID, int] = field(default_factory=dict)
    findings: dict[UUID, Finding] = field(default_factory=dict)
    closed_on: date | None = None

    def asking(
        self, rule: str | None, question: Question | None, cites: tuple[int, ...] = ()
    ) -> UUID | None:
        """Return the finding that asks the same question of a red flag already, if any does."""
        known = self.findings.items()
        return next((key for key, each in known if each.asks(rule, question, cites)), None)
