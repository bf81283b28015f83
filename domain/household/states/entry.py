"""What is known of how the household joined: consents, the decree, mentors, the baseline."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID


@dataclass(slots=True)
class Consent:
    """A consent; it stands until it is withdrawn."""

    person_id: UUID
    purposes: tuple[str, ...]
    withdrawn_at: datetime | None = None


@dataclass(slots=True)
class MentorTerm:
    """A mentor's time with the household; without an end it is the present one's."""

    mentor_id: UUID
    from_on: date
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    """Where the household stood before anything was done."""

    at: datetime
    verdicts: tuple[tuple[str, str], ...]
    passed: bool


@dataclass(slots=True)
class Entry:
    """`mentors` are all the household ever had, in order."""

    consents: dict[UUID, Consent] = field(default_factory=dict)
    decree_number: str = ""
    enrolled_at: datetime | None = None
    mentors: list[MentorTerm] = field(default_factory=list)
    baselines: dict[UUID, Baseline] = field(default_factory=dict)

    @property
    def baseline(self) -> Baseline | None:
        """Return the baseline; a household has one, unless it was annulled and made again."""
        return next(reversed(self.baselines.values()), None)

    @property
    def baseline_at(self) -> datetime | None:
        return self.baseline.at if self.baseline else None

    @property
    def baseline_verdicts(self) -> tuple[tuple[str, str], ...]:
        return self.baseline.verdicts if self.baseline else ()

    @property
    def mentor_id(self) -> UUID | None:
        """Return the present mentor."""
        last = self.mentors[-1] if self.mentors else None
        return last.mentor_id if last and last.until_on is None else None

    def mentor_on(self, day: date) -> UUID | None:
        """Return whose household it was on a day. On the day of a change it was the new one's."""
        for term in reversed(self.mentors):
            if term.from_on <= day:
                return term.mentor_id if term.until_on is None or day < term.until_on else None
        return None

    @property
    def mentors_ever(self) -> frozenset[UUID]:
        """Return everybody who was ever the household's mentor."""
        return frozenset(term.mentor_id for term in self.mentors)
