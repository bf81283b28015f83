"""The read models of the whole programme as JSON, each for any position or day of the log."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse
from psycopg import Connection
from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import to_jsonable_python

from adapters.web.asking import POSITION_MAX, QueryText
from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.parts import Parts, parts_of
from adapters.web.problems import Problem
from adapters.web.scope import narrowed, seen_by, sees_village
from domain.history import case_number
from domain.phases import phase_on
from projections import as_of, caseload, convergence, family_list

LIMIT, LIMIT_MAX = 100, 500
router = APIRouter(prefix="/api")
AsOf = Annotated[
    QueryText,
    Query(alias="as_of", description="A position, a day, or a moment with its offset"),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 0, "maximum": POSITION_MAX},
                {"type": "string", "format": "date"},
                {"type": "string", "format": "date-time"},
                {"type": "string", "maxLength": 0},
            ]
        }
    ),
]
Text = Annotated[QueryText, Query()]
Limit = Annotated[int, Query(ge=1, le=LIMIT_MAX)]
Before = Annotated[int, Query(ge=0, le=POSITION_MAX)]
STATUSES = (*convergence.OPEN, *convergence.CLOSED)


def _status(text: str) -> str:
    if text not in STATUSES:
        raise ValueError("no such status")
    return text


NeedStatus = Annotated[
    str, Field(json_schema_extra={"enum": [*STATUSES]}), AfterValidator(_status)
]


@dataclass(frozen=True, slots=True)
class Point:
    """The prefix of the log that an answer is about, and its day for what is due or overdue."""

    connection: Connection[Any]
    position: int
    recorded_at: datetime | None
    day: date

    def answer(self, **content: Any) -> JSONResponse:
        """Answer with the position beside the content, so that it can be computed again."""
        body = {"position": self.position, "recorded_at": self.recorded_at, **content}
        return JSONResponse(to_jsonable_python(body))


@contextmanager
def at(request: Request, asked: str, *read_models: str) -> Iterator[Point]:
    """Find the prefix of the log that is meant by a position, a day, a moment, or nothing."""
    parts = parts_of(request)
    with parts.reading() as connection:
        wanted = parsed(asked) if asked else None
        try:
            found = as_of.resolve(connection, parts.programme, wanted, *read_models)
        except as_of.NotYet as beyond:
            raise Problem(404, "detail.not-yet", current=beyond.current) from None
        day = _day_of(parts, wanted, found)
        yield Point(connection, found.position, found.recorded_at, day)


def _day_of(parts: Parts, wanted: int | date | datetime | None, found: as_of.AsOf) -> date:
    """Return the day on which something is due or overdue: the one asked for, else the point's."""
    today = parts.programme.local(parts.casework.clock()).date()
    if isinstance(wanted, date) and not isinstance(wanted, datetime):
        return min(wanted, today)
    if wanted is None or found.recorded_at is None:
        return today
    return parts.programme.local(found.recorded_at).date()


def parsed(asked: str) -> int | date | datetime:
    """Return the point that is meant by the text of a query."""
    try:
        return as_of.parse(asked)
    except ValueError:
        raise Problem(422, "detail.as-of", value=asked[:40]) from None


@router.get("/households", tags=["households"])
def households(
    request: Request,
    *,
    caller: Annotated[Caller, Depends(Needs("read", "household_file"))],
    asked: AsOf = "",
    village: Text = "",
    status: Text = "",
    number: Text = "",
    limit: Limit = LIMIT,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> JSONResponse:
    """List the households that the caller may see."""
    programme = parts_of(request).programme
    wanted = narrowed(seen_by(parts_of(request), caller.actor), village, status, number)
    with at(request, asked, *family_list.BASED_ON) as point:
        found = family_list.listed(point.connection, wanted, point.position, limit, offset)
        total = family_list.count(point.connection, wanted, point.position)
        listed = [
            {
                "case_number": case_number(each.household_id),
                "phase": phase.code if phase else "",
                **to_jsonable_python(each),
            }
            for each in found
            for phase in [phase_on(programme, each.status, each.cycle_on, point.day)]
        ]
        return point.answer(total=total, households=listed)


@router.get("/caseload", tags=["read models"])
def show_caseload(
    request: Request,
    *,
    caller: Annotated[Caller, Depends(Needs("read", "caseload"))],
    asked: AsOf = "",
    mentor: UUID | None = None,
) -> JSONResponse:
    """List a mentor's households, the longest overdue first; a mentor's own without asking."""
    parts, seen = parts_of(request), seen_by(parts_of(request), caller.actor)
    with at(request, asked, *caseload.BASED_ON) as point:
        mentor_id = seen.mentor_id or mentor
        if mentor_id is None:
            counts = caseload.mentors(point.connection, point.position)
            rows = [{"mentor_id": who, "households": n} for who, n in counts.items()]
            return point.answer(mentors=rows if seen.villages is None else [])
        found = caseload.of_mentor(
            point.connection, parts.programme, mentor_id, point.day, point.position
        )
        mine = [case for case in found if sees_village(seen, case.village_code)]
        return point.answer(mentor_id=mentor_id, day=point.day, households=mine)


@router.get("/convergence", tags=["read models"])
def show_convergence(
    request: Request,
    *,
    caller: Annotated[Caller, Depends(Needs("read", "convergence"))],
    asked: AsOf = "",
    village: Text = "",
    owner: Text = "",
    status: Annotated[list[NeedStatus], Query(default_factory=list, max_length=10)],
    limit: Limit = LIMIT,
) -> JSONResponse:
    """Count who owes what; of one village, list each need, those due first before the others."""
    seen = seen_by(parts_of(request), caller.actor)
    with at(request, asked, *convergence.BASED_ON) as point:
        if not village:
            counts = convergence.summary(point.connection, point.day, point.position)
            mine = [count for count in counts if sees_village(seen, count.village_code)]
            return point.answer(day=point.day, counts=mine if seen.mentor_id is None else [])
        wanted = convergence.Wanted(
            village_code=village, owner=owner or None, statuses=status or None
        )
        found = [
            {**to_jsonable_python(need), "overdue": need.is_overdue(point.day)}
            for need in convergence.board(point.connection, point.position, wanted)
            if sees_village(seen, need.village_code) and seen.mentor_id in (None, need.mentor_id)
        ]
        return point.answer(day=point.day, total=len(found), needs=found[:limit])
