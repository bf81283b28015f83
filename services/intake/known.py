"""What is on record about families already, opened in memory to be compared with a list."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Protocol
from uuid import UUID

from domain.history import RecordedEvent
from domain.household.aggregate import HOUSEHOLD
from domain.household.events.identity import IdentityRecordedAnew
from domain.household.events.people import (
    FamilyCardChanged,
    HouseholdAbsorbed,
    HouseholdFormedBySplit,
    HouseholdMoved,
    MemberAdded,
)
from domain.household.events.targeting import HouseholdNominated
from domain.household.state import LIVE, Household, Status
from domain.persons import Person
from services.intake import values
from services.intake.entry import Entry
from services.intake.families import Family

ERASED = "[dihapus]"


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A member by what is kept of them; what was erased or never known is empty."""

    person_id: UUID
    full_name: str
    nik: str
    birth_date: str
    sex: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class KnownFamily:
    """A household on record. `batch_id` and `source` are of the list that nominated it."""

    household_id: UUID
    batch_id: UUID | None
    source: str
    village_code: str
    decile: int | None
    is_live: bool
    head_id: UUID | None
    address: str
    family_card: str
    people: tuple[KnownPerson, ...]
    open_mismatches: frozenset[tuple[UUID, str]] = frozenset()


class Registry(Protocol):
    """Gives households' histories on who belongs to them, with their personal fields opened."""

    def households(
        self, only: Collection[UUID] | None = None
    ) -> Iterable[tuple[UUID, Sequence[RecordedEvent]]]: ...

    def news(self, after: int) -> tuple[int, bool]:
        """Return where the log ends, and whether anything after a position is read here."""
        ...


def known_families(registry: Registry) -> list[KnownFamily]:
    """Return the families on record, but not those that live on in another household."""
    return _families(dict(registry.households()))


def families_of(registry: Registry, household_ids: Collection[UUID]) -> dict[UUID, KnownFamily]:
    """Return some families by their ids, without reading the whole record."""
    histories: dict[UUID, Sequence[RecordedEvent]] = {}
    waiting = set(household_ids)
    while waiting:
        histories |= dict.fromkeys(waiting, ()) | dict(registry.households(waiting))
        waiting = {each for its in histories.values() for each in _origins(its)} - histories.keys()
    found = {family.household_id: family for family in _families(histories)}
    return {each: found[each] for each in household_ids if each in found}


def _origins(history: Sequence[RecordedEvent]) -> Iterator[UUID]:
    """Yield the households from which people came along into this one."""
    for line in history:
        if isinstance(line.event, HouseholdFormedBySplit):
            yield line.event.from_household_id
        elif isinstance(line.event, HouseholdAbsorbed):
            yield line.event.household_id


def _families(households: Mapping[UUID, Sequence[RecordedEvent]]) -> list[KnownFamily]:
    # Who came by a split or a merge is named in the history of the household they came from.
    identities: dict[UUID, Person] = {}
    anew: list[tuple[int, IdentityRecordedAnew]] = []
    for history in households.values():
        for line in history:
            if isinstance(line.event, HouseholdNominated | MemberAdded):
                identities[line.event.person_id] = line.event
            elif isinstance(line.event, IdentityRecordedAnew):
                anew.append((line.position or 0, line.event))
    for _, event in sorted(anew, key=itemgetter(0)):
        _replace(identities, event)
    found = (known_family(stream, its, identities) for stream, its in households.items() if its)
    return [family for family in found if family is not None]


def _replace(identities: dict[UUID, Person], event: IdentityRecordedAnew) -> None:
    """Let what was recorded anew take the place of what a list said."""
    said = {"full_name": event.full_name, "nik": event.nik, "birth_date": event.birth_date}
    known = identities.get(event.person_id)
    if known is not None:
        new = {name: value for name, value in said.items() if value}
        identities[event.person_id] = known.model_copy(update=new)


def known_family(
    stream: UUID, history: Sequence[RecordedEvent], identities: Mapping[UUID, Person]
) -> KnownFamily | None:
    """Return one family as its opened history tells it."""
    state = HOUSEHOLD.replay(history)
    if state.status in {Status.UNKNOWN, Status.MERGED}:
        return None
    source = address = family_card = ""
    for line in history:
        event = line.event
        if isinstance(event, HouseholdNominated):
            source = event.source_agency
        if isinstance(event, HouseholdNominated | HouseholdMoved):
            address = _text(event.address)
        if isinstance(event, HouseholdNominated | FamilyCardChanged):
            family_card = _text(event.family_card_number)
    mismatches = state.targeting.mismatches.values()
    return KnownFamily(
        household_id=stream,
        batch_id=state.targeting.batch_id,
        source=source,
        village_code=state.village_code,
        decile=state.targeting.decile,
        is_live=state.status in LIVE,
        head_id=state.people.head_id,
        address=address,
        family_card=family_card,
        people=tuple(_people(state, identities)),
        open_mismatches=frozenset((m.person_id, m.attribute) for m in mismatches if not m.outcome),
    )


def _people(state: Household, identities: Mapping[UUID, Person]) -> Iterator[KnownPerson]:
    here = state.people.here
    for person_id in state.people.members:
        person = identities.get(person_id)
        if person is not None:
            yield KnownPerson(
                person_id,
                _text(person.full_name),
                _text(person.nik),
                _text(person.birth_date),
                person.sex,
                person_id in here,
            )


def _text(value: str | None) -> str:
    return "" if value in {None, ERASED} else str(value)


class KnownIndex:
    """Finds the household that a family of a list is, by NIK, else by card and head's name."""

    def __init__(self, families: Iterable[KnownFamily]) -> None:
        self._by_nik: dict[str, tuple[KnownFamily, KnownPerson]] = {}
        self._by_card: dict[tuple[str, str], KnownFamily] = {}
        # A live household is found before one that was rejected or closed.
        for family in sorted(families, key=lambda f: f.is_live):
            for person in family.people:
                if person.nik:
                    self._by_nik[person.nik] = (family, person)
                if person.person_id == family.head_id and family.family_card:
                    key = (family.family_card, values.comparable(person.full_name))
                    self._by_card[key] = family

    def person(self, entry: Entry) -> tuple[KnownFamily, KnownPerson] | None:
        """Return who on record has the entry's NIK."""
        return self._by_nik.get(entry.nik) if entry.nik else None

    def holders(self, family: Family) -> list[KnownFamily]:
        """Return the households in which these persons are on record, the head's first."""
        found: dict[UUID, KnownFamily] = {}
        for entry in family.accepted:
            match = self.person(entry)
            if match is not None:
                found.setdefault(match[0].household_id, match[0])
        if not found:
            name = values.comparable(family.head.full_name)
            by_card = self._by_card.get((family.head.family_card, name))
            if by_card is not None:
                found[by_card.household_id] = by_card
        return list(found.values())
