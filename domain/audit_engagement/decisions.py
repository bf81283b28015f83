"""Which wishes in an audit come true: rule U1, and what a finding needs on its way."""

from uuid import UUID

from domain.audit_engagement.aggregate import AUDIT_ENGAGEMENT
from domain.audit_engagement.commands import (
    AcceptFinding,
    AnswerFinding,
    CloseEngagement,
    CloseFinding,
    OpenEngagement,
    RaiseFinding,
    RaiseFromIrregularity,
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
    QuestionCited,
)
from domain.audit_engagement.samples import check_running
from domain.audit_engagement.state import (
    AuditEngagement,
    Finding,
    Raised,
    Warrant,
)
from domain.checks import check_code, check_happened, check_order, check_organisation
from domain.context import Context
from domain.events import Event
from domain.history import finding_number
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


@AUDIT_ENGAGEMENT.decides(RaiseFinding)
def raise_finding(state: AuditEngagement, command: RaiseFinding, context: Context) -> list[Event]:
    known = state.findings.get(command.finding_id)
    said = record(Raised, command), command.question
    if said_before(known and (known.raised, known.question), said):
        return []
    check_running(state)
    check_code(context, "finding", command.kind)
    if state.warrant is not None and command.village_code not in state.warrant.villages:
        raise Refused("U1", "scope", village=command.village_code)
    asking = state.asking(command.rule, command.question, command.cites)
    if asking is not None:
        raise Refused("U1", "asked", rule=command.rule, number=finding_number(asking))
    facts = command.facts()
    question = facts.pop("question", None)
    if question is None or command.rule is None:
        return [FindingRaised(**facts)]
    finding = command.finding_id
    cited = QuestionCited(finding_id=finding, rule=command.rule, question=question)
    return [FindingRaised(**facts), cited]


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
    check_running(state)
    check_happened(context, command.closed_on)
    return [EngagementClosed(**command.facts())]


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
