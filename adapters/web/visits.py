"""The visit form on a phone, and the receipt that proves the visit is kept."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from pydantic import ValidationError
from pydantic_core import to_json
from starlette.datastructures import FormData

from adapters.web.asking import not_found, request_of
from adapters.web.callers import Caller
from adapters.web.commands import wait_for
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.render import page
from adapters.web.story.facts import names_in, warning
from adapters.web.story.words import Words
from adapters.web.visit_answers import VisitAnswers
from adapters.web.visit_form import Field, VisitForm
from domain.history import case_number
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.accompaniment import RecordVisit
from services.reading import Reading
from services.requests import Answer
from services.steps import Step

READ = "visit_log"
FIELDS_MAX = 300
router = APIRouter(prefix="/rt/{household_id}/kunjungan")
MentorDep = Annotated[Caller, Depends(Needs("command", RecordVisit.name))]


async def form_data(request: Request) -> FormData:
    """Return the fields of a form, and no files."""
    return await request.form(max_fields=FIELDS_MAX, max_files=0)


FormDep = Annotated[FormData, Depends(form_data)]


@router.get("")
def ask_visit(request: Request, household_id: UUID, caller: MentorDep) -> Response:
    """Show the form, with the answers of last time beside each question."""
    form = form_of(request, household_id, caller, {})
    return _show(request, household_id, form, form.fields())


@router.post("")
def record_visit(
    request: Request, household_id: UUID, caller: MentorDep, sent: FormDep
) -> Response:
    """Put a visit on record, or show the form again as it was with what is wrong."""
    form = form_of(request, household_id, caller, typed_in(sent))
    fields = form.fields()
    VisitAnswers(form, fields).content()
    if any(field.error for field in fields):
        return _show(request, household_id, form, fields, 422)
    return send(request, household_id, caller, form)


def typed_in(sent: FormData) -> dict[str, list[str]]:
    """Return what was typed, by field."""
    return {key: [str(value) for value in sent.getlist(key)] for key in sent}


def send(request: Request, household_id: UUID, caller: Caller, form: VisitForm) -> Response:
    """Put a form without mistakes on record, and answer with its receipt."""
    content = VisitAnswers(form, form.fields()).content()
    try:
        command = RecordVisit.model_validate_json(to_json(content))
        command_id = UUID(form.hidden()["command_id"])
    except (ValidationError, ValueError):
        raise Problem(422, "detail.refused") from None
    asked = request_of(request, caller, command_id, channel="phone")
    answer = parts_of(request).casework.execute(Step(HOUSEHOLD, household_id, command), asked)
    return _receipt(request, household_id, command_id, answer)


def form_of(
    request: Request, household_id: UUID, caller: Caller, typed: dict[str, list[str]]
) -> VisitForm:
    """Open the file, which is put on record, and make the form for it."""
    parts = parts_of(request)
    asked = request_of(request, caller)
    with not_found():
        reading = Reading(parts.casework)
        file = reading.open(household_id, asked, READ)
        history = reading.opened(file, asked)
    now = parts.casework.clock()
    today = parts.programme.local(now).date()
    return VisitForm(
        household=file.household,
        history=history,
        instrument=parts.programme.instrument("visit", today),
        words=Words(parts.programme, language_of(request), names_in(history)),
        now=now,
        typed=typed,
    )


def _show(
    request: Request, household_id: UUID, form: VisitForm, fields: list[Field], status: int = 200
) -> Response:
    household, words = form.household, form.words
    values = {
        "household_id": household_id,
        "case": case_number(household_id),
        "village": words.village(household.village_code),
        "status": words.say(f"status.{household.status.value}"),
        "last_visit_at": household.accompaniment.last_visit_at(),
        "fields": fields,
        "errors": [{"field": each.name, "sentence": each.error} for each in fields if each.error],
        "hidden": form.hidden(),
        "basis": form.instrument.basis if form.instrument else "",
    }
    return page(request, "visit.html", values, status=status)


def _receipt(request: Request, household_id: UUID, command_id: UUID, answer: Answer) -> Response:
    words = Words(parts_of(request).programme, language_of(request))
    values = {
        "household_id": household_id,
        "case": case_number(household_id),
        "command_id": command_id,
        "position": answer.last_position,
        "recorded_at": answer.recorded_at,
        "irregularity": answer.irregularity,
        "warnings": [(code, warning(code, words)) for code in answer.warnings],
        "ready": wait_for(request, answer),
    }
    return page(request, "receipt.html", values, status=200 if answer.repeated else 201)
