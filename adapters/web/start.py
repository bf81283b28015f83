"""The start page: the families that the user may see, found by number, village or status."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from adapters.web.asking import QueryText
from adapters.web.callers import Caller
from adapters.web.family_rows import due_on_of, lines_of
from adapters.web.guard import Needs
from adapters.web.parts import Parts, parts_of
from adapters.web.reads import AsOf, at
from adapters.web.render import page
from adapters.web.scope import narrowed, seen_by
from domain.context import Actor
from domain.household.commands.accompaniment import RecordVisit
from domain.household.state import Status
from domain.personal import Group
from projections import family_list, tracking
from projections.family_list import Family, Filter

READ = "household_file"
PAGE_SIZE = 25
CASELOAD_MAX = 500
router = APIRouter()
AnybodyDep = Annotated[Caller, Depends(Needs("anybody"))]


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


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is asked for; `q` is a case number, its beginning, or a name."""

    q: Annotated[QueryText, Query()] = ""
    village: Annotated[QueryText, Query()] = ""
    status: Annotated[QueryText, Query()] = ""
    stage: Annotated[QueryText, Query()] = ""
    reason: Annotated[QueryText, Query()] = ""
    as_of: AsOf = ""

    def wanted(self, seen: Filter, names: Mapping[UUID, str] | None) -> Filter:
        """Return what to look for within what the user sees."""
        number = self.q if names is None else ""
        found = narrowed(seen, self.village, self.status, number)
        households = None if names is None else tuple(names)
        stage, reason = self.stage or None, self.reason or None
        return replace(found, stage=stage, reason=reason, households=households)


@router.get("/")
def start(
    request: Request,
    *,
    caller: AnybodyDep,
    asked: Annotated[Asked, Depends()],
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
    names = _named(parts, actor, asked.q)
    wanted = asked.wanted(seen_by(parts, actor), names)
    found = _found(request, wanted, asked.as_of, (number - 1) * PAGE_SIZE)
    address = _addresses(asdict(asked))
    return page(
        request,
        "start.html",
        {
            "allowed": True,
            "other_roles": others,
            "asked": asked,
            "villages": _villages(parts, actor),
            "statuses": [each.value for each in Status if each is not Status.UNKNOWN],
            "families": lines_of(request, found.families, found.day, caller, names or {}),
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


def _named(parts: Parts, actor: Actor, typed: str) -> Mapping[UUID, str] | None:
    """Return whose name was typed, by household; nothing when it was no name."""
    if not typed.strip() or family_list.is_number(typed):
        return None
    may_know = Group.IDENTITY in parts.programme.roles[actor.role].opens
    return parts.find_names(typed) if may_know else {}


def _found(request: Request, wanted: Filter, asked: str, offset: int) -> Found:
    """Return one page of the families that match; a mentor's own with what is due first."""
    programme = parts_of(request).programme
    with at(request, asked, *family_list.BASED_ON) as point:
        total = family_list.count(point.connection, wanted, point.position)
        if wanted.mentor_id is None:
            some = family_list.listed(point.connection, wanted, point.position, PAGE_SIZE, offset)
        else:
            some = family_list.listed(point.connection, wanted, point.position, CASELOAD_MAX)
            some.sort(key=lambda each: due_on_of(programme, each) or date.max)
            some = some[offset : offset + PAGE_SIZE]
        return Found(point.position, point.day, total, offset, some)


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
