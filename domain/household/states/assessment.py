"""How the household stood each time it was assessed, and what was decided on that."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

HALF_YEAR, GRADUATION, CHECK = "half_year", "graduation", "check"
COUNTING = (HALF_YEAR, GRADUATION)


@dataclass(slots=True)
class Assessed:
    """`kind` is half_year, graduation or check; `failed` are mandatory indicators."""

    assessment_id: UUID
    kind: str
    event_id: UUID
    version: int
    at: datetime
    by: UUID
    instrument_code: str
    instrument_version: int
    verdicts: tuple[tuple[str, str], ...]
    passed: bool
    failed: tuple[str, ...]


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

    def in_cycle(self) -> list[Assessed]:
        """Return those of the present cycle that count for graduation, in order."""
        begun = self.cycle_at
        return [each for each in self.of(*COUNTING) if begun is None or each.at >= begun]

    def checks(self) -> list[Assessed]:
        """Return the checks since the last graduation, in order."""
        since = self.graduated_at
        return [each for each in self.of(CHECK) if since is not None and each.at >= since]
