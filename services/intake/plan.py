"""The outcome of a dry run: a verdict per row, and everything that would be written.

Nothing is read and nothing is written here.
"""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID, uuid5

from domain.household.events.targeting import Attribute
from services.intake.entry import Entry
from services.intake.reasons import NOTED, TAKEN_IN


@dataclass(frozen=True, slots=True)
class RowPlan:
    """The verdict on one row. `row` is its number in the file, `number` counts data rows."""

    number: int
    row: int
    verdict: str
    reasons: tuple[str, ...]
    household_id: UUID | None = None
    village_code: str = ""


@dataclass(frozen=True, slots=True)
class NewFamily:
    """A household to be nominated. Ids come from the batch, the file and the row: never a NIK."""

    household_id: UUID
    head: Entry
    members: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """A mismatch to be flagged for a person to decide; `listed` is what the list says."""

    household_id: UUID
    person_id: UUID
    attribute: Attribute
    listed: str
    number: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What a list means for the record. `gone` are households that the list no longer names."""

    batch_id: UUID
    file_sha256: str
    rows: tuple[RowPlan, ...]
    new: tuple[NewFamily, ...]
    flags: tuple[Flag, ...]
    gone: tuple[UUID, ...]

    def id_of(self, number: int, what: str) -> UUID:
        """Return the id of something that comes from a row, the same on every run."""
        return row_id(self.batch_id, self.file_sha256, number, what)

    def totals(self) -> dict[str, int]:
        """Return the counts. nominated + known + rejected = rows; known = same + different."""
        nominated = sum(row.verdict == "nominated" for row in self.rows)
        known = [row for row in self.rows if row.verdict == "known"]
        different = sum(bool(set(row.reasons) - NOTED) for row in known)
        return {
            "rows": len(self.rows),
            "nominated": nominated,
            "known": len(known),
            "known_same": len(known) - different,
            "known_different": different,
            "rejected": sum(row.verdict not in TAKEN_IN for row in self.rows),
            "households_nominated": len(self.new),
            "mismatches": len(self.flags),
            "gone": len(self.gone),
        }

    def by_verdict(self) -> dict[str, int]:
        """Return how many rows have each verdict; they add up to all rows."""
        return dict(Counter(row.verdict for row in self.rows).most_common())

    def by_reason(self) -> dict[str, int]:
        """Return how many rows have each reason; a row may have several."""
        return dict(Counter(reason for row in self.rows for reason in row.reasons).most_common())

    def by_village(self) -> dict[str, Counter[str]]:
        """Return the verdicts per village; rows without a readable village stand under ""."""
        counted: dict[str, Counter[str]] = {}
        for row in self.rows:
            counted.setdefault(row.village_code, Counter())[row.verdict] += 1
        return counted


def row_id(batch_id: UUID, file_sha256: str, number: int, what: str) -> UUID:
    """Return an id made of where a row stands, with nothing of a person in it."""
    return uuid5(batch_id, f"{file_sha256}/{number}/{what}")
