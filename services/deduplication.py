"""What a person does with a suggested duplicate: looks at both files, then merges or dismisses."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock
from uuid import UUID

from domain.context import Actor
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.people import MergeHousehold
from domain.nomination_batch.aggregate import NOMINATION_BATCH
from domain.nomination_batch.commands import DismissDuplicate
from domain.nomination_batch.state import NominationBatch
from services.casework import Casework
from services.duplicates import Suggestion, alike, suggestions
from services.intake.known import (
    KnownFamily,
    KnownPerson,
    Registry,
    families_of,
    known_families,
)
from services.notes import Notes
from services.reading import NoSuchFile
from services.requests import Answer, Request
from services.steps import Step
from services.streams import batch_stream

READ = "targeting"


@dataclass(slots=True)
class Remembered:
    """All that looks alike up to a position, by ids alone: names are read and forgotten."""

    upto: int = -1
    found: list[Suggestion] = field(default_factory=list)
    batches: set[UUID] = field(default_factory=set)
    one_at_a_time: Lock = field(default_factory=Lock)

    def look(self, registry: Registry) -> tuple[list[Suggestion], set[UUID]]:
        """Return what looks alike, and the lists that families came with.

        All are compared, unless nothing was told about who they are since the last time.
        """
        with self.one_at_a_time:
            end, is_news = registry.news(self.upto)
            if is_news:
                families = known_families(registry)
                self.found, self.batches = suggestions(families), _batches(families)
            self.upto = end
            return self.found, self.batches


@dataclass(frozen=True, slots=True)
class Deduplication:
    """The queue of suggestions, and the two ways out of it."""

    casework: Casework
    registry: Registry
    remembered: Remembered = field(default_factory=Remembered)

    def queue(self, actor: Actor, batch_code: str | None = None) -> list[Suggestion]:
        """Return open suggestions; with a batch, those with a household of that list."""
        self.casework.authority.may_read(actor, READ)
        found, batches = self._alike(batch_code)
        dismissed = {pair for batch_id in batches for pair in self._batch(batch_id).dismissed}
        return [each for each in found if each.pair not in dismissed]

    def side_by_side(self, pair: tuple[UUID, UUID], request: Request) -> list[KnownFamily]:
        """Return both families, opened, and put on record that their files were read.

        Raises NoSuchFile.
        """
        self.casework.authority.may_read(request.actor, READ)
        found = self._families(pair)
        for family in found:
            Notes(self.casework).reading(request, family.household_id, READ, None)
        return found

    def merge(
        self, duplicate: UUID, into: UUID, reason: str, request: Request, *, adopt: bool
    ) -> Answer:
        """End a duplicate. With `adopt`, whom only the duplicate has go along."""
        ends, goes_on = self._families((duplicate, into))
        adopted = [
            person.person_id
            for person in ends.people
            if adopt and person.is_here and not _is_in(goes_on, person)
        ]
        command = MergeHousehold(into_household_id=into, reason=reason, adopted_ids=tuple(adopted))
        return self.casework.execute(Step(HOUSEHOLD, duplicate, command), request)

    def dismiss(self, pair: tuple[UUID, UUID], reason: str, request: Request) -> Answer:
        """Say that the two are different households; the suggestion does not come back."""
        batch_id = next(
            (family.batch_id for family in self._families(pair) if family.batch_id), None
        )
        if batch_id is None:
            raise NoSuchFile
        command = DismissDuplicate(household_ids=pair, reason=reason)
        return self.casework.execute(Step(NOMINATION_BATCH, batch_id, command), request)

    def _families(self, pair: tuple[UUID, UUID]) -> list[KnownFamily]:
        known = families_of(self.registry, pair)
        if not set(pair) <= known.keys():
            raise NoSuchFile
        return [known[household_id] for household_id in pair]

    def _alike(self, batch_code: str | None) -> tuple[list[Suggestion], set[UUID]]:
        """Return what looks alike, and the lists that families came with."""
        if batch_code is None:
            return self.remembered.look(self.registry)
        families = known_families(self.registry)
        batch_id = batch_stream(self.casework.programme.code, batch_code)
        among = {family.household_id for family in families if family.batch_id == batch_id}
        return suggestions(families, among=among), _batches(families)

    def _batch(self, batch_id: UUID) -> NominationBatch:
        batch: NominationBatch = self.casework.load(NOMINATION_BATCH, batch_id).state
        return batch


def _batches(families: Iterable[KnownFamily]) -> set[UUID]:
    return {family.batch_id for family in families if family.batch_id is not None}


def _is_in(family: KnownFamily, person: KnownPerson) -> bool:
    """Say whether somebody of the duplicate is a member of the other family already."""
    for member in family.people:
        if person.nik and person.nik == member.nik:
            return True
        born = {member.birth_date, person.birth_date} - {""}
        if len(born) < 2 and alike(member.full_name, person.full_name):  # noqa: PLR2004 (one day)
            return True
    return False
