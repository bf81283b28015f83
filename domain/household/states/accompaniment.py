"""What was done with the household, by the ids that the phones gave."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(slots=True)
class Visit:
    """A meeting with the household: when, by whom, about which pillars."""

    at: datetime
    by: UUID
    topics: tuple[str, ...]
    minutes: int
    photo_sha256s: tuple[str, ...]


class Visits(dict[UUID, Visit]):
    """Visits by their ids, which know the latest of them: it is asked for at every visit."""

    _latest: datetime | None = None  # unknown, until asked for

    @property
    def latest(self) -> datetime | None:
        if self._latest is None:
            self._latest = max((visit.at for visit in self.values()), default=None)
        return self._latest

    def __setitem__(self, visit_id: UUID, visit: Visit) -> None:
        if visit_id in self:
            self._latest = None
        elif self._latest is not None and visit.at > self._latest:
            self._latest = visit.at
        super().__setitem__(visit_id, visit)

    def pop(self, visit_id: UUID, *default: Any) -> Any:
        self._latest = None
        return super().pop(visit_id, *default)


@dataclass(slots=True)
class Accompaniment:
    """Each fact once, under its own id; counts and last days are read off these."""

    visits: Visits = field(default_factory=Visits)
    missed: dict[UUID, str] = field(default_factory=dict)
    sessions: dict[UUID, str] = field(default_factory=dict)
    trainings: dict[UUID, str] = field(default_factory=dict)
    spot_checks: dict[UUID, UUID] = field(default_factory=dict)

    def last_visit_at(self) -> datetime | None:
        """Return when the household was last met, by the word of whoever met it."""
        return self.visits.latest

    def has_photo(self, sha256s: tuple[str, ...], besides: UUID) -> bool:
        """Say whether one of the photos already belongs to another visit of this household."""
        photos = set(sha256s)
        return bool(photos) and any(
            not photos.isdisjoint(visit.photo_sha256s)
            for visit_id, visit in self.visits.items()
            if visit_id != besides
        )
