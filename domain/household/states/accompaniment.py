"""What was done with the household, by the ids that the phones gave."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(slots=True)
class Visit:
    """A meeting with the household: when, by whom, about which pillars."""

    at: datetime
    by: UUID
    topics: tuple[str, ...]
    minutes: int
    photo_sha256s: tuple[str, ...]


@dataclass(slots=True)
class Accompaniment:
    """Each fact once, under its own id; counts and last days are read off these."""

    visits: dict[UUID, Visit] = field(default_factory=dict)
    missed: dict[UUID, str] = field(default_factory=dict)
    sessions: dict[UUID, str] = field(default_factory=dict)
    trainings: dict[UUID, str] = field(default_factory=dict)
    spot_checks: dict[UUID, UUID] = field(default_factory=dict)

    def last_visit_at(self) -> datetime | None:
        """Return when the household was last met, by the word of whoever met it."""
        return max((visit.at for visit in self.visits.values()), default=None)

    def has_photo(self, sha256s: tuple[str, ...], besides: UUID) -> bool:
        """Say whether one of the photos already belongs to another visit of this household."""
        photos = set(sha256s)
        return bool(photos) and any(
            not photos.isdisjoint(visit.photo_sha256s)
            for visit_id, visit in self.visits.items()
            if visit_id != besides
        )
