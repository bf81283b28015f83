"""A new sample: asked for and drawn in one go."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from starlette.responses import RedirectResponse

from adapters.web.asking import request_of
from adapters.web.audits.standing import BASED_ON, units_at
from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.office_form import OfficeForm, PaperDep, answered, asked, new_form
from adapters.web.parts import parts_of
from adapters.web.reads import Point, at
from adapters.web.story.words import Words
from adapters.web.visit_form import Option
from domain.audit_engagement.commands import DrawSample, RequestSample
from services.requests import Answer
from services.sampling import Plan, Sampling

router = APIRouter(prefix="/sampel/{engagement_id}")
AskerDep = Annotated[Caller, Depends(Needs("command", RequestSample.name))]
DrawerDep = Annotated[Caller, Depends(Needs("command", DrawSample.name))]
METHODS = ("simple", "stratified", "money_unit", "full")
CONFIDENCES, MARGINS = (800, 900, 950, 990), (25, 50, 100, 150)


@router.get("/minta")
def ask_sample(request: Request, engagement_id: UUID, caller: AskerDep) -> Response:
    """Ask how a sample is to be drawn."""
    assert caller  # noqa: S101 (the guard let somebody in)
    return _form(request, engagement_id).shown(request)


@router.post("/minta")
def take_sample(
    request: Request, engagement_id: UUID, caller: AskerDep, sent: PaperDep
) -> Response:
    """Ask for a sample and draw it at once: between the two nobody can do anything."""
    form = _form(request, engagement_id)
    form.filled(sent)

    def store(content: Mapping[str, Any], form: OfficeForm) -> Answer:
        plan = Plan(
            UUID(form.hidden["id"]),
            content["method"],
            "transfers",
            int(content["confidence"]),
            int(content["margin"]),
        )
        key = request_of(request, caller, UUID(form.hidden["command_id"]))
        with at(request, "", *BASED_ON) as point:
            return _sampling(request, point).take(engagement_id, plan, point.position, key)

    then = f"/sampel/{engagement_id}/{form.hidden['id']}"
    return answered(request, form, sent, store, then=then)


def _form(request: Request, engagement_id: UUID) -> OfficeForm:
    words = Words(parts_of(request).programme, language_of(request))

    def thousandths(values: tuple[int, ...]) -> tuple[Option, ...]:
        return tuple(Option(str(each), words.percent(each, 1000)) for each in values)

    methods = tuple(Option(each, words.say(f"audit.{each}")) for each in METHODS)
    fields = [
        asked(words, "method", "choice", options=methods),
        asked(words, "confidence", "choice", options=thousandths(CONFIDENCES)),
        asked(words, "margin", "choice", options=thousandths(MARGINS)),
    ]
    back = f"/sampel/{engagement_id}", words.say("audit.title")
    return new_form("take-sample", back, fields)


def _sampling(request: Request, point: Point) -> Sampling:
    parts = parts_of(request)
    return Sampling(parts.casework, lambda *of: units_at(point, *of), parts.root)


@router.post("/{request_id}/tarik")
def draw_again(
    request: Request, engagement_id: UUID, request_id: UUID, caller: DrawerDep
) -> Response:
    """Draw a sample that was asked for while something failed in between."""
    with at(request, "", *BASED_ON) as point:
        key = request_of(request, caller)
        done = _sampling(request, point).draw(engagement_id, request_id, key)
    if done.last_position is not None:
        parts_of(request).wait(done.last_position, 2.0)
    return RedirectResponse(f"/sampel/{engagement_id}/{request_id}", 303)
