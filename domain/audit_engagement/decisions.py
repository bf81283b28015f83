"""Which wishes in an audit come true: rule U1, and what a finding needs on its way."""

from uuid import UUID

from domain.audit_engagement.aggregate import AUDIT_ENGAGEMENT
from domain.audit_engagement.commands import (
    AcceptFinding,
    AnswerFinding,
    CloseEngagement,
    CloseFinding,
    DrawSample,
    ExamineItem,
    NoteItem,
    OpenEngagement,
    RaiseFinding,
    RaiseFromIrregularity,
    RequestSample,
    ReturnFindingMoney,
)
from domain.audit_engagement.events import (
    EngagementClosed,
    EngagementOpened,
    FindingAccepted,
    FindingAnswered,
    FindingClosed,
    FindingMoneyReturned,
    FindingRaised,
    ItemExamined,
    ItemNoted,
    SampleDrawn,
    SampleRequested,
)
from domain.audit_engagement.sampling import POPULATIONS, needed, population_of, seed_of
from domain.audit_engagement.state import (
    AuditEngagement,
    Examined,
    Finding,
    Raised,
    Request,
    Sample,
    Warrant,
)
from domain.checks import check_code, check_happened, check_order, check_organisation
from domain.context import Context
from domain.events import Event
from domain.money import check_amount
from domain.records import record, said_before
from domain.rules import Refused


@AUDIT_ENGAGEMENT.decides(OpenEngagement)
def open_engagement(
    state: AuditEngagement, command: OpenEngagement, context: Context
) -> list[Event]:
    if said_before(state.warrant, record(Warrant, command)):
        return []
    check_organisation(context, command.organisation)
    check_order(command.from_on, command.until_on)
    for village in command.villages:
        if village not in context.programme.village_by_code:
            raise Refused("U1", "scope", village=village)
    return [EngagementOpened(**command.facts())]


@AUDIT_ENGAGEMENT.decides(RequestSample)
def request_sample(state: AuditEngagement, command: RequestSample, _: Context) -> list[Event]:
    if said_before(state.requests.get(command.request_id), record(Request, command)):
        return []
    _check_running(state)
    if command.size > command.population_size:
        raise Refused("U1", "size", size=command.size, limit=command.population_size)
    least = needed(command.method, command.population_size, command.confidence, command.margin)
    if command.size < least:
        raise Refused("U1", "small", size=command.size, limit=least)
    _check_no_other(state, command.population)
    return [SampleRequested(**command.facts())]


def _check_no_other(state: AuditEngagement, population: str) -> None:
    """Refuse to roll again: an earlier sample is looked at to its end before there is another."""
    kind, position = population_of(population)
    if kind not in POPULATIONS or position < 0:
        raise Refused("U1", "unknown", kind=kind)
    for request_id, request in state.requests.items():
        sample = state.samples.get(request_id)
        is_done = sample is not None and state.examined.keys() >= set(sample.chosen)
        if population_of(request.population)[0] == kind and not is_done:
            raise Refused("U1", "again")


@AUDIT_ENGAGEMENT.decides(DrawSample)
def draw_sample(state: AuditEngagement, command: DrawSample, _: Context) -> list[Event]:
    """Draw once per request, from the population that was fixed, with a seed nobody chose."""
    if said_before(state.samples.get(command.request_id), record(Sample, command)):
        return []
    request = state.requests.get(command.request_id)
    if request is None:
        raise Refused("U1", "request")
    asked_at = state.requested_at[command.request_id]
    is_same = command.population_sha256 == request.population_sha256
    if not is_same or population_of(request.population)[1] >= asked_at:
        raise Refused("U1", "population")
    ends_with_it = command.log_size == asked_at + 1
    if not ends_with_it or command.seed != seed_of(command.log_root, command.request_id):
        raise Refused("U1", "seed")
    # A unit that holds two of the chosen rupiah is looked at once.
    least = 1 if request.method == "money_unit" else request.size
    if not least <= len(command.chosen) <= request.size:
        raise Refused("U1", "size", size=len(command.chosen), limit=request.size)
    return [SampleDrawn(**command.facts())]


@AUDIT_ENGAGEMENT.decides(ExamineItem)
def examine_item(state: AuditEngagement, command: ExamineItem, context: Context) -> list[Event]:
    if said_before(state.examined.get(command.item_id), record(Examined, command)):
        return []
    _check_running(state)
    if all(command.item_id not in sample.chosen for sample in state.samples.values()):
        raise Refused("U1", "item")
    check_code(context, "examination", command.result)
    return [ItemExamined(**command.facts())]


@AUDIT_ENGAGEMENT.decides(NoteItem)
def note_item(state: AuditEngagement, command: NoteItem, _: Context) -> list[Event]:
    """Take words about what was looked at, also after the report: they change no figure."""
    if command.item_id not in state.examined:
        raise Refused("U1", "item")
    return [ItemNoted(**command.facts())] if command.note else []


@AUDIT_ENGAGEMENT.decides(RaiseFinding)
def raise_finding(state: AuditEngagement, command: RaiseFinding, context: Context) -> list[Event]:
    known = state.findings.get(command.finding_id)
    if said_before(known and known.raised, record(Raised, command)):
        return []
    _check_running(state)
    check_code(context, "finding", command.kind)
    if state.warrant is not None and command.village_code not in state.warrant.villages:
        raise Refused("U1", "scope", village=command.village_code)
    if state.asks(command.rule, command.village_code, command.cites):
        raise Refused("U1", "asked", rule=command.rule)
    return [FindingRaised(**command.facts())]


@AUDIT_ENGAGEMENT.decides(RaiseFromIrregularity)
def raise_from_irregularity(
    state: AuditEngagement, command: RaiseFromIrregularity, _: Context
) -> list[Event]:
    """Keep it whatever the state: it follows from a report that is kept whatever the state."""
    if command.finding_id in state.findings:
        return []
    return [FindingRaised(**command.facts())]


@AUDIT_ENGAGEMENT.decides(AnswerFinding)
def answer_finding(state: AuditEngagement, command: AnswerFinding, _: Context) -> list[Event]:
    finding = _open(state, command.finding_id)
    if said_before(finding.answers.get(command.answer_id), command.position):
        return []
    if finding.raised.village_code != command.village_code:
        raise Refused("U1", "scope", village=command.village_code)
    return [FindingAnswered(**command.facts())]


@AUDIT_ENGAGEMENT.decides(AcceptFinding)
def accept_finding(
    state: AuditEngagement, command: AcceptFinding, context: Context
) -> list[Event]:
    finding = _open(state, command.finding_id)
    if (finding.outcome, finding.return_rupiah) == (command.outcome, command.return_rupiah):
        return []
    _check_other(finding, context)
    if not finding.answers:
        raise Refused("U1", "answer")
    if command.return_rupiah < 0 or (command.outcome == "explained" and command.return_rupiah):
        raise Refused("F1", "amount", rupiah=command.return_rupiah)
    return [FindingAccepted(**command.facts())]


@AUDIT_ENGAGEMENT.decides(ReturnFindingMoney)
def return_money(
    state: AuditEngagement, command: ReturnFindingMoney, context: Context
) -> list[Event]:
    """Take back no more than the finding asks for (rule F8)."""
    finding = _open(state, command.finding_id)
    if said_before(finding.returns.get(command.return_id), command.amount_rupiah):
        return []
    check_amount(command.amount_rupiah)
    check_happened(context, command.returned_on)
    if finding.raised.village_code != command.village_code:
        raise Refused("U1", "scope", village=command.village_code)
    if command.amount_rupiah > finding.owed_rupiah:
        raise Refused("F8", rupiah=command.amount_rupiah, limit=finding.owed_rupiah)
    return [FindingMoneyReturned(**command.facts())]


@AUDIT_ENGAGEMENT.decides(CloseFinding)
def close_finding(state: AuditEngagement, command: CloseFinding, context: Context) -> list[Event]:
    """Close what was answered and paid back, and never one's own (rule U1)."""
    known = state.findings.get(command.finding_id)
    if known is not None and known.closed_by is not None:
        return []
    finding = _open(state, command.finding_id)
    _check_other(finding, context)
    check_code(context, "finding_closing", command.reason)
    if not finding.outcome:
        raise Refused("U1", "unaccepted")
    if finding.owed_rupiah:
        raise Refused("U1", "owed", rupiah=finding.owed_rupiah)
    return [FindingClosed(**command.facts(), household_id=finding.raised.household_id)]


@AUDIT_ENGAGEMENT.decides(CloseEngagement)
def close(state: AuditEngagement, command: CloseEngagement, context: Context) -> list[Event]:
    if said_before(state.closed_on, command.closed_on):
        return []
    _check_running(state)
    check_happened(context, command.closed_on)
    return [EngagementClosed(**command.facts())]


def _check_running(state: AuditEngagement) -> None:
    if state.warrant is None:
        raise Refused("U1", "warrant")
    if state.closed_on is not None:
        raise Refused("U1", "closed", day=state.closed_on)


def _open(state: AuditEngagement, finding_id: UUID) -> Finding:
    finding = state.findings.get(finding_id)
    if finding is None:
        raise Refused("S1", "missing")
    if finding.closed_by is not None:
        raise Refused("U1", "settled")
    return finding


def _check_other(finding: Finding, context: Context) -> None:
    if context.actor.actor_id in finding.auditees:
        raise Refused("U1", "auditee")
