"""The page on which somebody proposes to amend one fact of a family."""

from typing import Annotated, Any
from uuid import UUID, uuid5

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError
from pydantic_core import to_json

from adapters.web.amending.form import CorrectionForm
from adapters.web.amending.opening import Opened, opened
from adapters.web.callers import Caller
from adapters.web.guard import Needs
from adapters.web.office.acting import act
from adapters.web.office.form import OfficeForm, options_of
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.render import page
from adapters.web.story.facts import facts_of, personal_of
from adapters.web.story.words import Words
from adapters.web.visit_form import Field
from adapters.web.visits import FormDep
from domain.history import RecordedEvent, case_number
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.proposals import ProposeAmendment
from domain.household.keeping import is_annullable, is_correctable
from projections.wording import Wording
from services.steps import Step

router = APIRouter(prefix="/rt/{household_id}/usulan/{event_id}")
ProposerDep = Annotated[Caller, Depends(Needs("command", ProposeAmendment.name))]
CORRECTION, ANNULMENT = "correction", "annulment"
Typed = dict[str, list[str]]


@router.get("")
def ask_proposal(
    request: Request,
    household_id: UUID,
    event_id: UUID,
    caller: ProposerDep,
    back: Annotated[bool, Query(alias="kembali")] = False,  # noqa: FBT002 (a query has defaults)
) -> Response:
    """Show what is on record, and ask what would be right, or whether it never happened.

    The way back of a correction is filled in with what was said before it.
    """
    file = opened(request, household_id, caller)
    latest = file.latest(event_id)
    if latest != event_id and latest in file.household.record.facts:
        return RedirectResponse(f"/rt/{household_id}/usulan/{latest}", 303)
    asking = _Asking(request, file, event_id)
    return asking.show(asking.said_before() if back else {})


@router.post("")
def propose(
    request: Request, household_id: UUID, event_id: UUID, caller: ProposerDep, sent: FormDep
) -> Response:
    """Put the proposal on record, or show the form again with what is wrong with it."""
    typed = {key: [str(value) for value in sent.getlist(key)] for key in sent}
    file = opened(request, household_id, caller)
    return _Asking(request, file, event_id).answer(caller, typed)


class _Asking:
    """One fact of one family before one user."""

    def __init__(self, request: Request, file: Opened, event_id: UUID) -> None:
        self.request, self.file, self.event_id = request, file, event_id
        found = next((each for each in file.history if each.event_id == event_id), None)
        if found is None:
            raise Problem(404, "detail.missing")
        self.told: RecordedEvent = found
        # A correction stands for the fact that it made right.
        self.target = file.household.record.facts.get(event_id, found)

    def answer(self, caller: Caller, typed: Typed) -> Response:
        kind = next(iter(typed.get("amendment", ())), CORRECTION)
        correction = self._correction(typed if kind == CORRECTION else {})
        why = _why(self.file.words, kind, typed)
        content = why.content()
        replaced: dict[str, Any] = {}
        if kind == CORRECTION and correction is not None:
            replaced = correction.differing()
            if any(each.error for each in correction.fields):
                return self._shown(correction, {kind: why}, 422)
        if why.errors:
            return self._shown(correction, {kind: why}, 422)
        command = self._command(why, kind, content, replaced)
        step = Step(HOUSEHOLD, self.file.household_id, command)
        answer = act(self.request, caller, why, step)
        if answer is None:
            return self._shown(correction, {kind: why}, 409)
        path = f"/rt/{self.file.household_id}/pembetulan/{command.proposal_id}"
        return RedirectResponse(path, 303)

    def show(self, typed: Typed) -> Response:
        return self._shown(self._correction(typed), {})

    def said_before(self) -> Typed:
        """Return what the version before this correction said, as it would be typed."""
        record = self.file.household.record
        before = next((k for k, v in record.amended.items() if v == self.event_id), None)
        wrong = record.facts.get(before) if before is not None else None
        if wrong is None or not is_correctable(wrong.event):
            return {}
        return CorrectionForm(wrong, wrong.event, self.file.form, {}).said

    def _correction(self, typed: Typed) -> CorrectionForm | None:
        if not is_correctable(self.target.event):
            return None
        said = self.file.said(self.event_id) or self.target.event
        is_same = type(said) is type(self.target.event)
        words = said if is_same else self.target.event
        return CorrectionForm(self.target, words, self.file.form, typed)

    def _command(
        self, why: OfficeForm, kind: str, content: dict[str, Any], replaced: dict[str, Any]
    ) -> ProposeAmendment:
        event, people = self.target.event, self.file.household.people
        about = getattr(event, event.subject) if event.subject else people.head_id
        reason, explanation = content[f"{kind}-reason"], content.get(f"{kind}-explanation")
        has_words = explanation or replaced.get("note")
        body = {
            "proposal_id": uuid5(UUID(why.command_id), "proposal"),
            "target_id": self.event_id,
            "amendment": kind,
            "reason": reason,
            "explanation": explanation,
            "person_id": about if has_words else None,
            **replaced,
        }
        kept = {name: value for name, value in body.items() if value is not None}
        try:
            return ProposeAmendment.model_validate_json(to_json(kept))
        except ValidationError:
            raise Problem(422, "detail.refused") from None

    def _shown(
        self, correction: CorrectionForm | None, given: dict[str, OfficeForm], status: int = 200
    ) -> Response:
        file, words = self.file, self.file.words
        sentence = Wording(words.language, parts_of(self.request).programme).sentence
        waiting = [
            key
            for key, each in file.household.record.proposals.items()
            if each.target_id == self.event_id and not each.outcome
        ]
        kinds = [CORRECTION] if correction is not None else []
        kinds += [ANNULMENT] if is_annullable(self.target.event) else []
        if self.event_id in file.household.record.amended or waiting:
            kinds = []
        values = {
            "household_id": file.household_id,
            "case": case_number(file.household_id),
            "event_id": self.event_id,
            "sentence": sentence(self.told),
            "position": self.told.position,
            "facts": facts_of(self.target, words) + personal_of(self.told, words, {}),
            "happened": words.moment(self.target.occurred_at),
            "waiting": waiting,
            "forms": {kind: given.get(kind) or _why(words, kind, {}) for kind in kinds},
            "forms_given": list(given.values()),
            "fields": correction.fields if correction is not None else [],
            "errors": [
                {"field": each.name, "sentence": each.error}
                for each in (correction.fields if correction is not None else [])
                if each.error
            ],
        }
        return page(self.request, "amending/propose.html", values, status=status)


def _why(words: Words, kind: str, typed: Typed) -> OfficeForm:
    """Return the fields that say why; each kind of amendment has its own on the page."""
    reasons = options_of(words, words.programme.reasons.get(kind, ()))
    fields = [
        Field(f"{kind}-reason", "choice", words.say("amend.reason"), options=reasons),
        Field(f"{kind}-explanation", "text", words.say("amend.explanation"), required=False),
    ]
    return OfficeForm(words, fields, typed)
