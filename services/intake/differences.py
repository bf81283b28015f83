"""What a newer list says otherwise than the record. Nothing is overwritten: a person decides."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from domain.household.events.targeting import Attribute
from services.intake.entry import Entry
from services.intake.families import Family
from services.intake.known import KnownFamily, KnownIndex, KnownPerson
from services.intake.values import comparable

# The attributes of a person that can be flagged as a mismatch, by reason.
FLAGGED: dict[str, Attribute] = {
    "differs.nik": "nik",
    "differs.name": "name",
    "differs.birth_date": "birth_date",
    "differs.sex": "sex",
    "differs.address": "address",
    "differs.family_card": "family_card",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One reason on one row. `listed` is what the list says, kept sealed when it is flagged."""

    number: int
    reason: str
    person_id: UUID | None = None
    listed: str = ""


def differences(
    family: Family, known: KnownFamily, index: KnownIndex, *, lists_members: bool
) -> Iterator[Difference]:
    """Yield what differs. A list of heads only says nothing about who else is in the family."""
    matched = {
        entry.number: match[1]
        for entry in family.accepted
        if (match := index.person(entry)) and match[0] is known
    }
    yield from _of_family(family.head, matched.get(family.head.number), known)
    for entry in family.accepted:
        person = matched.get(entry.number)
        if person is not None:
            yield from _of_person(entry, person)
        elif not entry.is_head:
            yield Difference(entry.number, "differs.member_new")
    listed = {person.person_id for person in matched.values()}
    here = {person.person_id for person in known.people if person.is_here and person.nik}
    if lists_members and here - listed:
        yield Difference(family.head.number, "differs.member_gone")


def _of_family(
    head: Entry, person: KnownPerson | None, known: KnownFamily
) -> Iterator[Difference]:
    if not known.is_live:
        yield Difference(head.number, "differs.not_live")
    if head.decile != known.decile:
        yield Difference(head.number, "differs.decile")
    if head.village_code != known.village_code:
        yield Difference(head.number, "differs.village")
    elif _differ(head.address, known.address):
        yield Difference(head.number, "differs.address", known.head_id, head.address)
    if _differ(head.family_card, known.family_card):
        yield Difference(head.number, "differs.family_card", known.head_id, head.family_card)
    if head.nik and (person is None or person.person_id != known.head_id):
        kept = next((p for p in known.people if p.person_id == known.head_id), None)
        if kept is not None and not _differ(head.full_name, kept.full_name):
            yield Difference(head.number, "differs.nik", kept.person_id, head.nik)
        else:
            yield Difference(head.number, "differs.head")


def _of_person(entry: Entry, person: KnownPerson) -> Iterator[Difference]:
    born = entry.birth_date.isoformat() if entry.birth_date else ""
    said = {
        "differs.name": (entry.full_name, person.full_name),
        "differs.birth_date": (born, person.birth_date),
        "differs.sex": (entry.sex or "", person.sex),
    }
    for reason, (listed, kept) in said.items():
        if _differ(listed, kept):
            yield Difference(entry.number, reason, person.person_id, listed)
    if not person.is_here:
        yield Difference(entry.number, "differs.member_left")


def _differ(listed: str, kept: str) -> bool:
    """Say whether both say something, and not the same."""
    return bool(listed and kept) and comparable(listed) != comparable(kept)
