"""Objections: what is contested, until when an answer is owed, who decides, what was found."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID, uuid5

from fastapi import APIRouter, Depends, Query, Request, Response

from adapters.web.asking import POSITION_MAX, request_of
from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.office import objection_forms
from adapters.web.office.acting import act, done, finder, role_of, words_of
from adapters.web.office.form import OfficeForm
from adapters.web.office.sending import SentDep, typed_in
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.reads import AsOf, Text, at
from adapters.web.render import page
from adapters.web.scope import narrowed, seen_by, sees_village
from adapters.web.tables import Sheet, add_twins
from domain.commands import Command
from domain.history import case_number
from domain.objection.aggregate import OBJECTION
from domain.objection.commands import (
    AnswerObjection,
    DecideObjection,
    EscalateObjection,
    LodgeObjection,
)
from domain.objection.events import ObjectionLodged
from domain.objection.state import Objection
from domain.personal import Group
from projections import objections, targeting
from projections.objections import OBJECTIONS
from services.notes import Notes
from services.steps import Step

router = APIRouter()
Reader = Annotated[Caller, Depends(Needs("read", targeting.TARGETING.name))]
COLUMNS = (
    "objection_id",
    "village_code",
    "kind",
    "household_id",
    "lodged_on",
    "due_on",
    "is_late",
    "escalated_to",
    "outcome",
    "answered_on",
)
FORMS: dict[str, type[Command]] = {
    "putusan": DecideObjection,
    "jawaban": AnswerObjection,
    "alihkan": EscalateObjection,
}


def objections_sheet(
    *, request: Request, caller: Reader, asked: AsOf = "", village: Text = ""
) -> Sheet:
    """Return a row per objection: those that wait first, by their day."""
    parts = parts_of(request)
    seen = seen_by(parts, caller.actor)
    wanted = narrowed(seen, village)
    with at(request, asked, OBJECTIONS.name) as point:
        found = objections.listed(point.connection, point.position, wanted.villages)
        rows = [
            {n: getattr(each, n) for n in COLUMNS if n != "is_late"}
            | {"is_late": each.is_late(point.day)}
            for each in found
        ]
        places = [each for each in parts.programme.villages if sees_village(seen, each.code)]
        about = {
            "asked": asked,
            "village": village,
            "places": places,
            "open": sum(not row["outcome"] for row in rows),
            "late": sum(bool(row["is_late"]) for row in rows),
            "caller": caller,
        }
        return Sheet.at(point, "sanggahan", COLUMNS, rows, **about)


add_twins(router, "/sanggahan", objections_sheet)


@router.get("/sanggahan")
def show_objections(
    request: Request, sheet: Annotated[Sheet, Depends(objections_sheet)]
) -> Response:
    """Show the objections, and where a new one is put on record."""
    form = objection_forms.lodging(words_of(request), sheet.about["places"], {})
    return _listed(request, sheet.about["caller"], sheet, form)


@router.post("/sanggahan")
def lodge(
    request: Request,
    caller: Annotated[Caller, Depends(Needs("command", LodgeObjection.name))],
    sent: SentDep,
) -> Response:
    """Put an objection on record; its day of decision follows from the programme's rules."""
    sheet = objections_sheet(request=request, caller=caller)
    form = objection_forms.lodging(words_of(request), sheet.about["places"], typed_in(sent))
    command = objection_forms.lodged(form, finder(request, caller))
    if command is None:
        return _listed(request, caller, sheet, form, 422)
    objection_id = uuid5(UUID(form.command_id), "objection")
    answer = act(request, caller, form, Step(OBJECTION, objection_id, command))
    if answer is None:
        return _listed(request, caller, sheet, form, 409)
    return done(f"/sanggahan/{objection_id}", answer)


@router.get("/sanggahan/{objection_id}")
def show_objection(
    request: Request,
    objection_id: UUID,
    caller: Reader,
    stored: Annotated[int | None, Query(ge=0, le=POSITION_MAX)] = None,
) -> Response:
    """Show what is contested, and what can still be put on record; the look is on record too."""
    return _shown(request, objection_id, caller, stored=stored)


def _route(slug: str, name: str) -> Callable[..., Response]:
    """Return what answers to one form of an objection."""
    caller_dep = Annotated[Caller, Depends(Needs("command", name))]

    def answer(
        request: Request, objection_id: UUID, caller: caller_dep, sent: SentDep
    ) -> Response:
        objection = _objection(request, objection_id, caller)
        form = objection_forms.MAKERS[slug](words_of(request), objection, typed_in(sent))
        command = form.command(FORMS[slug])
        if command is None:
            return _shown(request, objection_id, caller, {slug: form}, 422)
        stored = act(request, caller, form, Step(OBJECTION, objection_id, command))
        if stored is None:
            return _shown(request, objection_id, caller, {slug: form}, 409)
        return done(f"/sanggahan/{objection_id}", stored)

    return answer


for _slug, _command in FORMS.items():
    _path = f"/sanggahan/{{objection_id}}/{_slug}"
    router.add_api_route(_path, _route(_slug, _command.name), methods=["POST"])


def _listed(
    request: Request, caller: Caller, sheet: Sheet, form: OfficeForm, status: int = 200
) -> Response:
    values = {
        "sheet": sheet,
        "form": form if LodgeObjection.name in role_of(request, caller).commands else None,
        "villages": [(each.code, each.name) for each in sheet.about["places"]],
        "query": f"?{request.url.query}" if request.url.query else "",
        **{name: sheet.about[name] for name in ("asked", "village", "open", "late")},
    }
    return page(request, "office/objections.html", values, status=status)


def _shown(
    request: Request,
    objection_id: UUID,
    caller: Caller,
    given: dict[str, OfficeForm] | None = None,
    status: int = 200,
    *,
    stored: int | None = None,
) -> Response:
    objection, commands = (
        _objection(request, objection_id, caller),
        role_of(request, caller).commands,
    )
    forms = {
        slug: (given or {}).get(slug)
        or objection_forms.MAKERS[slug](words_of(request), objection, {})
        for slug, command in FORMS.items()
        if command.name in commands and objection_forms.is_next(slug, objection)
    }
    contested = objection.household_id
    values = {
        "objection_id": objection_id,
        "objection": objection,
        "case": case_number(contested) if contested else "",
        "told": _told(request, objection_id, caller),
        "asked": forms,
        "forms_given": list((given or {}).values()),
        "stored": stored,
        "is_late": _is_late(request, objection),
    }
    return page(request, "office/objection.html", values, status=status)


def _told(request: Request, objection_id: UUID, caller: Caller) -> dict[str, str]:
    """Return what the complainant said, for who may read it; that it was read is put on record."""
    parts, role = parts_of(request), role_of(request, caller)
    opens = {"words": Group.NARRATIVE, "contact": Group.CONTACT}
    if not {*opens.values()} & set(role.opens):
        return {}
    asked = request_of(request, caller)
    Notes(parts.casework).reading(asked, objection_id, targeting.TARGETING.name, None)
    opened = [line.event for line in parts.casework.claims.opened(objection_id)]
    lodged = next(each for each in opened if isinstance(each, ObjectionLodged))
    return {n: getattr(lodged, n) or "" for n, group in opens.items() if group in role.opens}


def _is_late(request: Request, objection: Objection) -> bool:
    programme, now = parts_of(request).programme, parts_of(request).casework.clock()
    today, due_on = programme.local(now).date(), objection.due_on
    return objection.outcome is None and due_on is not None and due_on < today


def _objection(request: Request, objection_id: UUID, caller: Caller) -> Objection:
    """Return an objection in a village that the user sees."""
    parts = parts_of(request)
    objection: Objection = parts.casework.load(OBJECTION, objection_id).state
    seen = seen_by(parts, caller.actor)
    if objection.lodging is None or not sees_village(seen, objection.village_code):
        raise Problem(404, "detail.missing")
    return objection
