"""How the household stood each time it was assessed, and what was decided on that."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID


@dataclass(slots=True)
class Assessed:
    """`kind` is half_year, graduation or check; `failed` are mandatory indicators of a check."""

    kind: str
    event_id: UUID
    version: int
    at: datetime
    by: UUID
    instrument_code: str
    instrument_version: int
    verdicts: tuple[tuple[str, str], ...]
    passed: bool
    failed: tuple[str, ...] = ()


@dataclass(slots=True)
class Assessment:
    """`cycle_at` is when the present cycle began; extensions are counted within a cycle."""

    assessed: dict[UUID, Assessed] = field(default_factory=dict)
    milestones: dict[str, datetime] = field(default_factory=dict)
    extensions: dict[UUID, int] = field(default_factory=dict)
    graduated_at: datetime | None = None
    cycle_at: datetime | None = None
    reenrolments: int = 0
    suspension_id: UUID | None = None
    suspended_until: date | None = None
    exit_reason: str = ""
    moved_to: str = ""

    def of(self, *kinds: str) -> list[Assessed]:
        """Return the assessments of these kinds in the order in which they happened."""
        chosen = (each for each in self.assessed.values() if each.kind in kinds)
        return sorted(chosen, key=lambda each: each.at)
