"""The state of a nomination batch: the list's origin and the verdict on each row."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from domain.nomination_batch.events import RowVerdict


@dataclass(frozen=True, slots=True)
class BatchOrigin:
    """What was said of the list when it was taken in."""

    source: str
    as_of_on: date
    file_sha256: str
    code_system: str
    deciles: tuple[int, ...]
    row_count: int
    supersedes: UUID | None


@dataclass(slots=True)
class NominationBatch:
    """`rows` holds the verdicts by row number; `feedback` the files given to the source.

    `dismissed` are pairs of households that look alike and are not the same, with the reason.
    """

    origin: BatchOrigin | None = None
    rows: dict[int, RowVerdict] = field(default_factory=dict)
    closed: bool = False
    counters: tuple[tuple[str, int], ...] = ()
    feedback: dict[str, int] = field(default_factory=dict)
    dismissed: dict[tuple[UUID, ...], str] = field(default_factory=dict)

    @property
    def source(self) -> str:
        return self.origin.source if self.origin else ""

    @property
    def as_of(self) -> date | None:
        return self.origin.as_of_on if self.origin else None

    @property
    def deciles(self) -> tuple[int, ...]:
        return self.origin.deciles if self.origin else ()

    @property
    def row_count(self) -> int:
        return self.origin.row_count if self.origin else 0

    def row_of(self, household_id: UUID) -> int | None:
        """Return the number of the row from which a household was nominated."""
        for number, row in self.rows.items():
            if row.household_id == household_id:
                return number
        return None
