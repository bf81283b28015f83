"""The visit form screen by screen: what was filled in is kept by the server, sealed, until sent.

Going back loses nothing, another phone goes on where this one stopped, and no script is needed.
"""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID, uuid5

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from adapters.drafts import Drafts, Typed
from adapters.web.callers import Caller
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.render import page
from adapters.web.screens import visit_screens
from adapters.web.visit_answers import VisitAnswers
from adapters.web.visit_form import Field, VisitForm
from adapters.web.visits import FormDep, MentorDep, form_of, send, typed_in
from domain.history import case_number

router = APIRouter(prefix="/rt/{household_id}/kunjungan/langkah")
SENT = "sent"
CARRIED = ("command_id", "visit_id", "place", "accuracy_m")
StepDep = Annotated[int, Query(alias="n", ge=1, le=12)]


@dataclass(slots=True)
class Begun:
    """A visit that is being filled in by one mentor for one family."""

    drafts: Drafts
    draft_id: UUID
    typed: Typed
    form: VisitForm

    @property
    def screens(self) -> list[tuple[str, ...]]:
        return visit_screens(self.form.instrument)

    @property
    def fields(self) -> list[Field]:
        return self.form.fields()

    def checked(self) -> list[Field]:
        """Return the fields with whatever is wrong with each."""
        found = self.fields
        VisitAnswers(self.form, found).content()
        return found

    def keep(self, sent: Typed, names: tuple[str, ...]) -> None:
        """Keep what came from one screen, also where nothing is chosen any more."""
        for name in (*names, *CARRIED):
            if name in names or name in sent:
                self.typed[name] = sent.get(name, [])
        self.drafts.save(self.draft_id, self.typed)


@router.get("")
def show_screen(
    request: Request, household_id: UUID, caller: MentorDep, n: StepDep = 1
) -> Response:
    """Show one screen as it was left."""
    begun = _begun(request, household_id, caller)
    if SENT in begun.typed:
        begun = _begun(request, household_id, caller, anew=True)
    return _show(request, household_id, begun, n, begun.fields)


@router.post("")
def keep_screen(
    request: Request, household_id: UUID, caller: MentorDep, sent: FormDep, n: StepDep = 1
) -> Response:
    """Keep one screen and go on, back, or send everything."""
    begun, typed = _begun(request, household_id, caller), typed_in(sent)
    if SENT in begun.typed and typed.get("command_id") != begun.typed["command_id"]:
        begun = _begun(request, household_id, caller, anew=True)
    _check(begun, n)
    names = begun.screens[n - 1]
    begun.keep(typed, names)
    action = next(iter(typed.get("action", ())), "next")
    if action == "back":
        return _to(household_id, max(n - 1, 1))
    fields = begun.checked()
    wrong = {field.name for field in fields if field.error}
    if action == "send":
        return _send(request, household_id, caller, begun, wrong)
    if wrong & set(names):
        return _show(request, household_id, begun, n, fields, status=422)
    return _to(household_id, n + 1)


def _send(
    request: Request, household_id: UUID, caller: Caller, begun: Begun, wrong: set[str]
) -> Response:
    """Put the visit on record, or lead to the first screen with a mistake."""
    for n, names in enumerate(begun.screens, start=1):
        if wrong & set(names):
            return _show(request, household_id, begun, n, begun.checked(), status=422)
    answer = send(request, household_id, caller, begun.form)
    begun.typed[SENT] = ["1"]
    begun.drafts.save(begun.draft_id, begun.typed)
    return answer


def _begun(request: Request, household_id: UUID, caller: Caller, *, anew: bool = False) -> Begun:
    drafts = parts_of(request).drafts
    if drafts is None:
        raise Problem(404, "detail.missing")
    draft_id = uuid5(caller.actor.actor_id, f"visit/{household_id}")
    typed = {} if anew else drafts.load(draft_id)
    form = form_of(request, household_id, caller, typed)
    for name, value in form.hidden().items():
        typed.setdefault(name, [value])
    return Begun(drafts, draft_id, typed, form)


def _check(begun: Begun, n: int) -> None:
    if n > len(begun.screens):
        raise Problem(404, "detail.missing")


def _to(household_id: UUID, n: int) -> Response:
    return RedirectResponse(f"/rt/{household_id}/kunjungan/langkah?n={n}", 303)


def _show(
    request: Request,
    household_id: UUID,
    begun: Begun,
    n: int,
    fields: list[Field],
    *,
    status: int = 200,
) -> Response:
    _check(begun, n)
    names, form = begun.screens[n - 1], begun.form
    shown = [field for field in fields if field.name in names]
    values = {
        "household_id": household_id,
        "case": case_number(household_id),
        "village": form.words.village(form.household.village_code),
        "n": n,
        "total": len(begun.screens),
        "fields": shown,
        "has_place": "note" in names,
        "is_last": n == len(begun.screens),
        "answers": [
            (field.label, _said(field), screen)
            for screen, its in enumerate(begun.screens, start=1)
            for field in fields
            if field.name in its
        ],
        "hidden": {name: next(iter(begun.typed.get(name, ())), "") for name in CARRIED},
        "errors": [{"field": each.name, "sentence": each.error} for each in shown if each.error],
        "basis": form.instrument.basis if form.instrument else "",
    }
    return page(request, "visit_step.html", values, status=status)


def _said(field: Field) -> str:
    """Return an answer in words, as the screen before showed it."""
    if field.kind == "moment":
        return field.value.replace("T", " ")
    labels = {option.value: option.label for option in field.options}
    return ", ".join(labels.get(value, value) for value in field.values if value)
