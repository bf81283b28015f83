"""One request about personal data: each step on it, and the forms of the next."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Form, Query, Request, Response

from adapters import person_file
from adapters.web.asking import POSITION_MAX, request_of
from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.office import personal_data_forms as forms
from adapters.web.office.acting import act, done, rights_of, role_of, words_of
from adapters.web.office.form import OfficeForm
from adapters.web.office.personal_data import Reader
from adapters.web.office.sending import SentDep, typed_in
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.render import page
from domain.data_request.aggregate import DATA_REQUEST
from domain.data_request.commands import ReleasePersonFile
from domain.data_request.state import DataRequest
from domain.history import case_number
from domain.privacy import OPENING
from projections.timeline import Wording
from services.steps import Step

router = APIRouter(prefix="/permintaan-data/{request_id}")


@router.get("")
def show_request(
    request: Request,
    request_id: UUID,
    caller: Reader,
    stored: Annotated[int | None, Query(ge=0, le=POSITION_MAX)] = None,
) -> Response:
    """Show one request with each step on it, and the step that is next for the reader."""
    return _shown(request, request_id, caller, stored=stored)


@router.post("/salinan")
def hand_over(
    request: Request,
    request_id: UUID,
    caller: Annotated[Caller, Depends(Needs("command", ReleasePersonFile.name))],
    command_id: Annotated[UUID, Form()],
) -> Response:
    """Give the copy of everything that is known about the person; the release is on record."""
    asked = request_of(request, caller, command_id)
    made = person_file.release(parts_of(request).casework, request_id, asked)
    headers = {"content-disposition": f'attachment; filename="data-{request_id}.json"'}
    return Response(made.content, media_type="application/json", headers=headers)


def _route(slug: str, name: str) -> Callable[..., Response]:
    """Return what answers to one form of a request."""
    caller_dep = Annotated[Caller, Depends(Needs("command", name))]

    def answer(request: Request, request_id: UUID, caller: caller_dep, sent: SentDep) -> Response:
        state = _loaded(request, request_id)
        form = forms.MAKERS[slug](words_of(request), state, typed_in(sent))
        command = form.command(forms.COMMANDS[slug])
        if command is None:
            return _shown(request, request_id, caller, {slug: form}, 422)
        stored = act(request, caller, form, Step(DATA_REQUEST, request_id, command))
        if stored is None:
            return _shown(request, request_id, caller, {slug: form}, 409)
        return done(f"/permintaan-data/{request_id}", stored)

    return answer


for _slug, _command in forms.COMMANDS.items():
    router.add_api_route(f"/{_slug}", _route(_slug, _command.name), methods=["POST"])


def _shown(
    request: Request,
    request_id: UUID,
    caller: Caller,
    given: dict[str, OfficeForm] | None = None,
    status: int = 200,
    *,
    stored: int | None = None,
) -> Response:
    state, commands = _loaded(request, request_id), role_of(request, caller).commands
    parts, words = parts_of(request), words_of(request)
    wording = Wording(language_of(request), parts.programme)
    family_id = state.asked.household_id if state.asked else None
    is_granted = state.decision is not None and state.decision.outcome != "refused"
    values = {
        "request_id": request_id,
        "state": state,
        "case": case_number(family_id) if family_id else "",
        "told": [
            (line, wording.sentence(line)) for line in parts.casework.ledger.history(request_id)
        ],
        "words": words,
        "rights": rights_of(words),
        "asked": {
            slug: (given or {}).get(slug) or forms.MAKERS[slug](words, state, {})
            for slug, command in forms.COMMANDS.items()
            if command.name in commands and forms.is_next(slug, state)
        },
        "forms_given": list((given or {}).values()),
        "stored": stored,
        "copy_id": uuid4(),
        "may_copy": ReleasePersonFile.name in commands
        and is_granted
        and state.asked is not None
        and state.asked.kind in OPENING,
    }
    return page(request, "office/request.html", values, status=status)


def _loaded(request: Request, request_id: UUID) -> DataRequest:
    state: DataRequest = parts_of(request).casework.load(DATA_REQUEST, request_id).state
    if state.asked is None:
        raise Problem(404, "detail.missing")
    return state
