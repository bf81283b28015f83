"""The replay of a family: its page, which works by links alone, and the data that moves it."""

from collections.abc import Mapping
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from adapters.web.asking import POSITION_MAX, day_of, not_found, request_of
from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.mentions import mentions
from adapters.web.parts import Parts, parts_of
from adapters.web.render import page
from adapters.web.story import strip
from adapters.web.story.facts import names_in
from adapters.web.story.page import TONES, Story, digest, sections
from adapters.web.story.replay import Clock, Replay
from adapters.web.story.rows import SECTIONS
from adapters.web.story.words import Words
from domain.history import RecordedEvent, case_number
from domain.personal import Group
from projections.timeline import Wording
from services.reading import Reading

READ = "timeline"
VISIT = "household.record-visit"
router = APIRouter(prefix="/rt/{household_id}")
ReaderDep = Annotated[Caller, Depends(Needs("read", READ))]
ClockQuery = Annotated[Literal["recorded", "occurred"], Query()]


@router.get("")
def show_replay(
    *,
    request: Request,
    household_id: UUID,
    caller: ReaderDep,
    clock: ClockQuery = "recorded",
    pos: Annotated[int | None, Query(ge=-1, le=POSITION_MAX)] = None,
    n: Annotated[int | None, Query(ge=0, le=1_000_000)] = None,
    date: Annotated[str, Query(max_length=10)] = "",
) -> Response:
    """Show the family at one point: by position, by number of the event, or by day."""
    story = _story(request, household_id, caller, clock)
    index = story.total - 1
    if pos is not None:
        index = story.replay.index_of(pos)
    elif date:
        return RedirectResponse(story.url(story.replay.index_on(day_of(date))), 303)
    elif n is not None:
        return RedirectResponse(story.url(min(n, story.total) - 1), 303)
    return page(request, "replay.html", _shown(request, story, index, caller))


@router.get("/riwayat.json")
def move_replay(
    request: Request, household_id: UUID, caller: ReaderDep, clock: ClockQuery = "recorded"
) -> JSONResponse:
    """Return every difference between two points, made here for the browser to apply."""
    story = _story(request, household_id, caller, clock)
    say = story.words.say
    names = ("changed", "no-change", "dropped", "digest-ok", "digest-wrong")
    return JSONResponse(
        {
            "clock": clock,
            "sections": [[name, say(f"section.{name}")] for name in SECTIONS],
            "texts": {name: say(f"replay.{name}") for name in names},
            "events": list(story.travelling()),
        }
    )


def _story(request: Request, household_id: UUID, caller: Caller, clock: Clock) -> Story:
    parts, language = parts_of(request), language_of(request)
    asked = request_of(request, caller)
    with not_found():
        reading = Reading(parts.casework)
        file = reading.open(household_id, asked, READ)
        history = reading.opened(file, asked)
    own = {each.position for each in history}
    with parts.reading() as connection:
        others = mentions(parts, connection, household_id, own, POSITION_MAX)
    history = sorted([*history, *others], key=lambda each: each.position)
    words = Words(parts.programme, language, _names(parts, history, caller))
    wording = Wording(language, parts.programme)
    return Story(household_id, Replay(household_id, history, clock, words), wording.sentence)


def _names(parts: Parts, history: list[RecordedEvent], caller: Caller) -> Mapping[UUID, str]:
    """Return the names of the family and of who wrote its file, for a role that may know."""
    if Group.IDENTITY not in parts.programme.roles[caller.actor.role].opens:
        return {}
    staff = {each.origin.actor_id for each in history}
    staff |= {mentor for each in history if (mentor := getattr(each.event, "mentor_id", None))}
    return {**parts.names(staff), **names_in(history)}


def _shown(request: Request, story: Story, index: int, caller: Caller) -> dict[str, object]:
    """Return everything that the page shows."""
    step = story.replay.step_at(index)
    state, words = story.replay.state_at(index), story.words
    told = story.told(index, step) if index >= 0 else None
    return {
        "case": case_number(story.household_id),
        "village": words.village(state.village_code) if state.village_code else "",
        "clock": story.replay.clock,
        "links": _links(request, story, index, caller),
        "point": {
            "n": index + 1,
            "total": story.total,
            "position": story.replay.events[index].position if index >= 0 else -1,
            "place": story.place(index),
            "title": story.sentences[index] if index >= 0 else "",
            "aria": story.aria(index),
            "iso_day": story.iso_day(index),
            "status": words.say(f"status.{step.status.value}"),
            "tone": TONES.get(step.status, ""),
        },
        "foot_text": story.foot(index),
        "bars": strip.bars(story.replay),
        "months": strip.months(story.replay),
        "events": list(story.lines()),
        "sections": sections(step.after, words),
        "changed": {key for key, row in step.after.items() if step.before.get(key) != row},
        "digest": digest(step.after),
        "event": told,
    }


def _links(request: Request, story: Story, index: int, caller: Caller) -> dict[str, str]:
    last = story.total - 1
    base = f"/rt/{story.household_id}"
    role = parts_of(request).programme.roles[caller.actor.role]
    language = language_of(request)
    return {
        "base": base,
        "source": f"{base}/riwayat.json?clock={story.replay.clock}&lang={language}",
        "first": story.url(min(0, last)),
        "previous": story.url(max(index - 1, min(0, last))),
        "next": story.url(min(index + 1, last)),
        "last": story.url(last),
        "permalink": story.url(index),
        "recorded": story.url(index, "recorded"),
        "occurred": story.url(index, "occurred"),
        "visit": f"{base}/kunjungan" if VISIT in role.commands else "",
    }
