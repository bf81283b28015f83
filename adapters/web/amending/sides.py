"""What was said and what would be said instead, side by side, and what a confirmation changes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from adapters.web.story.facts import field_label
from adapters.web.story.words import Words
from adapters.web.wishes.preview import Preview, preview
from domain.context import Actor
from domain.events import Event
from domain.history import RecordedEvent
from domain.household.aggregate import HOUSEHOLD
from domain.household.amending import amended_event
from domain.household.commands.proposals import ConfirmAmendment
from domain.household.events.proposals import AmendmentProposed
from domain.household.states.record import Proposal
from projections.wording import Wording
from services.casework import Casework
from services.requests import Request
from services.steps import Step

HIDDEN = frozenset({"warnings", "sealed"})
SOMEBODY_ELSE = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Side:
    """One value of the fact: as it stands, and as it would."""

    label: str
    was: str
    would_be: str

    @property
    def differs(self) -> bool:
        return self.was != self.would_be


def sides(
    wrong: RecordedEvent, opened: Event, proposal: Proposal, asked: AmendmentProposed, words: Words
) -> list[Side]:
    """Return each value beside what the proposal would make of it, those first that differ.

    `opened` is the fact and `asked` the proposal, with the words that the reader may read.
    """
    annulled = proposal.amendment == "annulment"
    values = {field: json.loads(text) for field, text in proposal.values}
    right = amended_event(wrong.event, values)
    happened = proposal.happened_at or wrong.occurred_at
    found = [Side(words.say("origin.occurred"), words.moment(wrong.occurred_at), "")]
    found[0] = replace(found[0], would_be="" if annulled else words.moment(happened))
    for name in type(right).model_fields:
        if name in HIDDEN or name in right.personal:
            continue
        was, would_be = (words.value(getattr(each, name), name) for each in (wrong.event, right))
        if was != would_be or getattr(right, name) not in (None, (), ""):
            found.append(Side(field_label(name, words), was, "" if annulled else would_be))
    found += _words(opened, asked, words, annulled=annulled)
    return sorted(found, key=lambda side: not side.differs)


def _words(
    opened: Event, asked: AmendmentProposed, words: Words, *, annulled: bool
) -> Iterator[Side]:
    """Yield the note, for who may read it."""
    was = getattr(opened, "note", None)
    if was or asked.note:
        would_be = "" if annulled else (asked.note or was or "")
        yield Side(field_label("note", words), was or "\u2013", would_be)


def consequences(
    casework: Casework, step: Step, request: Request, words: Words, *, by_who_asks: bool
) -> Preview:
    """Return what the confirmation would change. Raises Refused as the confirmation would.

    Who may not confirm is shown what somebody else's confirmation would lead to.
    """
    asked = request
    if not by_who_asks:
        somebody = Actor(actor_id=SOMEBODY_ELSE, role=request.actor.role)
        asked = replace(request, actor=somebody, command_id=uuid4())
    sentence = Wording(words.language, casework.programme).sentence
    return preview(casework, step, asked, words, sentence, check=by_who_asks)


def confirmation(household_id: UUID, proposal_id: UUID) -> Step:
    """Return the step that confirms a proposal."""
    return Step(HOUSEHOLD, household_id, ConfirmAmendment(proposal_id=proposal_id))
