"""The commands as routes, made from the registry: a new command is served without a line here."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Request
from fastapi.responses import JSONResponse

from adapters.web import bodies
from adapters.web.asking import request_of
from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.language import language_of, text
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.sessions import RawBody
from adapters.web.story.facts import warning
from adapters.web.story.words import Words
from domain.aggregate import Aggregate
from domain.audit_engagement.aggregate import AUDIT_ENGAGEMENT
from domain.commands import COMMANDS, Command
from domain.data_request.aggregate import DATA_REQUEST
from domain.desk.aggregate import DESK
from domain.disbursement_order.aggregate import DISBURSEMENT_ORDER
from domain.fund_envelope.aggregate import FUND_ENVELOPE
from domain.household.aggregate import HOUSEHOLD
from domain.instrument.aggregate import INSTRUMENT
from domain.mentor_assignment.aggregate import MENTOR_ASSIGNMENT
from domain.nomination_batch.aggregate import NOMINATION_BATCH
from domain.objection.aggregate import OBJECTION
from domain.programme import Programme
from domain.purchase.aggregate import PURCHASE
from domain.village_account.aggregate import VILLAGE_ACCOUNT
from domain.village_meeting.aggregate import VILLAGE_MEETING
from domain.village_programme.aggregate import VILLAGE_PROGRAMME
from services.requests import Answer
from services.steps import ONLY_FOLLOWING, Step
from services.streams import (
    account_stream,
    box_stream,
    desk_stream,
    envelope_stream,
    instrument_stream,
    village_stream,
)

WAIT_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of stream: where its commands are served, and which stream an address names."""

    path: str
    aggregate: Aggregate[Any]
    stream: Callable[[Programme, str], UUID]


def _id(_: Programme, name: str) -> UUID:
    try:
        return UUID(name)
    except ValueError:
        raise Problem(404, "detail.missing") from None


def _village(programme: Programme, code: str) -> UUID:
    if code not in programme.village_by_code:
        raise Problem(404, "detail.missing")
    return village_stream(programme.code, code)


def _envelope(programme: Programme, key: str) -> UUID:
    """Take an envelope's id, or scheme~village~source~year."""
    parts = key.split("~")
    return envelope_stream(programme.code, "/".join(parts)) if parts[1:] else _id(programme, key)


def _account(programme: Programme, code: str) -> UUID:
    if code not in programme.village_by_code:
        raise Problem(404, "detail.missing")
    return account_stream(programme.code, code)


KINDS = {
    "household": Kind("households", HOUSEHOLD, _id),
    "nomination-batch": Kind("batches", NOMINATION_BATCH, _id),
    "mentor-assignment": Kind("mentors", MENTOR_ASSIGNMENT, _id),
    "village-meeting": Kind("meetings", VILLAGE_MEETING, _id),
    "data-request": Kind("data-requests", DATA_REQUEST, _id),
    "objection": Kind("objections", OBJECTION, _id),
    "village-programme": Kind("villages", VILLAGE_PROGRAMME, _village),
    "fund-envelope": Kind("envelopes", FUND_ENVELOPE, _envelope),
    "disbursement-order": Kind("orders", DISBURSEMENT_ORDER, _id),
    "purchase": Kind("purchases", PURCHASE, _id),
    "village-account": Kind("accounts", VILLAGE_ACCOUNT, _account),
    "audit-engagement": Kind("audits", AUDIT_ENGAGEMENT, _id),
    "instrument": Kind(
        "instruments", INSTRUMENT, lambda programme, code: instrument_stream(programme.code, code)
    ),
    "programme-definition": Kind(
        "definitions", INSTRUMENT, lambda programme, code: instrument_stream(programme.code, code)
    ),
    "desk": Kind(
        "desks", DESK, lambda programme, name: desk_stream(programme.code, _id(programme, name))
    ),
}
# What stands in another stream than the rest of its kind.
ELSEWHERE: dict[str, Callable[[Programme, str], UUID]] = {
    "desk.settle-submission": lambda programme, name: box_stream(
        programme.code, _id(programme, name)
    ),
}
# What only follows from another command, or is noted by the program itself, is nobody's wish. A
# sample is asked for and drawn by its page alone: nobody brings a population or a seed along.
FOLLOWING = ONLY_FOLLOWING | {
    "audit-engagement.draw-sample",
    "audit-engagement.request-sample",
    "data-request.report-erasure",
    "desk.note-access",
    "desk.note-reading",
    "desk.note-refusal",
    "desk.note-release",
    "desk.quarantine-submission",
    "log.name-signing-key",
    "log.begin-epoch",
    "log.seal-heads",
    "reminder.raise",
}


REPEATED: dict[str, Any] = {
    "description": "It was on record already",
    "content": {"application/json": {"schema": {}}},
}


@cache
def command_routes() -> APIRouter:
    """Return one route per command."""
    router = APIRouter()
    for name, command in sorted(COMMANDS.items()):
        if name in FOLLOWING:
            continue
        kind_name, _, wish = name.partition(".")
        kind = KINDS[kind_name]
        if name in ELSEWHERE:
            kind = replace(kind, stream=ELSEWHERE[name])
        router.add_api_route(
            f"/api/{kind.path}/{{name}}/{wish}",
            _route(kind, command),
            methods=["POST"],
            name=name,
            summary=inspect.cleandoc(command.__doc__ or name),
            tags=[kind.path],
            status_code=201,
            responses={200: REPEATED},
        )
    return router


def _route(kind: Kind, command_type: type[Command]) -> Callable[..., JSONResponse]:
    needs = Needs("command", command_type.name)

    def carry_out(
        *,
        request: Request,
        name: str,
        caller: Annotated[Caller, Depends(needs)],
        idempotency_key: Annotated[UUID, Header()],
        raw: RawBody,
        prefer: Annotated[str, Header(max_length=100)] = "",
    ) -> JSONResponse:
        parts = parts_of(request)
        stream = kind.stream(parts.programme, name)
        command = bodies.read(command_type, raw, request.headers.get("content-type", ""))
        step = Step(kind.aggregate, stream, command)
        answer = parts.casework.execute(step, request_of(request, caller, idempotency_key))
        is_patient = "respond-async" not in prefer
        ready = is_patient and wait_for(request, answer)
        return JSONResponse(receipt(request, answer, ready), 200 if answer.repeated else 201)

    return carry_out


def wait_for(request: Request, answer: Answer) -> bool:
    """Wait a little until the read models show what was stored; say whether they do."""
    position = answer.last_position
    return position is None or parts_of(request).wait(position, WAIT_SECONDS)


def receipt(request: Request, answer: Answer, ready: bool) -> dict[str, Any]:  # noqa: FBT001
    """Return what the client keeps: where its command stands in the log, and since when."""
    language = language_of(request)
    words = Words(parts_of(request).programme, language)
    body: dict[str, Any] = {
        "first_position": answer.first_position,
        "last_position": answer.last_position,
        "recorded_at": answer.recorded_at.isoformat(),
        "repeated": answer.repeated,
        "warnings": [{"code": c, "sentence": warning(c, words)} for c in answer.warnings],
        "irregularity": None,
        "ready": ready,
    }
    if answer.irregularity:
        key = "receipt.boxed" if answer.boxed else "receipt.irregular"
        sentence = text(key, language, code=answer.irregularity)
        body["irregularity"] = {"code": answer.irregularity, "sentence": sentence}
    if not ready:
        body["note"] = text("base.processing", language)
    return body
