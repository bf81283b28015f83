"""The state of a village in the programme."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from domain.periods import within
from domain.village_programme.events import Finding, PlanItem


@dataclass(frozen=True, slots=True)
class Selection:
    """The act that took the village in."""

    village_code: str
    batch: str
    scheme: str
    basis: str
    basis_sha256: str
    selected_on: date


@dataclass(frozen=True, slots=True)
class Appointment:
    """An agency's time with the village; no end means that it still is."""

    agency: str
    from_on: date
    basis: str
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """A signed agreement."""

    kind: str
    parent_id: UUID | None
    parties: tuple[str, ...]
    reference: str
    signed_on: date
    until_on: date | None
    document_sha256: str

    def in_force(self, day: date) -> bool:
        return within(day, self.signed_on, self.until_on)


@dataclass(frozen=True, slots=True)
class Potential:
    """A resource of the village."""

    kind: str
    description: str


@dataclass(frozen=True, slots=True)
class VillageFindings:
    """What an assessment found."""

    assessed_on: date
    needs: tuple[str, ...]
    potentials: tuple[UUID, ...]
    document_sha256: str


@dataclass(frozen=True, slots=True)
class VillageAssessment:
    """An assessment, and the person of each side who signed it."""

    findings: VillageFindings
    first_signed_by: UUID
    first_signed_as: str
    cosigned_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class PlannedWork:
    """What an action plan holds."""

    year: int
    items: tuple[PlanItem, ...]


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """An action plan, who proposed and who approved it."""

    work: PlannedWork
    proposed_by: UUID
    approved_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The evaluation of a half year."""

    evaluated_on: date
    findings: tuple[Finding, ...]
    document_sha256: str


@dataclass(frozen=True, slots=True)
class DevelopmentStatus:
    """The village's official status of a year."""

    status: str
    score: int | None
    source: str


@dataclass(slots=True)
class VillageProgramme:
    """`evaluations` is keyed by half year ("2026-1"), `statuses` by year.

    `envelopes` gives the fiscal year of each envelope that is open.
    """

    selection: Selection | None = None
    appointments: list[Appointment] = field(default_factory=list)
    handovers: set[UUID] = field(default_factory=set)
    agreements: dict[UUID, Agreement] = field(default_factory=dict)
    potentials: dict[UUID, Potential] = field(default_factory=dict)
    assessments: dict[UUID, VillageAssessment] = field(default_factory=dict)
    plans: dict[UUID, ActionPlan] = field(default_factory=dict)
    evaluations: dict[str, Evaluation] = field(default_factory=dict)
    statuses: dict[int, DevelopmentStatus] = field(default_factory=dict)
    envelopes: dict[UUID, int] = field(default_factory=dict)
    enrolment_open: bool = False
    enrolment_decree: str = ""
    enrolment_from: date | None = None

    @property
    def selected(self) -> bool:
        return self.selection is not None

    @property
    def village_code(self) -> str:
        return self.selection.village_code if self.selection else ""

    @property
    def batch(self) -> str:
        return self.selection.batch if self.selection else ""

    def has_envelope(self, year: int) -> bool:
        """Say whether the village has money for a year."""
        return year in self.envelopes.values()

    def agency_on(self, day: date) -> str | None:
        """Return the agency that accompanies the village on a day."""
        for appointment in self.appointments:
            if within(day, appointment.from_on, appointment.until_on):
                return appointment.agency
        return None
