"""What is out of order and waits for somebody: irregularities, and the boxes "needs attention"."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse
from pydantic_core import to_jsonable_python

from adapters.web.asking import POSITION_MAX, not_found, request_of
from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.parts import Parts, parts_of
from adapters.web.reads import LIMIT, AsOf, Before, Limit, Text, at
from adapters.web.scope import narrowed, seen_by
from domain.desk.commands import SettleSubmission
from domain.history import case_number
from projections import irregularities, refusals
from projections.irregularities import IRREGULARITIES
from projections.wording import Wording
from services.boxes import Boxes

router = APIRouter(prefix="/api", tags=["read models"])


def _wording(request: Request) -> Wording:
    return Wording(language_of(request), parts_of(request).programme)


def _told(code: str, variant: str, wording: Wording) -> str:
    return wording.warning(f"{code}.{variant}" if variant else code)


@router.get("/irregularities")
def show_irregularities(
    request: Request,
    *,
    caller: Annotated[Caller, Depends(Needs("read", IRREGULARITIES.name))],
    asked: AsOf = "",
    village: Text = "",
    household: UUID | None = None,
    before: Before = POSITION_MAX,
    limit: Limit = LIMIT,
) -> JSONResponse:
    """List what happened although a rule forbids it, in the villages that the caller may see."""
    seen = narrowed(seen_by(parts_of(request), caller.actor), village)
    wanted = irregularities.Wanted(seen.villages, household, before, limit)
    wording = _wording(request)
    with at(request, asked, IRREGULARITIES.name) as point:
        found = [
            {
                "case_number": case_number(each.household_id),
                "sentence": _told(each.rule, each.variant, wording),
                **to_jsonable_python(each),
            }
            for each in irregularities.page(point.connection, point.position, wanted)
        ]
        counted = irregularities.by_rule(point.connection, point.position, wanted)
        return point.answer(by_rule=counted, irregularities=found)


@router.get("/box")
def show_box(
    request: Request,
    *,
    caller: Annotated[Caller, Depends(Needs("read", "box"))],
    asked: AsOf = "",
) -> JSONResponse:
    """List what waits in the caller's own box, and in those that the caller may settle."""
    parts, wording = parts_of(request), _wording(request)
    with at(request, asked, *refusals.BASED_ON) as point:
        own = refusals.box(point.connection, point.position, caller.actor.actor_id)
        found = {each.submission_id: each for each in own}
        for each in to_settle(parts, caller, point):
            found.setdefault(each.submission_id, each)
        waiting = [
            {"sentence": _told(each.code, each.variant, wording), **to_jsonable_python(each)}
            for each in found.values()
        ]
        return point.answer(waiting=waiting)


def to_settle(parts: Parts, caller: Caller, point: Any) -> list[refusals.Boxed]:
    """Return what waits in the boxes of others and may be settled by the user."""
    role = parts.programme.roles[caller.actor.role]
    if SettleSubmission.name not in role.commands:
        return []
    if role.area == "programme":
        return refusals.box(point.connection, point.position)
    villages = sorted(caller.actor.villages)
    return refusals.box_of_villages(point.connection, point.position, villages)


@router.get("/box/{user_id}/{submission_id}")
def open_submission(
    request: Request,
    *,
    user_id: UUID,
    submission_id: UUID,
    caller: Annotated[Caller, Depends(Needs("read", "box"))],
) -> JSONResponse:
    """Return a submission as it was sent, for who sent it or may settle it; put on record."""
    with not_found():
        asked = request_of(request, caller)
        kept = Boxes(parts_of(request).casework).open(user_id, submission_id, asked)
    submission = kept.submission
    return JSONResponse(
        {
            "submission_id": str(submission_id),
            "command": submission.command,
            "code": submission.code,
            "sentence": _told(submission.code, submission.variant, _wording(request)),
            "target": str(submission.target) if submission.target else None,
            "body": kept.body,
        }
    )
