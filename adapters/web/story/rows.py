"""A household's state as rows that people read, and the difference between two such states.

The browser only applies differences that were made here: the rules of the programme live in one
place, and that is not a script.
"""

from dataclasses import dataclass
from datetime import date

from adapters.web.story.sections import WRITERS
from adapters.web.story.words import Words
from domain.household.state import Household, Status

SECTIONS = tuple(WRITERS)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the state. `rank` sorts the rows of a section, in every state alike."""

    key: str
    section: str
    rank: str
    label: str
    text: str

    def as_list(self) -> list[str]:
        """Return the row as it travels to the browser."""
        return [self.key, self.section, self.rank, self.label, self.text]


@dataclass(frozen=True, slots=True)
class Change:
    """What one event did to one row: set, changed or dropped."""

    kind: str
    section: str
    label: str
    before: str
    after: str


def rows_of(household: Household, words: Words, day: date) -> dict[str, Row]:
    """Return the state on a day by the key of each row; none before anything happened."""
    if household.status is Status.UNKNOWN:
        return {}
    found: dict[str, Row] = {}
    for section, writer in WRITERS.items():
        for key, rank, label, text in writer(household, words, day):
            found[f"{section}.{key}"] = Row(f"{section}.{key}", section, rank, label, text)
    return found


def changes(before: dict[str, Row], after: dict[str, Row]) -> list[Change]:
    """Return what differs between two states, in the order of the page."""
    found = []
    for key in (*before, *(key for key in after if key not in before)):
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        kind = "set" if old is None else "dropped" if new is None else "changed"
        row = new or old
        assert row is not None  # noqa: S101 (one of the two is there)
        found.append(
            Change(kind, row.section, row.label, old.text if old else "", new.text if new else "")
        )
    return sorted(found, key=lambda change: SECTIONS.index(change.section))
