"""What was found about one item of a sample: seen, not seen, another amount, with words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID, uuid5

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.asking import request_of
from adapters.web.audits.items import items_of
from adapters.web.audits.standing import BASED_ON, standing
from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.office_form import OfficeForm, PaperDep, answered, asked, codes, new_form
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.reads import at
from adapters.web.story.words import Words
from domain.audit_engagement.aggregate import AUDIT_ENGAGEMENT
from domain.audit_engagement.commands import ExamineItem, NoteItem
from services.requests import Answer
from services.steps import Step


@dataclass(frozen=True, slots=True)
class Item:
    """Which item of which sample of which audit an address names."""

    engagement_id: UUID
    request_id: UUID
    item_id: UUID


ItemDep = Annotated[Item, Depends()]
router = APIRouter(prefix="/sampel/{engagement_id}/{request_id}")
ExaminerDep = Annotated[Caller, Depends(Needs("command", ExamineItem.name))]


@router.get("/{item_id}")  # noqa: FAST003 (the item takes it)
def ask_item(request: Request, of: ItemDep, caller: ExaminerDep) -> Response:
    """Ask what was found about an item."""
    return _form(request, caller, of).shown(request)


@router.post("/{item_id}")  # noqa: FAST003 (the item takes it)
def examine(request: Request, of: ItemDep, caller: ExaminerDep, sent: PaperDep) -> Response:
    """Put on record what was found; words about it go along, sealed."""
    form = _form(request, caller, of)
    casework = parts_of(request).casework

    def store(content: Mapping[str, Any], form: OfficeForm) -> Answer:
        told = {name: value for name, value in content.items() if name != "note"}
        key = UUID(form.hidden["command_id"])
        command = ExamineItem.model_validate({"item_id": of.item_id, **told})
        step = Step(AUDIT_ENGAGEMENT, of.engagement_id, command)
        done = casework.execute(step, request_of(request, caller, key))
        if "note" in content:
            words = NoteItem(item_id=of.item_id, note=content["note"])
            step = Step(AUDIT_ENGAGEMENT, of.engagement_id, words)
            casework.execute(step, request_of(request, caller, uuid5(key, "note")))
        return done

    then = f"/sampel/{of.engagement_id}/{of.request_id}"
    return answered(request, form, sent, store, then=then, stream=of.engagement_id)


def _form(request: Request, caller: Caller, of: Item) -> OfficeForm:
    words = Words(parts_of(request).programme, language_of(request))
    with at(request, "", *BASED_ON) as point:
        found = standing(request, caller, point, of.engagement_id)
        rows = items_of(request, point, found, of.request_id)
    row = next((each for each in rows if each["item_id"] == of.item_id), None)
    if row is None:
        raise Problem(404, "detail.missing")
    fields = [
        asked(words, "result", "choice", options=codes(words, "examination")),
        asked(words, "amount_rupiah", "integer", required=False),
        asked(words, "note", "text", required=False),
        asked(words, "document_sha256", "file", required=False),
    ]
    fields[1].asked_by, fields[1].asked_value = "result", "differs"
    about = [
        (words.say("funds.household"), row["case_number"]),
        (words.say("board.village"), row["village"]),
        (words.say("audit.what"), words.spent_on(row["kind"])),
        (words.say("funds.given-on"), words.day(row["given_on"])),
        (words.say("funds.amount"), words.rupiah(row["amount_rupiah"])),
    ]
    back = f"/sampel/{of.engagement_id}/{of.request_id}", words.say("audit.sample-title")
    return new_form("examine-item", back, fields, about)
