"""Opens a family's file for the pages of amendments; every opening is put on record."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fastapi import Request

from adapters.web.asking import not_found, request_of
from adapters.web.callers import Caller
from adapters.web.language import language_of
from adapters.web.parts import parts_of
from adapters.web.story.facts import names_in
from adapters.web.story.words import Words
from domain.events import Event
from domain.history import RecordedEvent
from domain.household.state import Household
from domain.personal import Group
from projections.amendments import AMENDMENTS
from services.reading import Reading


@dataclass(frozen=True, slots=True)
class Opened:
    """A file with what its reader may read of it. `history` is opened, `household` never."""

    household_id: UUID
    household: Household
    history: list[RecordedEvent]
    words: Words
    now: datetime

    @property
    def form(self) -> tuple[Household, list[RecordedEvent], Words, datetime]:
        """Return what the forms of a family are made from."""
        return self.household, self.history, self.words, self.now

    def said(self, event_id: UUID) -> Event | None:
        """Return what was put on record under an id, as far as the reader may read it."""
        return next((each.event for each in self.history if each.event_id == event_id), None)

    def latest(self, event_id: UUID) -> UUID:
        """Return the version of a fact that holds, or the annulment that ended it."""
        amended = self.household.record.amended
        while event_id in amended:
            event_id = amended[event_id]
        return event_id


def opened(request: Request, household_id: UUID, caller: Caller) -> Opened:
    """Open a file for whoever may read of amendments in its village."""
    parts = parts_of(request)
    asked = request_of(request, caller)
    with not_found():
        reading = Reading(parts.casework)
        file = reading.open(household_id, asked, AMENDMENTS.name)
        history = reading.opened(file, asked)
    names = names_in(history)
    if Group.IDENTITY in parts.programme.roles[caller.actor.role].opens:
        names |= parts.names({each.origin.actor_id for each in history})
    words = Words(parts.programme, language_of(request), names)
    return Opened(household_id, file.household, history, words, parts.casework.clock())
