"""Rows of persons become families: by the number of the family card, around one head."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.intake.entry import Entry

# When as many numbers as this end in 0, a spreadsheet has cut the last digit of all of them.
ZEROS_TELL_FROM = 10


@dataclass(slots=True)
class Family:
    """A head with the members of the same card. A faulty member does not stop the others."""

    head: Entry
    members: list[Entry] = field(default_factory=list)

    @property
    def everybody(self) -> tuple[Entry, ...]:
        return (self.head, *self.members)

    @property
    def accepted(self) -> list[Entry]:
        """Return those without faults of their own."""
        return [entry for entry in self.everybody if not entry.faults]


def families_of(entries: Sequence[Entry]) -> list[Family]:
    """Group rows to families. Rows that belong to none get their fault and are left out."""
    _mark_destroyed(entries)
    _mark_twice(entries)
    families: dict[str, Family] = {}
    for entry in entries:
        if entry.is_head and "twice.nik" not in entry.faults:
            # Without a card a head stands alone; the row number is as good a key as any.
            key = entry.family_card or f"row {entry.number}"
            if key in families:
                entry.faults.append("twice.family_card")
            else:
                families[key] = Family(entry)
    for entry in entries:
        if not entry.is_head:
            _join(entry, families)
    return list(families.values())


def _join(entry: Entry, families: dict[str, Family]) -> None:
    family = families.get(entry.family_card)
    if family is None:
        entry.faults.append("family.headless")
        return
    family.members.append(entry)
    if family.head.faults:
        entry.faults.append("family.head_rejected")


def _mark_destroyed(entries: Sequence[Entry]) -> None:
    """Reject cut-off numbers. In a CSV one looks sound; that all end alike gives them away."""
    known = [entry for entry in entries if entry.nik]
    if len(known) >= ZEROS_TELL_FROM and all(entry.nik.endswith("0") for entry in known):
        for entry in known:
            entry.faults.append("nik.destroyed")


def _mark_twice(entries: Sequence[Entry]) -> None:
    """Let the first sound row of a person count; an unsound one does not stand in its way."""
    seen: set[str] = set()
    for entry in entries:
        if not entry.nik or entry.faults:
            continue
        if entry.nik in seen:
            entry.faults.append("twice.nik")
        seen.add(entry.nik)
