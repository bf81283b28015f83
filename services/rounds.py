"""Which visits a visit is compared with (rule V3), and where they are found.

A warning may rest on a read model, which a refusal never does: a visit that was missed here is
still found by whoever looks at the whole log later.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.commands import moment
from domain.context import Actor
from domain.history import RecordedEvent
from domain.household.commands.accompaniment import RecordVisit
from domain.household.commands.proposals import ConfirmAmendment
from domain.household.events.accompaniment import VisitRecorded
from domain.household.state import Household
from domain.household.states.record import Proposal
from domain.programme import Programme
from domain.rounds import Meeting, Rounds
from services.steps import Step


class OtherVisits(Protocol):
    """All visits of the programme, as far as they are known by now."""

    def beside(self, visit: Meeting, visitor_id: UUID | None, day: date) -> Rounds | None:
        """Return what lies beside a visit; None where that cannot be said now.

        Without a visitor only those with one of its photos. The visit itself is among them where
        it is on record already.
        """


@dataclass(slots=True)
class VisitsInMemory:
    """Visits as a single writer remembers them, who needs to ask nobody."""

    _days: dict[tuple[UUID, date], list[Meeting]] = field(default_factory=dict)
    _photos: dict[str, list[Meeting]] = field(default_factory=dict)

    def note(self, lines: Iterable[RecordedEvent]) -> None:
        """Remember the visits among what was just stored."""
        for line in lines:
            event, at = line.event, line.occurred_at
            if isinstance(event, VisitRecorded):
                photos = event.photo_sha256s
                visit = Meeting(line.originator_id, event.visit_id, at, photos, event.place)
                self._days.setdefault((line.origin.actor_id, at.date()), []).append(visit)
                for photo in photos:
                    self._photos.setdefault(photo, []).append(visit)

    def beside(self, visit: Meeting, visitor_id: UUID | None, day: date) -> Rounds:
        """Return what was remembered; corrections of visits are not."""
        same_day = () if visitor_id is None else self._days.get((visitor_id, day), ())
        same_photo = {
            each.visit_id: each
            for photo in visit.photo_sha256s
            for each in self._photos.get(photo, ())
        }
        return Rounds(visit, tuple(same_day), tuple(same_photo.values()))


@dataclass(frozen=True, slots=True)
class Comparing:
    """Finds what a reported or corrected visit has to be compared with."""

    programme: Programme
    visits: OtherVisits | None = None

    def rounds(self, step: Step, state: object, actor: Actor, now: datetime) -> Rounds | None:
        """Return what lies beside the visit that the command is about, if it is about one."""
        if self.visits is None or not isinstance(state, Household):
            return None
        command, stream = step.command, step.stream
        if isinstance(command, RecordVisit) and command.visit_id not in state.record.said:
            at, photos = moment(command, now), command.photo_sha256s
            visit = Meeting(stream, command.visit_id, at, photos, command.place)
            return self._beside(visit, actor.actor_id, actor.role)
        if isinstance(command, ConfirmAmendment):
            proposal = state.record.proposals.get(command.proposal_id)
            return None if proposal is None else self._corrected(proposal, state, stream)
        return None

    def _corrected(self, proposal: Proposal, state: Household, stream: UUID) -> Rounds | None:
        wrong = state.record.facts.get(proposal.target_id)
        if wrong is None or not isinstance(wrong.event, VisitRecorded):
            return None
        at, photos = proposal.happened_at or wrong.occurred_at, wrong.event.photo_sha256s
        for value, text in proposal.values:
            if value == "photo_sha256s":
                photos = _hashes(text)
        visit = Meeting(stream, wrong.event.visit_id, at, photos)
        return self._beside(visit, wrong.origin.actor_id, wrong.origin.role)

    def _beside(self, visit: Meeting, visitor_id: UUID, role: str) -> Rounds | None:
        """Ask for the day of a mentor; who types for others may well type many visits a day."""
        known = self.programme.roles.get(role)
        is_mentor = known is not None and known.area == "caseload"
        day = self.programme.local(visit.at).date()
        if self.visits is None or not (is_mentor or visit.photo_sha256s):
            return None
        return self.visits.beside(visit, visitor_id if is_mentor else None, day)


def _hashes(text: str) -> tuple[str, ...]:
    """Return the hashes that a correction puts in; the decision says no to what is none."""
    try:
        said = json.loads(text)
    except ValueError:
        return ()
    return tuple(each for each in said if isinstance(each, str)) if isinstance(said, list) else ()
