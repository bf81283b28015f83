"""The form by which a fourth person enters that a household got what was given."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.asking import not_found, request_of
from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.office_form import OfficeForm, PaperDep, answered, asked, codes, new_form
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.story.facts import names_in
from adapters.web.story.words import Words
from adapters.web.visit_form import Field, Option
from adapters.web.wishes.definition import Asked
from adapters.web.wishes.kinds import Choices
from domain.history import case_number
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.assets import AcknowledgeReceipt
from domain.household.folds.money import HANDOVER, PHOTO
from domain.household.state import Household
from domain.household.states.money import Transfer
from projections import household_file
from services.reading import Reading
from services.requests import Answer
from services.steps import Step

PATH = "/antrean/terima/{household_id}/{transfer_id}"
FORMS = ("signed", "thumbprint")
MEMBER = Asked("person_id", "member", "", required=True)

router = APIRouter()
CallerDep = Annotated[Caller, Depends(Needs("command", AcknowledgeReceipt.name))]


@dataclass(frozen=True, slots=True)
class Handed:
    """What was given to a household, before the user who enters its receipt."""

    household_id: UUID
    transfer_id: UUID
    household: Household
    transfer: Transfer
    words: Words

    def about(self) -> list[tuple[str, str]]:
        words, given = self.words, self.transfer
        return [
            (words.say("funds.household"), case_number(self.household_id)),
            (words.say("board.village"), words.village(self.household.village_code)),
            (words.say("audit.what"), words.spent_on(given.kind)),
            (words.say("funds.amount"), words.rupiah(given.amount_rupiah)),
            (words.say("funds.given-on"), words.day(given.at)),
        ]

    def fields(self) -> list[Field]:
        """Return what a receipt says; goods have a quantity, papers and perhaps tags besides."""
        words, is_goods = self.words, self.transfer.form == "asset"
        net = str(self.household.money.net_of(self.transfer_id))
        people = Choices(self.household, words, words.programme.local(self.transfer.at).date())
        signed = tuple(Option(each, words.label(each)) for each in FORMS)
        return [
            asked(words, "person_id", "choice", options=people.of(MEMBER)),
            asked(words, "form", "choice", word="receipt-form", options=signed),
            asked(words, "amount_rupiah", "integer", word="received_rupiah", values=(net,)),
            *(self._of_goods() if is_goods else ()),
            asked(words, "difference", "choice", required=False, options=self._differences()),
            self._paper("handover_sha256", HANDOVER, is_goods),
            self._paper("photo_sha256s", PHOTO, is_goods),
        ]

    def _of_goods(self) -> list[Field]:
        kind = self.words.programme.transfer_by_code.get(self.transfer.kind)
        needs_tag = kind is not None and kind.needs_tag
        count = str(self.transfer.quantity)
        return [
            asked(self.words, "quantity", "integer", word="received-quantity", values=(count,)),
            asked(self.words, "tags", "line", required=needs_tag),
        ]

    def _differences(self) -> tuple[Option, ...]:
        return codes(self.words, "difference")

    def _paper(self, name: str, kind: str, is_goods: bool) -> Field:  # noqa: FBT001 (as it is)
        needed = is_goods and kind not in self.transfer.proofs
        return asked(self.words, name, "file", required=needed)


@router.get(PATH, name="ask-receipt")
def ask(request: Request, household_id: UUID, transfer_id: UUID, caller: CallerDep) -> Response:
    """Show what was given, and ask for what its receipt says."""
    return _form(_handed(request, caller, household_id, transfer_id)).shown(request)


@router.post(PATH, name="do-receipt")
def carry_out(
    request: Request, household_id: UUID, transfer_id: UUID, caller: CallerDep, sent: PaperDep
) -> Response:
    """Put the receipt on record with its papers, and go back to what waits."""
    form = _form(_handed(request, caller, household_id, transfer_id))

    def store(content: Mapping[str, Any], form: OfficeForm) -> Answer:
        ids = {"receipt_id": UUID(form.hidden["id"]), "transfer_id": transfer_id}
        command = AcknowledgeReceipt.model_validate({**_told(content), **ids})
        key = request_of(request, caller, UUID(form.hidden["command_id"]))
        return parts_of(request).casework.execute(Step(HOUSEHOLD, household_id, command), key)

    return answered(request, form, sent, store, then="/antrean", stream=household_id)


def _told(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed as the command says it: tags and photographs are several."""
    told = dict(content) | {"person_id": UUID(content["person_id"])}
    if photo := told.pop("photo_sha256s", None):
        told["photo_sha256s"] = (photo,)
    if tags := told.pop("tags", None):
        told["tags"] = tuple(tags.lower().replace(",", " ").split())
    return told


def _handed(request: Request, caller: Caller, household_id: UUID, transfer_id: UUID) -> Handed:
    """Open the family's file, which is put on record, for its people and what was given."""
    parts, key = parts_of(request), request_of(request, caller)
    with not_found():
        reading = Reading(parts.casework)
        file = reading.open(household_id, key, household_file.HOUSEHOLD_FILE.name)
        names = names_in(reading.opened(file, key))
    transfer = file.household.money.transfers.get(transfer_id)
    if transfer is None:
        raise Problem(404, "detail.missing")
    words = Words(parts.programme, language_of(request), names)
    return Handed(household_id, transfer_id, file.household, transfer, words)


def _form(handed: Handed) -> OfficeForm:
    back = "/antrean", handed.words.say("queue.title")
    return new_form("receipt", back, handed.fields(), handed.about())
