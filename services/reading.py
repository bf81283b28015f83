"""Opening a family's file: allowed or not, it is put on record, the same for page, API and CLI."""

from dataclasses import dataclass, replace
from uuid import UUID

from domain.history import RecordedEvent
from domain.household.aggregate import HOUSEHOLD
from domain.household.state import Household
from domain.personal import Group
from domain.rules import Refused
from services.casework import Casework
from services.notes import Notes
from services.requests import Request


class NoSuchFile(LookupError):
    """There is no such file, or it is not for this reader: nobody learns which."""


@dataclass(frozen=True, slots=True)
class File:
    """A family's history, and the state it leads to."""

    household_id: UUID
    history: list[RecordedEvent]
    household: Household


@dataclass(frozen=True, slots=True)
class Reading:
    """The one door to a family's file."""

    casework: Casework

    def open(
        self, household_id: UUID, request: Request, read: str, as_of: int | None = None
    ) -> File:
        """Return the file and note that it was opened.

        Raises Refused when the role may not see this at all, NoSuchFile when the file is outside
        the reader's area. Both are put on record.
        """
        loaded = self.casework.load(HOUSEHOLD, household_id)
        if not loaded.history:
            raise NoSuchFile
        notes = Notes(self.casework)
        try:
            self._check(loaded.state, request, read)
        except Refused as refused:
            notes.refusal(request, f"read.{read}", refused, household_id)
            if refused.variant == "area":
                raise NoSuchFile from None
            raise
        notes.reading(request, household_id, read, as_of)
        return File(household_id, loaded.history, loaded.state)

    def opened(self, file: File, request: Request) -> list[RecordedEvent]:
        """Return the history with the personal fields that the reader's role may open."""
        groups = self.casework.programme.roles[request.actor.role].opens
        if not groups:
            return file.history
        lines = [*self.casework.claims.opened(file.household_id)][: len(file.history)]
        return [_limited(line, groups) for line in lines]

    def _check(self, household: Household, request: Request, read: str) -> None:
        """Raise Refused for a role, a village or, for a mentor, a family that is not theirs."""
        authority, actor = self.casework.authority, request.actor
        authority.may_read(actor, read, household.village_code)
        mentor_id = household.entry.mentor_id
        is_caseload = self.casework.programme.roles[actor.role].area == "caseload"
        if is_caseload and mentor_id not in (None, actor.actor_id):
            raise Refused("S2", "area")


def _limited(line: RecordedEvent, groups: tuple[Group, ...]) -> RecordedEvent:
    """Return the fact without the groups of personal data that the reader may not open."""
    hidden = {name: None for name, group in line.event.personal.items() if group not in groups}
    return replace(line, event=line.event.model_copy(update=hidden)) if hidden else line
