"""The forms of an order: approved, refused, paid, confirmed; four people for four steps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
from adapters.web.reads import at
from adapters.web.scope import seen_by, sees_village
from adapters.web.story.words import Words
from adapters.web.visit_form import Field, Option
from domain.commands import Command
from domain.disbursement_order.aggregate import DISBURSEMENT_ORDER
from domain.disbursement_order.commands import ApproveOrder, ConfirmOrder, PayOrder, RejectOrder
from domain.disbursement_order.state import DisbursementOrder
from projections import fund_trail
from services.requests import Answer
from services.steps import Step

router = APIRouter(prefix="/antrean/{order_id}")
Invoices = tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """One form: its command and its fields, given what was invoiced for the order."""

    command: type[Command]
    fields: Callable[[Words, DisbursementOrder, Invoices], list[Field]]
    id_field: str = ""


def _approve(words: Words, _: DisbursementOrder, __: Invoices) -> list[Field]:
    return [asked(words, "basis", "line")]


def _reject(words: Words, _: DisbursementOrder, __: Invoices) -> list[Field]:
    return [asked(words, "reason", "choice", options=codes(words, "order_refusal"))]


def _pay(words: Words, order: DisbursementOrder, invoices: Invoices) -> list[Field]:
    is_goods = order.wanted is not None and order.wanted.kind == "goods"
    ways = (
        ["supplier"] if is_goods else ["transfer", "advance", *(["supplier"] if invoices else [])]
    )
    left = order.total_rupiah - order.paid_rupiah
    bought = asked(words, "purchase_id", "choice", required=False, options=invoices)
    bought.asked_by, bought.asked_value = "method", "supplier"
    return [
        asked(words, "sp2d", "line"),
        asked(
            words,
            "method",
            "choice",
            word="way",
            options=tuple(Option(each, words.say(f"queue.{each}")) for each in ways),
        ),
        *([bought] if invoices else []),
        asked(words, "paid_on", "day"),
        asked(words, "amount_rupiah", "integer", word="amount-paid", values=(str(left),)),
        asked(words, "withheld_rupiah", "integer", required=False),
        asked(words, "document_sha256", "file"),
    ]


def _confirm(words: Words, order: DisbursementOrder, _: Invoices) -> list[Field]:
    paid = str(order.paid_rupiah)
    return [
        asked(words, "received_rupiah", "integer", values=(paid,)),
        asked(words, "difference", "choice", required=False, options=codes(words, "difference")),
        asked(words, "document_sha256", "file"),
    ]


DEEDS = {
    "approve": Deed(ApproveOrder, _approve),
    "reject": Deed(RejectOrder, _reject),
    "pay": Deed(PayOrder, _pay, "payment_id"),
    "confirm": Deed(ConfirmOrder, _confirm),
}


def _add(name: str, deed: Deed) -> None:
    caller_dep = Annotated[Caller, Depends(Needs("command", deed.command.name))]

    def ask(request: Request, order_id: UUID, caller: caller_dep) -> Response:
        return _form(request, caller, order_id, name).shown(request)

    def carry_out(
        request: Request, order_id: UUID, caller: caller_dep, sent: PaperDep
    ) -> Response:
        form = _form(request, caller, order_id, name)

        def store(content: Mapping[str, Any], form: OfficeForm) -> Answer:
            told = dict(content)
            if deed.id_field:
                told[deed.id_field] = UUID(form.hidden["id"])
            if told.get("purchase_id"):
                told["purchase_id"] = UUID(told["purchase_id"])
            step = Step(DISBURSEMENT_ORDER, order_id, deed.command.model_validate(told))
            key = request_of(request, caller, UUID(form.hidden["command_id"]))
            return parts_of(request).casework.execute(step, key)

        return answered(request, form, sent, store, then="/antrean", stream=order_id)

    router.add_api_route(f"/{name}", ask, methods=["GET"], name=f"ask-order-{name}")
    router.add_api_route(f"/{name}", carry_out, methods=["POST"], name=f"do-order-{name}")


def _form(request: Request, caller: Caller, order_id: UUID, name: str) -> OfficeForm:
    parts = parts_of(request)
    words = Words(parts.programme, language_of(request))
    order: DisbursementOrder = parts.casework.load(DISBURSEMENT_ORDER, order_id).state
    wanted = order.wanted
    if wanted is None or not sees_village(seen_by(parts, caller.actor), wanted.village_code):
        raise Problem(404, "detail.missing")
    about = [
        (words.say("board.village"), words.village(wanted.village_code)),
        (words.say("audit.what"), words.spent_on(wanted.transfer)),
        (words.say("queue.lines"), words.number(len(wanted.lines))),
        (words.say("funds.amount"), words.rupiah(order.total_rupiah)),
        (words.say("funds.paid"), words.rupiah(order.paid_rupiah)),
    ]
    fields = DEEDS[name].fields(words, order, _invoices(request, words, order_id))
    return new_form(f"order-{name}", ("/antrean", words.say("queue.title")), fields, about)


def _invoices(request: Request, words: Words, order_id: UUID) -> Invoices:
    with at(request, "", *fund_trail.BASED_ON) as point:
        found = fund_trail.invoices_of(point.connection, order_id, point.position)
    return tuple(
        Option(str(each.purchase_id), f"{each.reference} · {words.rupiah(each.amount_rupiah)}")
        for each in found
    )


for _name, _deed in DEEDS.items():
    _add(_name, _deed)
