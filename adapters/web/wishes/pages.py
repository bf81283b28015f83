"""The pages of the forms: asked, previewed where that matters, stored, with a receipt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from pydantic import ValidationError
from pydantic_core import to_json

from adapters.web.asking import not_found, request_of
from adapters.web.callers import Caller
from adapters.web.commands import wait_for
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.render import page
from adapters.web.scope import seen_by, sees_village
from adapters.web.story.facts import names_in, warning
from adapters.web.story.words import Words
from adapters.web.visits import FormDep
from adapters.web.wishes.definition import Wish, wishes
from adapters.web.wishes.form import WishForm
from adapters.web.wishes.preview import preview
from domain.commands import Command
from domain.history import case_number
from domain.household.aggregate import HOUSEHOLD
from domain.personal import Group
from domain.rules import Refused
from projections import household_file
from projections.timeline import Wording
from services.ports import Moved
from services.reading import Reading
from services.requests import Answer
from services.steps import Step

# Through whichever of these a role may read it, it opens the file that a form is about.
READS = ("household_file", "convergence", "timeline")
STORE, LOOK, EDIT = "store", "look", "edit"
BASIS = "basis"
UNKEPT = frozenset({"stage", "command_id", BASIS})


@cache
def wish_routes() -> APIRouter:
    """Return the two routes of each form: to be asked, and to answer."""
    router = APIRouter(prefix="/rt/{household_id}/catat")
    for slug, wish in sorted(wishes().items()):
        ask, answer = _routes(wish)
        router.add_api_route(f"/{slug}", ask, methods=["GET"], name=f"ask-{slug}")
        router.add_api_route(f"/{slug}", answer, methods=["POST"], name=f"answer-{slug}")
    return router


def _routes(wish: Wish) -> tuple[Callable[..., Response], Callable[..., Response]]:
    caller_dep = Annotated[Caller, Depends(Needs("command", wish.name))]

    def ask(request: Request, household_id: UUID, caller: caller_dep) -> Response:
        return Page(request, household_id, caller, wish).show({})

    def answer(
        request: Request,
        household_id: UUID,
        caller: caller_dep,
        sent: FormDep,
    ) -> Response:
        typed = {key: [str(value) for value in sent.getlist(key)] for key in sent}
        return Page(request, household_id, caller, wish).answer(typed)

    return ask, answer


@dataclass(frozen=True, slots=True)
class Page:
    """One form of one family before one user."""

    request: Request
    household_id: UUID
    caller: Caller
    wish: Wish

    def show(self, typed: dict[str, list[str]], status: int = 200) -> Response:
        return self._shown(self.form(typed), status)

    def answer(self, typed: dict[str, list[str]]) -> Response:
        """Store what was typed, or show first what it would change, or what is wrong with it."""
        form = self.form(self._with_number(typed))
        stage = next(iter(typed.get("stage", ())), LOOK)
        if stage == EDIT:
            return self._shown(form)
        content = form.content()
        if any(field.error for field in form.fields):
            return self._shown(form, 422)
        try:
            command = self.wish.command.model_validate_json(to_json(content))
            command_id = UUID(form.hidden["command_id"])
        except (ValidationError, ValueError):
            raise Problem(422, "detail.refused") from None
        try:
            basis = next(iter(typed.get(BASIS, ())), "")
            if self.wish.preview and (stage != STORE or not basis):
                return self._previewed(form, command, command_id)
            return self._stored(command, command_id, basis)
        except Moved:
            return self._previewed(form, command, command_id, moved=True)
        except Refused as refused:
            sentence = refused.sentence(language_of(self.request))
            return self._shown(form, 409, refusal=(refused.code, sentence))

    def form(self, typed: dict[str, list[str]]) -> WishForm:
        """Open the file, which is put on record, and make the form for it."""
        parts = parts_of(self.request)
        asked = request_of(self.request, self.caller)
        reads = parts.programme.roles[self.caller.actor.role].reads
        read = next((each for each in READS if each in reads), READS[0])
        with not_found():
            reading = Reading(parts.casework)
            file = reading.open(self.household_id, asked, read)
            history = reading.opened(file, asked)
        names = names_in(history)
        if Group.IDENTITY in parts.programme.roles[self.caller.actor.role].opens:
            names |= parts.names(file.household.entry.mentors_ever)
        words = Words(parts.programme, language_of(self.request), names)
        now = parts.casework.clock()
        return WishForm(self.wish, file.household, history, words, now, typed)

    def _with_number(self, typed: dict[str, list[str]]) -> dict[str, list[str]]:
        """Put the id in the place of a case number, of a family that the user may see."""
        names = [asked.name for asked in self.wish.fields if asked.kind == "household"]
        parts = parts_of(self.request)
        seen = seen_by(parts, self.caller.actor)
        found = dict(typed)
        for name in names:
            number = next(iter(typed.get(name, ())), "")
            with parts.reading() as connection:
                files = household_file.by_case_number(connection, number, 2**62)
            mine = [file for file in files if sees_village(seen, file.village_code)]
            if len(mine) == 1:
                found[name] = [str(mine[0].household_id)]
        return found

    def _previewed(
        self, form: WishForm, command: Command, command_id: UUID, *, moved: bool = False
    ) -> Response:
        casework = parts_of(self.request).casework
        wording = Wording(language_of(self.request), casework.programme)
        step = Step(HOUSEHOLD, self.household_id, command)
        asked = request_of(self.request, self.caller, command_id)
        found = preview(casework, step, asked, form.words, wording.sentence)
        kept = [(name, value) for name, values in form.typed.items() for value in values]
        values = self._values(form) | {
            "found": found,
            "moved": moved,
            "kept": [(name, value) for name, value in kept if name not in UNKEPT],
            "command_id": command_id,
            "warning_of": lambda code: warning(code, form.words),
        }
        return page(self.request, "wishes/preview.html", values, status=409 if moved else 200)

    def _stored(self, command: Command, command_id: UUID, basis: str) -> Response:
        """Store what was asked for, unless what its preview rested on is no longer so."""
        casework = parts_of(self.request).casework
        role = casework.programme.roles[self.caller.actor.role]
        channel = "phone" if role.area == "caseload" else "office"
        asked = request_of(self.request, self.caller, command_id, channel=channel)
        asked = replace(asked, basis=basis)
        answer = casework.execute(Step(HOUSEHOLD, self.household_id, command), asked)
        return self._receipt(command_id, answer)

    def _receipt(self, command_id: UUID, answer: Answer) -> Response:
        words = Words(parts_of(self.request).programme, language_of(self.request))
        values = {
            "household_id": self.household_id,
            "case": case_number(self.household_id),
            "title": words.say(f"wish.{self.wish.slug}"),
            "command_id": command_id,
            "position": answer.last_position,
            "recorded_at": answer.recorded_at,
            "irregularity": answer.irregularity,
            "warnings": [(code, warning(code, words)) for code in answer.warnings],
            "ready": wait_for(self.request, answer),
        }
        return page(self.request, "receipt.html", values, status=200 if answer.repeated else 201)

    def _shown(
        self, form: WishForm, status: int = 200, refusal: tuple[str, str] | None = None
    ) -> Response:
        errors = [
            {"field": each.name, "sentence": each.error} for each in form.fields if each.error
        ]
        values = self._values(form) | {
            "errors": errors,
            "refusal": refusal,
            "is_possible": form.is_possible,
        }
        return page(self.request, "wishes/form.html", values, status=status)

    def _values(self, form: WishForm) -> dict[str, Any]:
        household = form.household
        return {
            "wish": self.wish,
            "household_id": self.household_id,
            "case": case_number(self.household_id),
            "village": form.words.village(household.village_code),
            "status": form.words.say(f"status.{household.status.value}"),
            "fields": form.fields,
            "hidden": form.hidden,
            "basis": form.instrument.basis if form.instrument else "",
        }
