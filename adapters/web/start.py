"""The start page: the families that the user may see, found by number, village or status."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from adapters.web.asking import QueryText
from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.parts import Parts, parts_of
from adapters.web.reads import AsOf, at
from adapters.web.render import page
from adapters.web.scope import narrowed, seen_by
from adapters.web.story.page import TONES
from adapters.web.story.words import Words
from domain.context import Actor
from domain.history import case_number
from domain.household.commands.accompaniment import RecordVisit
from domain.household.state import ACCOMPANIED, Status
from domain.personal import Group
from domain.programme import Programme
from projections import family_list, tracking
from projections.cadence import next_due_on
from projections.caseload import VISITED
from projections.family_list import Family, Filter

READ = "household_file"
PAGE_SIZE = 25
CASELOAD_MAX = 500
router = APIRouter()
AnybodyDep = Annotated[Caller, Depends(Needs("anybody"))]


@dataclass(frozen=True, slots=True)
class Line:
    """One family as the page shows it."""

    household_id: UUID
    case_number: str
    name: str
    village: str
    status: str
    tone: str
    phase: str
    last_visit_on: date | None
    due_on: date | None
    overdue: bool
    visitable: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the list, as of a position, and how many there are in all."""

    as_of: int
    day: date
    total: int
    offset: int
    families: list[Family]

    @property
    def last(self) -> int:
        return self.offset + len(self.families)


@router.get("/")
def start(
    request: Request,
    *,
    caller: AnybodyDep,
    q: Annotated[QueryText, Query()] = "",
    village: Annotated[QueryText, Query()] = "",
    status: Annotated[QueryText, Query()] = "",
    stage: Annotated[QueryText, Query()] = "",
    reason: Annotated[QueryText, Query()] = "",
    as_of: AsOf = "",
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """Show the families that match, with what waits first on a mentor's own list."""
    parts, actor = parts_of(request), caller.actor
    role = parts.programme.roles[actor.role]
    others = sorted(set(parts.access.actors(actor.actor_id)) - {actor.role})
    if READ not in role.reads:
        return page(
            request,
            "start.html",
            {"allowed": False, "other_roles": others, "position": _position(parts)},
        )
    wanted = narrowed(seen_by(parts, actor), village, status, q)
    wanted = replace(wanted, stage=stage or None, reason=reason or None)
    found = _found(request, wanted, as_of, (number - 1) * PAGE_SIZE)
    asked = {"q": q, "village": village, "status": status, "stage": stage, "reason": reason}
    asked["as_of"] = as_of
    address = _addresses(asked)
    return page(
        request,
        "start.html",
        {
            "allowed": True,
            "other_roles": others,
            "asked": asked,
            "villages": _villages(parts, actor),
            "statuses": [each.value for each in Status if each is not Status.UNKNOWN],
            "families": _lines(request, found, caller),
            "first": found.offset + 1,
            "last": found.last,
            "total": found.total,
            "previous": address(number - 1) if number > 1 else "",
            "next": address(number + 1) if found.last < found.total else "",
            "may_open": "timeline" in role.reads,
            "may_visit": RecordVisit.name in role.commands,
            "position": found.as_of,
        },
    )


def _found(request: Request, wanted: Filter, asked: str, offset: int) -> Found:
    """Return one page of the families that match; a mentor's own with what is due first."""
    programme = parts_of(request).programme
    with at(request, asked, *family_list.BASED_ON) as point:
        total = family_list.count(point.connection, wanted, point.position)
        if wanted.mentor_id is None:
            some = family_list.listed(point.connection, wanted, point.position, PAGE_SIZE, offset)
        else:
            some = family_list.listed(point.connection, wanted, point.position, CASELOAD_MAX)
            some.sort(key=lambda each: _due_on(programme, each) or date.max)
            some = some[offset : offset + PAGE_SIZE]
        return Found(point.position, point.day, total, offset, some)


def _lines(request: Request, found: Found, caller: Caller) -> list[Line]:
    parts = parts_of(request)
    words = Words(parts.programme, language_of(request))
    role = parts.programme.roles[caller.actor.role]
    names: Any = {}
    if Group.IDENTITY in role.opens:
        heads = {each.head_id for each in found.families if each.head_id is not None}
        names = parts.names(heads)
    return [_line(each, words, names, found.day, role.commands) for each in found.families]


def _line(each: Family, words: Words, names: Any, today: date, commands: tuple[str, ...]) -> Line:
    due_on = _due_on(words.programme, each)
    return Line(
        household_id=each.household_id,
        case_number=case_number(each.household_id),
        name=names.get(each.head_id, ""),
        village=words.village(each.village_code),
        status=words.say(f"status.{each.status}"),
        tone=TONES.get(Status(each.status), ""),
        phase=words.phase(each.cycle_on, today) if each.status in VISITED else "",
        last_visit_on=each.last_visit_on,
        due_on=due_on,
        overdue=due_on is not None and due_on < today,
        visitable=RecordVisit.name in commands and Status(each.status) in ACCOMPANIED,
    )


def _due_on(programme: Programme, each: Family) -> date | None:
    """Return the day by which the next visit is due, for a family that is visited."""
    if each.cycle_on is None or each.status not in VISITED:
        return None
    return next_due_on(programme, each.cycle_on, each.last_visit_on)


def _villages(parts: Parts, actor: Actor) -> list[tuple[str, str]]:
    seen = seen_by(parts, actor).villages
    return sorted(
        (
            (village.code, village.name)
            for village in parts.programme.villages
            if seen is None or village.code in seen
        ),
        key=lambda pair: pair[1],
    )


def _position(parts: Parts) -> int:
    with parts.reading() as connection:
        return tracking.current(connection)


def _addresses(given: dict[str, str]) -> Any:
    kept = {key: value for key, value in given.items() if value}
    return lambda number: f"/?{urlencode({**kept, 'page': number})}"
