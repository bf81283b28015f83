"""The box "needs attention": what waits in it, what exactly was sent, and what became of it."""

import json
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from adapters.web.asking import not_found, request_of
from adapters.web.boxes import to_settle
from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.office.acting import act, done
from adapters.web.office.form import OfficeForm, options_of
from adapters.web.office.sending import SentDep, typed_in
from adapters.web.parts import parts_of
from adapters.web.reads import AsOf, at
from adapters.web.render import page
from adapters.web.story.facts import warning
from adapters.web.story.words import Words
from adapters.web.tables import Sheet, add_twins
from adapters.web.visit_form import Field, Option
from domain.desk.aggregate import DESK
from domain.desk.commands import SettleSubmission
from domain.history import case_number
from domain.personal import Group
from projections import refusals
from services.boxes import Boxes, Kept
from services.steps import Step
from services.streams import box_stream

router = APIRouter()
Reader = Annotated[Caller, Depends(Needs("read", "box"))]
COLUMNS = ("submission_id", "actor_id", "command", "code", "target", "recorded_at")
OUTCOMES = ("sent_again", "withdrawn", "recorded_as_irregularity")


def box_sheet(*, request: Request, caller: Reader, asked: AsOf = "") -> Sheet:
    """Return what waits in the own box, and in those that the user may settle."""
    parts = parts_of(request)
    with at(request, asked, *refusals.BASED_ON) as point:
        own = refusals.box(point.connection, point.position, caller.actor.actor_id)
        found = {each.submission_id: each for each in own}
        for each in to_settle(parts, caller, point):
            found.setdefault(each.submission_id, each)
        rows = [
            {name: getattr(each, name) for name in COLUMNS} | {"variant": each.variant}
            for each in found.values()
        ]
        return Sheet.at(point, "karantina", COLUMNS, rows, asked=asked, caller=caller)


add_twins(router, "/karantina", box_sheet)


@router.get("/karantina")
def show_box(request: Request, sheet: Annotated[Sheet, Depends(box_sheet)]) -> Response:
    """Show what waits, the oldest first, and how much of it breaks each rule."""
    rows: Any = sheet.rows
    words = _words(request, sheet.about["caller"], {row["actor_id"] for row in rows})
    counted: dict[str, int] = {}
    for row in rows:
        counted[row["code"]] = counted.get(row["code"], 0) + 1
    values = {
        "sheet": sheet,
        "rows": [
            row
            | {
                "sentence": warning(_rule(row["code"], row["variant"]), words),
                "wish": _wish(words, row["command"]),
                "case_number": case_number(row["target"]) if row["target"] else "",
            }
            for row in rows
        ],
        "counted": sorted(counted.items()),
        "words": words,
        "query": f"?{request.url.query}" if request.url.query else "",
        "asked": sheet.about["asked"],
    }
    return page(request, "office/box.html", values)


@router.get("/karantina/{user_id}/{submission_id}")
def show_submission(
    request: Request,
    user_id: UUID,
    submission_id: UUID,
    caller: Reader,
) -> Response:
    """Show what was sent, for who sent it or may settle it; that it was opened is on record."""
    return _shown(request, (user_id, submission_id), caller, _form(request, {}))


@router.post("/karantina/{user_id}/{submission_id}")
def settle(
    request: Request,
    user_id: UUID,
    submission_id: UUID,
    caller: Annotated[Caller, Depends(Needs("command", SettleSubmission.name))],
    sent: SentDep,
) -> Response:
    """Say what became of a submission, and why."""
    form = _form(request, typed_in(sent))
    command = form.command(SettleSubmission, submission_id=submission_id)
    if command is None:
        return _shown(request, (user_id, submission_id), caller, form, 422)
    stream = box_stream(parts_of(request).programme.code, user_id)
    answer = act(request, caller, form, Step(DESK, stream, command))
    if answer is None:
        return _shown(request, (user_id, submission_id), caller, form, 409)
    return done("/karantina", answer)


def _form(request: Request, typed: dict[str, list[str]]) -> OfficeForm:
    words = Words(parts_of(request).programme, language_of(request))
    outcomes = tuple(Option(each, words.say(f"box.{each}")) for each in OUTCOMES)
    reasons = options_of(words, words.programme.reasons.get("settlement", ()))
    fields = [
        Field("outcome", "choice", words.say("box.outcome"), options=outcomes),
        Field("reason", "choice", words.say("box.reason"), options=reasons),
    ]
    return OfficeForm(words, fields, typed)


def _shown(
    request: Request,
    of: tuple[UUID, UUID],
    caller: Caller,
    form: OfficeForm,
    status: int = 200,
) -> Response:
    parts, (user_id, submission_id) = parts_of(request), of
    with not_found():
        kept = Boxes(parts.casework).open(user_id, submission_id, request_of(request, caller))
    commands = parts.programme.roles[caller.actor.role].commands
    words, submission = _words(request, caller, {user_id}), kept.submission
    values = {
        "user_id": user_id,
        "submission_id": submission_id,
        "sender": words.who(user_id),
        "wish": _wish(words, submission.command),
        "code": submission.code,
        "sentence": warning(_rule(submission.code, submission.variant), words),
        "target": submission.target,
        "said": _said(kept, words),
        "form": form if SettleSubmission.name in commands else None,
    }
    return page(request, "office/submission.html", values, status=status)


def _said(kept: Kept, words: Words) -> list[tuple[str, str]] | None:
    """Return what was sent, field by field; nothing once it was erased."""
    if kept.body is None:
        return None
    try:
        said = json.loads(kept.body)
    except ValueError:
        said = {"body": kept.body}
    if not isinstance(said, dict):
        said = {"body": said}
    return [
        (words.known("fact", name) or name.replace("_", " "), _plain(value))
        for name, value in said.items()
        if value not in (None, "", [], ())
    ]


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _wish(words: Words, command: str) -> str:
    slug = command.partition(".")[2]
    return words.known("wish", slug) or slug.replace("-", " ")


def _rule(code: str, variant: str) -> str:
    return f"{code}.{variant}" if variant else code


def _words(request: Request, caller: Caller, people: set[UUID]) -> Words:
    parts = parts_of(request)
    may_know = Group.IDENTITY in parts.programme.roles[caller.actor.role].opens
    names = parts.names(people) if may_know else {}
    return Words(parts.programme, language_of(request), names)
