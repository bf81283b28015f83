"""The forms by which a finding goes on: answered, judged, money returned, closed by another."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.asking import request_of
from adapters.web.audits.findings import finding_of
from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.office_form import OfficeForm, PaperDep, answered, asked, codes, new_form
from adapters.web.parts import parts_of
from adapters.web.reads import at
from adapters.web.story.words import Words
from adapters.web.visit_form import Field, Option
from domain.audit_engagement.aggregate import AUDIT_ENGAGEMENT
from domain.audit_engagement.commands import (
    AcceptFinding,
    AnswerFinding,
    CloseFinding,
    ReturnFindingMoney,
)
from domain.commands import Command
from projections import findings
from projections.findings import Finding
from services.requests import Answer
from services.steps import Step

router = APIRouter(prefix="/temuan/{finding_id}")


@dataclass(frozen=True, slots=True)
class Deed:
    """One form: its command, its fields, and the id that the command gives to what it makes."""

    command: type[Command]
    fields: Callable[[Words], list[Field]]
    id_field: str = ""
    of_village: bool = False


def _answer(words: Words) -> list[Field]:
    positions = tuple(
        Option(each, words.say(f"finding.{each}")) for each in ("agrees", "disagrees")
    )
    return [
        asked(words, "position", "choice", options=positions),
        asked(words, "note", "text", required=False),
        asked(words, "document_sha256", "file", required=False),
    ]


def _judge(words: Words) -> list[Field]:
    outcomes = tuple(
        Option(each, words.say(f"finding.{each}")) for each in ("stands", "explained")
    )
    money = asked(words, "return_rupiah", "integer", required=False)
    money.asked_by, money.asked_value = "outcome", "stands"
    return [asked(words, "outcome", "choice", options=outcomes), money]


def _return(words: Words) -> list[Field]:
    return [
        asked(words, "amount_rupiah", "integer", word="amount-back"),
        asked(words, "returned_on", "day"),
        asked(words, "reference", "line"),
        asked(words, "document_sha256", "file"),
    ]


def _close(words: Words) -> list[Field]:
    return [
        asked(words, "reason", "choice", options=codes(words, "finding_closing")),
        asked(words, "document_sha256", "file", required=False),
    ]


DEEDS = {
    "answer-finding": Deed(AnswerFinding, _answer, "answer_id", of_village=True),
    "accept-finding": Deed(AcceptFinding, _judge),
    "return-money": Deed(ReturnFindingMoney, _return, "return_id", of_village=True),
    "close-finding": Deed(CloseFinding, _close),
}


def _add(name: str, deed: Deed) -> None:
    caller_dep = Annotated[Caller, Depends(Needs("command", deed.command.name))]

    def ask(request: Request, finding_id: UUID, caller: caller_dep) -> Response:
        return _form(request, name, _found(request, caller, finding_id)).shown(request)

    def go_on(request: Request, finding_id: UUID, caller: caller_dep, sent: PaperDep) -> Response:
        found = _found(request, caller, finding_id)
        form = _form(request, name, found)

        def store(content: Mapping[str, Any], form: OfficeForm) -> Answer:
            command = deed.command.model_validate(_facts(deed, found, content, form))
            step = Step(AUDIT_ENGAGEMENT, found.raised.engagement_id, command)
            key = request_of(request, caller, UUID(form.hidden["command_id"]))
            return parts_of(request).casework.execute(step, key)

        then = f"/temuan/{finding_id}"
        return answered(request, form, sent, store, then=then, stream=found.raised.engagement_id)

    router.add_api_route(f"/{name}", ask, methods=["GET"], name=f"ask-{name}")
    router.add_api_route(f"/{name}", go_on, methods=["POST"], name=f"do-{name}")


def _facts(
    deed: Deed, found: Finding, content: Mapping[str, Any], form: OfficeForm
) -> dict[str, Any]:
    """Return what the command says beside what was typed."""
    told = {"finding_id": found.raised.finding_id, **content}
    if deed.id_field:
        told[deed.id_field] = UUID(form.hidden["id"])
    if deed.of_village:
        told["village_code"] = found.raised.village_code
    return told


def _found(request: Request, caller: Caller, finding_id: UUID) -> Finding:
    with at(request, "", *findings.BASED_ON) as point:
        return finding_of(parts_of(request), caller, point, finding_id)


def _form(request: Request, name: str, found: Finding) -> OfficeForm:
    words = Words(parts_of(request).programme, language_of(request))
    raised = found.raised
    about = [
        (words.say("finding.kind"), words.of_list(raised.code, "finding")),
        (words.say("board.village"), words.village(raised.village_code)),
        (words.say("funds.amount"), words.rupiah(raised.amount_rupiah)),
    ]
    if found.return_rupiah:
        about.append((words.say("finding.owed"), words.rupiah(found.owed_rupiah)))
    back = f"/temuan/{raised.finding_id}", words.say("finding.title")
    return new_form(name, back, DEEDS[name].fields(words), about)


for _name, _deed in DEEDS.items():
    _add(_name, _deed)
