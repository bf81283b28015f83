"""The replay of a family: every fact of its history, and the state at any point between them."""

from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from adapters.web.asking import POSITION_MAX, day_of, not_found, request_of
from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.parts import parts_of
from adapters.web.render import page
from adapters.web.story import strip
from adapters.web.story.flags import TAGS
from adapters.web.story.page import TONES, Story, digest, sections
from adapters.web.story.rows import SECTIONS
from adapters.web.telling import READ, Told, beside, story_of
from domain.history import case_number
from domain.programme import Role
from services.evidence import cited_by
from services.reading import Reading

VISIT = "household.record-visit"
# What the script of the page says, in the reader's language.
MOVED_WITH = (
    "changed",
    "no-change",
    "dropped",
    "digest-ok",
    "digest-wrong",
    "no-papers",
    "paper-save",
    "paper-show",
    "paper-away",
    "copied",
)
router = APIRouter(prefix="/rt/{household_id}")
ReaderDep = Annotated[Caller, Depends(Needs("read", READ))]
ToldDep = Annotated[Told, Depends()]


@router.get("")
def show_replay(
    *,
    request: Request,
    household_id: UUID,
    caller: ReaderDep,
    told: ToldDep,
    pos: Annotated[int | None, Query(ge=-1, le=POSITION_MAX)] = None,
    n: Annotated[int | None, Query(ge=0, le=1_000_000)] = None,
    date: Annotated[str, Query(max_length=10)] = "",
) -> Response:
    """Show the family at one point: by position, by number of the event, or by day."""
    story = story_of(request, household_id, caller, told)
    index = story.total - 1
    if pos is not None:
        index = story.replay.index_of(pos)
    elif date:
        return RedirectResponse(story.url(story.replay.index_on(day_of(date))), 303)
    elif n is not None:
        return RedirectResponse(story.url(min(n, story.total) - 1), 303)
    return page(request, "replay.html", _shown(request, story, index, caller, told))


@router.get("/riwayat.json")
def move_replay(
    request: Request, household_id: UUID, caller: ReaderDep, told: ToldDep
) -> JSONResponse:
    """Return every difference between two points, made here for the browser to apply."""
    story = story_of(request, household_id, caller, told)
    say = story.words.say
    case = case_number(household_id)
    texts = {name: say(f"replay.{name}") for name in MOVED_WITH}
    texts["cite"] = say("replay.cite", case=case, position="{position}", digest="{digest}")
    return JSONResponse(
        {
            "clock": told.clock,
            "upto": story.end,
            "sections": [[name, say(f"section.{name}")] for name in SECTIONS],
            "texts": texts,
            "events": list(story.travelling()),
        }
    )


@router.get("/berkas-bukti.json")
def list_kept(request: Request, household_id: UUID, caller: ReaderDep) -> JSONResponse:
    """Say which of the files that the history cites are kept here; a history itself cannot."""
    parts = parts_of(request)
    with not_found():
        file = Reading(parts.casework).open(household_id, request_of(request, caller), READ)
    kept = set(parts.evidence[0].of(household_id)) if parts.evidence else set()
    cited = {digest for line in file.history for digest in cited_by(line)}
    return JSONResponse({"kept": sorted(kept & cited)})


def _shown(
    request: Request, story: Story, index: int, caller: Caller, asked: Told
) -> dict[str, object]:
    """Return everything that the page shows."""
    step = story.replay.step_at(index)
    state, words = story.replay.state_at(index), story.words
    told = story.told(index, step) if index >= 0 else None
    return {
        "case": case_number(story.household_id),
        "village": words.village(state.village_code) if state.village_code else "",
        "clock": story.replay.clock,
        "links": _links(request, story, index, caller, asked),
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
        "events": _narrowed(list(story.lines()), asked),
        "asides": beside(request, story, caller) if asked.beside else [],
        "asked": asked,
        "upto": story.end,
        "tags": TAGS,
        "may_look_beside": bool({"reads", "refusals"} & set(_role(request, caller).reads)),
        "sections": sections(step.after, words),
        "changed": {key for key, row in step.after.items() if step.before.get(key) != row},
        "digest": digest(step.after),
        "event": told,
        "papers": story.papers(index),
        "amend": story.amending(index),
        "may_propose": story.may_propose,
    }


def _links(
    request: Request, story: Story, index: int, caller: Caller, asked: Told
) -> dict[str, str]:
    last = story.total - 1
    base = f"/rt/{story.household_id}"
    clock = story.replay.clock
    role = _role(request, caller)
    language = language_of(request)
    return {
        "base": base,
        "source": f"{base}/riwayat.json?clock={clock}&upto={story.end}&lang={language}",
        "first": story.url(min(0, last)),
        "previous": story.url(max(index - 1, min(0, last))),
        "next": story.url(min(index + 1, last)),
        "last": story.url(last),
        "permalink": story.url(index) + _narrowing(asked),
        "recorded": story.url(index, "recorded"),
        "occurred": story.url(index, "occurred"),
        "file": f"{base}/berkas" if "household_file" in role.reads else "",
        "visit": f"{base}/kunjungan" if VISIT in role.commands else "",
    }


def _narrowing(asked: Told) -> str:
    """Return what a permanent address says about how the timeline is narrowed."""
    said = {"filter": asked.filter, "only": asked.only, "beside": "true" if asked.beside else ""}
    kept = {name: value for name, value in said.items() if value}
    return f"&{urlencode(kept)}" if kept else ""


def _narrowed(lines: list[dict[str, Any]], asked: Told) -> list[dict[str, Any]]:
    """Mark the lines that the text or the kind asked for leaves out; they stay in the page."""
    text = asked.filter.casefold().strip()
    for line in lines:
        has_text = text in f"{line['sentence']} {line['day']}".casefold()
        line["hidden"] = not has_text or asked.only not in ("", *line["tags"].split())
    return lines


def _role(request: Request, caller: Caller) -> Role:
    return parts_of(request).programme.roles[caller.actor.role]
