"""Taking in a list: brought, looked at row by row, and on record only after somebody says so."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from adapters.intake.desk import IntakeDesk, NoSuchList, Said, Waiting
from adapters.web.callers import Caller
from adapters.web.formats import masked
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.office.form import OfficeForm
from adapters.web.office.sending import SentDep, file_in, typed_in
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.render import page
from adapters.web.story.words import Words
from adapters.web.visit_form import Field, Option
from domain.nomination_batch.commands import OpenBatch
from domain.rules import Refused
from services.intake.plan import RowPlan
from services.intake.reasons import NOTED, TAKEN_IN, words

router = APIRouter(prefix="/impor")
OfficerDep = Annotated[Caller, Depends(Needs("command", OpenBatch.name))]
ROWS = 100
SHOW = ("attention", "rejected", "different", "all")
NUMBERS = frozenset({"nik", "family_card"})
CODE_SYSTEMS = ("kemendagri", "bps")


def desk_of(request: Request) -> IntakeDesk:
    """Return the desk at which lists come in."""
    desk = parts_of(request).intake
    if desk is None:
        raise Problem(404, "detail.missing")
    return desk


@router.get("")
def ask_list(request: Request, caller: OfficerDep) -> Response:
    """Show where to bring a list, and those that wait."""
    return _asked(request, caller, _form(request, {}))


@router.post("")
def bring_list(request: Request, caller: OfficerDep, sent: SentDep) -> Response:
    """Look at a list; nothing of it is put on record."""
    form, desk = _form(request, typed_in(sent)), desk_of(request)
    content, brought, bridge = form.content(), file_in(sent, "file"), file_in(sent, "bridge")
    if brought is None:
        form.wrong(form.fields[0], "wish.missing")
    if form.errors or brought is None:
        return _asked(request, caller, form, 422)
    told = {"brought_by": caller.actor.actor_id, "brought_at": desk.casework.clock()}
    day = content.pop("as_of_on", None)
    as_of_on = date.fromisoformat(day) if day else None
    said = Said(name=brought[0], as_of_on=as_of_on, **content, **told)
    try:
        list_id = desk.bring(said, brought[1], bridge[1] if bridge else None, caller.actor)
    except Refused as refused:
        form.refusal = refused.code, refused.sentence(language_of(request))
        return _asked(request, caller, form, 409)
    return RedirectResponse(f"/impor/{list_id}", 303)


@router.get("/{list_id}")
def show_list(
    request: Request,
    *,
    list_id: UUID,
    caller: OfficerDep,
    show: Annotated[str, Query(max_length=20)] = "attention",
    after: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    """Show the verdict on each row, what differs, and how far the taking in is."""
    found = _found(request, list_id, caller)
    programme, language = parts_of(request).programme, language_of(request)
    words_of = Words(programme, language)
    wanted = show if show in SHOW else SHOW[0]
    chosen = [row for row in found.report.rows if _is_shown(row, wanted)]
    rows = [row for row in chosen if row.number > after][:ROWS]
    values = {
        "waiting": found,
        "report": found.report,
        "share": round(100 * found.done / found.total) if found.total else 0,
        "show": wanted,
        "shows": [(each, words_of.say(f"intake.show-{each}")) for each in SHOW],
        "rows": [_told(row, found, programme, language) for row in rows],
        "count": len(chosen),
        "more": rows[-1].number if rows and rows[-1] is not chosen[-1] else None,
        "verdicts": _counted("row_verdict", found.report.by_verdict, programme, language),
        "reasons": _counted("row_reason", found.report.by_reason, programme, language),
        "refusal": found.refusal,
    }
    return page(request, "office/list.html", values)


@router.post("/{list_id}/terapkan")
def take_in(request: Request, list_id: UUID, caller: OfficerDep) -> Response:
    """Put the list on record; the page shows how far it is."""
    _found(request, list_id, caller)
    desk_of(request).take_in(list_id, caller.actor)
    return RedirectResponse(f"/impor/{list_id}", 303)


@router.post("/{list_id}/buang")
def drop_list(request: Request, list_id: UUID, caller: OfficerDep) -> Response:
    """Forget a list that was brought; what is on record stays there."""
    _found(request, list_id, caller)
    desk_of(request).drop(list_id, caller.actor)
    return RedirectResponse("/impor", 303)


@router.post("/{list_id}/umpan-balik")
def give_feedback(request: Request, list_id: UUID, caller: OfficerDep) -> Response:
    """Hand out what became of each row, for the source of the list."""
    _found(request, list_id, caller)
    name, content = desk_of(request).feedback(list_id, caller.actor)
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


def _found(request: Request, list_id: UUID, caller: Caller) -> Waiting:
    try:
        return desk_of(request).look(list_id, caller.actor)
    except NoSuchList:
        raise Problem(404, "detail.missing") from None


def _form(request: Request, typed: dict[str, list[str]]) -> OfficeForm:
    words_of = Words(parts_of(request).programme, language_of(request))
    say = words_of.say
    kinds = tuple(
        Option(each.code, words_of.one_of(each.title)) for each in desk_of(request).kinds()
    )
    systems = tuple(Option(each, say(f"intake.system-{each}")) for each in CODE_SYSTEMS)
    fields = [
        Field("file", "file", say("intake.file"), hint=say("intake.file-hint")),
        Field("mapping", "choice", say("intake.mapping"), options=kinds),
        Field("code", "line", say("intake.code"), hint=say("intake.code-hint")),
        Field("as_of_on", "day", say("intake.as-of"), required=False),
        Field("code_system", "choice", say("intake.system"), required=False, options=systems),
        Field("bridge", "file", say("intake.bridge"), required=False),
        Field("sheet", "line", say("intake.sheet"), required=False),
        Field("supersedes", "line", say("intake.supersedes"), required=False),
    ]
    fields[3].hint, fields[4].hint = say("intake.as-of-hint"), say("intake.system-hint")
    return OfficeForm(words_of, fields, typed)


def _asked(request: Request, caller: Caller, form: OfficeForm, status: int = 200) -> Response:
    values = {"form": form, "brought": desk_of(request).waiting(caller.actor)}
    return page(request, "office/import.html", values, status=status)


def _is_shown(row: RowPlan, show: str) -> bool:
    is_rejected = row.verdict not in TAKEN_IN
    is_different = row.verdict == "known" and bool(set(row.reasons) - NOTED)
    needed = {"rejected": is_rejected, "different": is_different, "all": True}
    return needed.get(show, is_rejected or is_different)


def _told(row: RowPlan, found: Waiting, programme: Any, language: Any) -> dict[str, Any]:
    return {
        **asdict(row),
        "verdict_label": words("row_verdict", row.verdict, programme, language),
        "tone": "bad" if row.verdict not in TAKEN_IN else "good",
        "reason_labels": [words("row_reason", code, programme, language) for code in row.reasons],
        "listed": [
            (each.attribute, masked(each.listed) if each.attribute in NUMBERS else each.listed)
            for each in found.report.differences
            if each.row == row.row and each.listed
        ],
    }


def _counted(kind: str, counts: dict[str, int], programme: Any, language: Any) -> list[Any]:
    return [(words(kind, code, programme, language), count) for code, count in counts.items()]
