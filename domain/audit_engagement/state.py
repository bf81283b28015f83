"""The state of an audit."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID


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
    """A finding on its way: raised, answered, accepted, returned, closed."""

    raised: Raised
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

    def asks(self, rule: str | None, village_code: str, cites: tuple[int, ...]) -> bool:
        """Say whether a finding asks the question of this rule about these very facts."""
        known = (each.raised for each in self.findings.values())
        asked = {(each.rule, each.village_code, each.cites) for each in known}
        return bool(rule and cites) and (rule, village_code, cites) in asked
