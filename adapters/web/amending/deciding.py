"""One proposal: both versions side by side, what it would lead to, and the answer to it."""

from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Query, Request, Response

from adapters.web.amending.opening import Opened, opened
from adapters.web.amending.queue import AmendmentReaderDep
from adapters.web.amending.sides import confirmation, consequences, sides
from adapters.web.asking import POSITION_MAX, request_of
from adapters.web.callers import Caller
from adapters.web.commands import wait_for
from adapters.web.guard import Needs
from adapters.web.language import language_of
from adapters.web.office.acting import act, done, role_of
from adapters.web.office.form import OfficeForm, options_of
from adapters.web.office.sending import SentDep, typed_in
from adapters.web.parts import parts_of
from adapters.web.problems import Problem
from adapters.web.render import page
from adapters.web.story.facts import warning
from adapters.web.visit_form import Field
from adapters.web.wishes.preview import Preview
from domain.history import case_number
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.proposals import (
    ConfirmAmendment,
    DeclineAmendment,
    ProposeAmendment,
    WithdrawProposal,
)
from domain.household.events.proposals import AmendmentProposed
from domain.household.states.record import CONFIRMED, Proposal
from domain.rules import Refused
from projections.wording import Wording
from services.ports import Moved
from services.steps import Step

router = APIRouter(prefix="/rt/{household_id}/pembetulan/{proposal_id}")
ConfirmerDep = Annotated[Caller, Depends(Needs("command", ConfirmAmendment.name))]
DeclinerDep = Annotated[Caller, Depends(Needs("command", DeclineAmendment.name))]
ProposerDep = Annotated[Caller, Depends(Needs("command", WithdrawProposal.name))]
DECLINE = "decline"


@router.get("")
def show_proposal(
    request: Request,
    household_id: UUID,
    proposal_id: UUID,
    caller: AmendmentReaderDep,
    stored: Annotated[int | None, Query(ge=0, le=POSITION_MAX)] = None,
) -> Response:
    """Show what was said, what would be said instead, and what that changes."""
    return _Deciding(request, caller, household_id, proposal_id).shown(stored=stored)


@router.post("/benarkan")
def confirm(
    request: Request, household_id: UUID, proposal_id: UUID, caller: ConfirmerDep, sent: SentDep
) -> Response:
    """Confirm in person, if what was shown is still so; else show what is so now."""
    page_ = _Deciding(request, caller, household_id, proposal_id)
    form = OfficeForm(page_.file.words, [], typed_in(sent))
    asked = request_of(request, caller, UUID(form.command_id), channel="office")
    asked = replace(asked, basis=next(iter(form.typed.get("basis", ())), ""))
    if not asked.basis:
        return page_.shown()
    try:
        answer = parts_of(request).casework.execute(confirmation(household_id, proposal_id), asked)
    except Moved:
        return page_.shown(409, moved=True)
    except Refused as refused:
        return page_.shown(409, refusal=(refused.code, refused.sentence(language_of(request))))
    wait_for(request, answer)
    return done(page_.path, answer)


@router.post("/tolak")
def decline(
    request: Request, household_id: UUID, proposal_id: UUID, caller: DeclinerDep, sent: SentDep
) -> Response:
    """Leave the fact as it was, with a reason."""
    page_ = _Deciding(request, caller, household_id, proposal_id)
    form = page_.declining(typed_in(sent))
    command = form.command(DeclineAmendment, proposal_id=proposal_id)
    if command is None:
        return page_.shown(422, form=form)
    answer = act(request, caller, form, Step(HOUSEHOLD, household_id, command))
    if answer is None:
        return page_.shown(409, form=form)
    return done(page_.path, answer)


@router.post("/tarik")
def withdraw(
    request: Request, household_id: UUID, proposal_id: UUID, caller: ProposerDep, sent: SentDep
) -> Response:
    """Take the own proposal back."""
    page_ = _Deciding(request, caller, household_id, proposal_id)
    form = OfficeForm(page_.file.words, [], typed_in(sent))
    step = Step(HOUSEHOLD, household_id, WithdrawProposal(proposal_id=proposal_id))
    answer = act(request, caller, form, step)
    if answer is None:
        return page_.shown(409, refusal=form.refusal)
    return done(page_.path, answer)


class _Deciding:
    """One proposal before one user."""

    def __init__(
        self, request: Request, caller: Caller, household_id: UUID, proposal_id: UUID
    ) -> None:
        self.request, self.caller = request, caller
        self.file: Opened = opened(request, household_id, caller)
        self.proposal_id = proposal_id
        found = self.file.household.record.proposals.get(proposal_id)
        if found is None:
            raise Problem(404, "detail.missing")
        self.proposal: Proposal = found
        self.path = f"/rt/{household_id}/pembetulan/{proposal_id}"

    def declining(self, typed: dict[str, list[str]]) -> OfficeForm:
        """Return the form that declines."""
        words = self.file.words
        reasons = options_of(words, words.programme.reasons.get("amendment_declined", ()))
        fields = [Field("reason", "choice", words.say("amend.decline-reason"), options=reasons)]
        return OfficeForm(words, fields, typed)

    def shown(
        self,
        status: int = 200,
        *,
        stored: int | None = None,
        moved: bool = False,
        refusal: tuple[str, str] | None = None,
        form: OfficeForm | None = None,
    ) -> Response:
        file, proposal = self.file, self.proposal
        found, why_not = self._consequences()
        values = {
            "household_id": file.household_id,
            "case": case_number(file.household_id),
            "path_": self.path,
            "proposal": proposal,
            "asked": self._asked(),
            "by": file.words.who(proposal.by),
            "closed_by": file.words.who(proposal.closed_by) if proposal.closed_by else "",
            "village": file.words.village(file.household.village_code),
            "sentence": self._sentence(),
            "sides": self._sides(),
            "found": found,
            "why_not": why_not,
            "warning_of": lambda code: warning(code, file.words),
            "may": self._may(),
            "form": form or self.declining({}),
            "form_refused": form is not None,
            "refusal": refusal,
            "moved": moved,
            "stored": stored,
            "command_id": uuid4(),
            "back": self._way_back(),
        }
        return page(self.request, "amending/one.html", values, status=status)

    def _may(self) -> dict[str, bool]:
        """Return which answers the reader may give; who proposed only takes it back."""
        commands, mine = role_of(self.request, self.caller).commands, self._is_mine
        waits = not self.proposal.outcome
        return {
            "confirm": waits and not mine and ConfirmAmendment.name in commands,
            DECLINE: waits and not mine and DeclineAmendment.name in commands,
            "withdraw": waits and mine and WithdrawProposal.name in commands,
        }

    def _way_back(self) -> str:
        """Return where the opposite is proposed of a correction that holds."""
        proposal, may = self.proposal, role_of(self.request, self.caller).commands
        latest = self.file.latest(proposal.target_id)
        holds = latest in self.file.household.record.facts
        if proposal.outcome != CONFIRMED or not holds or ProposeAmendment.name not in may:
            return ""
        return f"/rt/{self.file.household_id}/usulan/{latest}?kembali=true"

    @property
    def _is_mine(self) -> bool:
        return self.proposal.by == self.caller.actor.actor_id

    def _consequences(self) -> tuple[Preview | None, tuple[str, str] | None]:
        """Return what a confirmation would change, or the rule by which it would be refused."""
        if self.proposal.outcome:
            return None, None
        casework = parts_of(self.request).casework
        step = confirmation(self.file.household_id, self.proposal_id)
        asked = request_of(self.request, self.caller)
        mine = self._may()["confirm"]
        try:
            words = self.file.words
            return consequences(casework, step, asked, words, by_who_asks=mine), None
        except Refused as refused:
            return None, (refused.code, refused.sentence(language_of(self.request)))

    def _asked(self) -> Any:
        """Return the proposal as it was made, with the words that the reader may read."""
        events = (each.event for each in self.file.history)
        proposed = (each for each in events if isinstance(each, AmendmentProposed))
        return next(each for each in proposed if each.proposal_id == self.proposal_id)

    def _sides(self) -> Any:
        wrong = self.file.household.record.facts.get(self.proposal.target_id)
        said = self.file.said(self.proposal.target_id)
        if wrong is None or said is None:
            return []
        return sides(wrong, said, self.proposal, self._asked(), self.file.words)

    def _sentence(self) -> str:
        target = self.proposal.target_id
        found = next((each for each in self.file.history if each.event_id == target), None)
        wording = Wording(self.file.words.language, parts_of(self.request).programme)
        return "" if found is None else wording.sentence(found)
