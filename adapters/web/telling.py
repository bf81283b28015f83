"""Opens a family's file and tells it as a story, for every page that shows one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request

from adapters.web.asking import POSITION_MAX, QueryText, not_found, request_of
from adapters.web.callers import Caller
from adapters.web.language import language_of
from adapters.web.mentions import mentions
from adapters.web.parts import Parts, parts_of
from adapters.web.story.asides import Aside, asides
from adapters.web.story.facts import Erased, names_in
from adapters.web.story.page import Story
from adapters.web.story.replay import Clock, Replay
from adapters.web.story.words import Words
from domain.data_request.aggregate import DATA_REQUEST
from domain.data_request.state import DataRequest
from domain.history import RecordedEvent
from domain.household.commands.proposals import ProposeAmendment
from domain.household.events.record import DataErased
from domain.personal import Group
from projections import reads, refusals
from projections.timeline import Wording
from services.reading import Reading

READ = "timeline"


@dataclass(frozen=True, slots=True)
class Told:
    """Which story is asked for: by which clock, up to which position of the log, how narrowed.

    `upto` makes an address permanent: what was recorded after it is not there.
    """

    clock: Annotated[Clock, Query()] = "recorded"
    upto: Annotated[int | None, Query(ge=-1, le=POSITION_MAX)] = None
    filter: Annotated[QueryText, Query()] = ""
    only: Annotated[QueryText, Query()] = ""
    beside: Annotated[bool, Query()] = False


def story_of(request: Request, household_id: UUID, caller: Caller, told: Told) -> Story:
    """Return the story of a family; that its file was opened is put on record."""
    parts, language = parts_of(request), language_of(request)
    asked = request_of(request, caller)
    with not_found():
        reading = Reading(parts.casework)
        file = reading.open(household_id, asked, READ)
        history = reading.opened(file, asked)
    own = {each.position for each in history}
    limit = POSITION_MAX if told.upto is None else told.upto
    with parts.reading() as connection:
        others = mentions(parts, connection, household_id, own, limit)
    known = (each for each in [*history, *others] if each.position <= limit)
    history = sorted(known, key=lambda each: each.position)
    words = Words(parts.programme, language, _names(parts, history, caller))
    wording = Wording(language, parts.programme)
    replay = Replay(household_id, history, told.clock, words)
    may_propose = ProposeAmendment.name in parts.programme.roles[caller.actor.role].commands
    erased = _erased(parts, history, words)
    return Story(household_id, replay, wording.sentence, told.upto, may_propose, erased)


def _erased(parts: Parts, history: list[RecordedEvent], words: Words) -> Erased:
    """Return since when, and on what ground, somebody's sealed fields are gone."""
    found: dict[tuple[UUID | None, str], str] = {}
    for line in history:
        event, known_at = line.event, line.recorded_at
        if isinstance(event, DataErased) and known_at is not None:
            request: DataRequest = parts.casework.load(DATA_REQUEST, event.request_id).state
            decided = request.decision
            ground = words.of_list(decided.ground, "request_ground") if decided else ""
            said = words.say("replay.erased-since", day=words.day(known_at), ground=ground or "?")
            found |= {(event.person_id, group): said for group in event.groups}
    return found


def _names(parts: Parts, history: list[RecordedEvent], caller: Caller) -> Mapping[UUID, str]:
    """Return the names of the family and of who wrote its file, for a role that may know."""
    if Group.IDENTITY not in parts.programme.roles[caller.actor.role].opens:
        return {}
    staff = {each.origin.actor_id for each in history}
    staff |= {mentor for each in history if (mentor := getattr(each.event, "mentor_id", None))}
    return {**parts.names(staff), **names_in(history)}


def beside(request: Request, story: Story, caller: Caller) -> list[Aside]:
    """Return who opened the file and what was refused about it, as far as the role may see."""
    parts = parts_of(request)
    role = parts.programme.roles[caller.actor.role]
    limit = POSITION_MAX if story.upto is None else story.upto
    wanted = refusals.Wanted(target=story.household_id, limit=500)
    with parts.reading() as connection:
        refused = refusals.page(connection, limit, wanted) if "refusals" in role.reads else []
        opened = reads.page(connection, limit, wanted) if "reads" in role.reads else []
    actors = {each.actor_id for each in refused} | {each.actor_id for each in opened}
    may_know = Group.IDENTITY in role.opens
    names = parts.names(actors) if may_know else {}
    return asides(refused, opened, Words(parts.programme, story.words.language, names))
