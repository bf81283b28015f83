"""Which wishes about personal data come true: decided by two people, within what must be kept."""

from datetime import timedelta

from domain.checks import check_code, check_happened
from domain.context import Context
from domain.data_request.aggregate import DATA_REQUEST
from domain.data_request.commands import (
    AnswerDataRequest,
    DecideDataRequest,
    ProposeDecision,
    ReceiveDataRequest,
    ReleasePersonFile,
    ReportErasure,
)
from domain.data_request.events import (
    DataRequestAnswered,
    DataRequestDecided,
    DataRequestReceived,
    DecisionProposed,
    ErasureCarriedOut,
    PersonFileReleased,
)
from domain.data_request.retention import check_may_be_erased
from domain.data_request.state import Answer, Asked, DataRequest, Proposal
from domain.events import Event
from domain.privacy import ALL_GROUPS, ERASING, OPENING
from domain.records import record, said_before
from domain.rules import Refused


@DATA_REQUEST.decides(ReceiveDataRequest)
def receive(state: DataRequest, command: ReceiveDataRequest, context: Context) -> list[Event]:
    if said_before(state.asked, record(Asked, command)):
        return []
    check_code(context, "request_channel", command.channel)
    _check_place(command, context)
    rights = {each.code: each for each in context.programme.data_rights}
    right = rights.get(command.kind)
    if right is None:
        raise Refused("D1", "kind", kind=command.kind)
    hours = right.hours.on(context.today)
    due_at = context.programme.local(context.now) + timedelta(hours=hours)
    return [DataRequestReceived(**command.facts(), due_at=due_at)]


@DATA_REQUEST.decides(ProposeDecision)
def propose(state: DataRequest, command: ProposeDecision, context: Context) -> list[Event]:
    asked = _asked(state)
    proposal = record(Proposal, command)
    if state.proposal == proposal and state.proposed_by == context.actor.actor_id:
        return []
    if state.decision is not None:
        raise Refused("D1", "decided")
    erases = asked.kind in ERASING
    if (command.outcome == "partial" and erases) != bool(command.groups):
        raise Refused("D1", "groups")
    reasons = "request_refusal" if command.outcome == "refused" else "request_ground"
    check_code(context, reasons, command.ground)
    if erases and command.outcome != "refused":
        check_may_be_erased(command.groups or ALL_GROUPS, context)
    return [DecisionProposed(**command.facts(), person_id=asked.person_id)]


@DATA_REQUEST.decides(DecideDataRequest)
def decide(state: DataRequest, command: DecideDataRequest, context: Context) -> list[Event]:
    asked, proposal = _asked(state), state.proposal
    if proposal is None or state.proposed_by is None:
        raise Refused("D1", "unproposed")
    if (proposal.outcome, proposal.groups) != (command.outcome, command.groups):
        raise Refused("D1", "changed")
    if state.decision is not None:
        return []
    if state.proposed_by == context.actor.actor_id:
        raise Refused("D1", "same")
    if asked.kind in ERASING and command.outcome != "refused":
        check_may_be_erased(command.groups or ALL_GROUPS, context)
    decided = DataRequestDecided(
        **command.facts(),
        person_id=asked.person_id,
        ground=proposal.ground,
        basis=proposal.basis,
        proposed_by=state.proposed_by,
    )
    return [decided]


@DATA_REQUEST.decides(ReportErasure)
def report_erasure(state: DataRequest, command: ReportErasure, _: Context) -> list[Event]:
    asked = _asked(state)
    if not state.to_erase:
        raise Refused("D1", "ungranted")
    if state.is_erased:
        return []
    facts = command.facts()
    return [ErasureCarriedOut(**facts, person_id=asked.person_id, groups=state.to_erase)]


@DATA_REQUEST.decides(ReleasePersonFile)
def release(state: DataRequest, command: ReleasePersonFile, _: Context) -> list[Event]:
    asked = _asked(state)
    if said_before(state.released.get(command.release_id), command.file_sha256):
        return []
    granted = state.decision is not None and state.decision.outcome != "refused"
    if asked.kind not in OPENING or not granted:
        raise Refused("D1", "ungranted")
    return [PersonFileReleased(**command.facts(), person_id=asked.person_id)]


@DATA_REQUEST.decides(AnswerDataRequest)
def answer(state: DataRequest, command: AnswerDataRequest, context: Context) -> list[Event]:
    _asked(state)
    if said_before(state.answer, record(Answer, command)):
        return []
    if state.decision is None:
        raise Refused("D1", "undecided")
    if state.to_erase and not state.is_erased:
        raise Refused("D1", "unfinished")
    check_happened(context, command.answered_on)
    check_code(context, "answer_channel", command.channel)
    return [DataRequestAnswered(**command.facts())]


def _asked(state: DataRequest) -> Asked:
    if state.asked is None:
        raise Refused("D1", "unknown")
    return state.asked


def _check_place(command: ReceiveDataRequest, context: Context) -> None:
    """Refuse a family that the person never belonged to, or another village than the family's."""
    if command.household_id is None:
        return
    family = context.other
    if family is None or command.person_id not in family.people.members:
        raise Refused("D1", "person")
    if command.village_code not in (None, family.village_code):
        raise Refused("S2", "area")
