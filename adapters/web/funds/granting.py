"""The forms by which a proposed grant is approved, which keeps its money back, or refused."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.asking import request_of
from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.office_form import OfficeForm, PaperDep, answered, asked, codes, new_form
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.scope import seen_by, sees_village
from adapters.web.story.words import Words
from adapters.web.visit_form import Field
from domain.commands import Command
from domain.history import case_number
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.money import ApproveGrant, RejectGrant
from domain.household.state import Household
from services.requests import Answer
from services.steps import Step

router = APIRouter(prefix="/antrean/bantuan/{household_id}/{grant_id}")
Deed = tuple[type[Command], Callable[[Words], list[Field]]]


def _approve(words: Words) -> list[Field]:
    return [asked(words, "basis", "line", word="decree")]


def _reject(words: Words) -> list[Field]:
    return [asked(words, "reason", "choice", options=codes(words, "grant_refusal"))]


DEEDS: dict[str, Deed] = {"approve": (ApproveGrant, _approve), "reject": (RejectGrant, _reject)}


def _add(name: str, deed: type[Command]) -> None:
    caller_dep = Annotated[Caller, Depends(Needs("command", deed.name))]

    def ask(request: Request, household_id: UUID, grant_id: UUID, caller: caller_dep) -> Response:
        return _form(request, caller, (household_id, grant_id), name).shown(request)

    def carry_out(
        request: Request,
        household_id: UUID,
        grant_id: UUID,
        caller: caller_dep,
        sent: PaperDep,
    ) -> Response:
        form = _form(request, caller, (household_id, grant_id), name)

        def store(content: Mapping[str, Any], form: OfficeForm) -> Answer:
            command = deed.model_validate({"grant_id": grant_id, **content})
            key = request_of(request, caller, UUID(form.hidden["command_id"]))
            step = Step(HOUSEHOLD, household_id, command)
            return parts_of(request).casework.execute(step, key)

        return answered(request, form, sent, store, then="/antrean", stream=household_id)

    router.add_api_route(f"/{name}", ask, methods=["GET"], name=f"ask-grant-{name}")
    router.add_api_route(f"/{name}", carry_out, methods=["POST"], name=f"do-grant-{name}")


def _form(request: Request, caller: Caller, of: tuple[UUID, UUID], name: str) -> OfficeForm:
    parts, (household_id, grant_id) = parts_of(request), of
    words = Words(parts.programme, language_of(request))
    household: Household = parts.casework.load(HOUSEHOLD, household_id).state
    grant = household.money.grants.get(grant_id)
    if grant is None or not sees_village(seen_by(parts, caller.actor), household.village_code):
        raise Problem(404, "detail.missing")
    about = [
        (words.say("funds.household"), case_number(household_id)),
        (words.say("board.village"), words.village(household.village_code)),
        (words.say("audit.what"), words.spent_on(grant.kind)),
        (words.say("funds.amount"), words.rupiah(grant.amount_rupiah)),
        (words.say("funds.level"), words.say("funds.line", line=grant.budget_line)),
    ]
    fields = DEEDS[name][1](words)
    return new_form(f"grant-{name}", ("/antrean", words.say("queue.title")), fields, about)


for _name, (_deed, _) in DEEDS.items():
    _add(_name, _deed)
