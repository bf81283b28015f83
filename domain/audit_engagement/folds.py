"""How each event changes the state of an audit."""

from domain.audit_engagement.aggregate import AUDIT_ENGAGEMENT
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
    QuestionCited,
    SampleDrawn,
    SampleRequested,
)
from domain.audit_engagement.state import (
    AuditEngagement,
    Examined,
    Finding,
    Raised,
    Request,
    Sample,
    Warrant,
)
from domain.history import RecordedEvent
from domain.records import record


@AUDIT_ENGAGEMENT.folds(EngagementOpened)
def open_engagement(state: AuditEngagement, event: EngagementOpened, _: RecordedEvent) -> None:
    state.warrant = record(Warrant, event)


@AUDIT_ENGAGEMENT.folds(SampleRequested)
def request(state: AuditEngagement, event: SampleRequested, at: RecordedEvent) -> None:
    state.requests[event.request_id] = record(Request, event)
    state.requested_at[event.request_id] = at.position


@AUDIT_ENGAGEMENT.folds(SampleDrawn)
def draw(state: AuditEngagement, event: SampleDrawn, _: RecordedEvent) -> None:
    state.samples[event.request_id] = record(Sample, event)


@AUDIT_ENGAGEMENT.folds(ItemExamined)
def examine(state: AuditEngagement, event: ItemExamined, _: RecordedEvent) -> None:
    state.examined[event.item_id] = record(Examined, event)


@AUDIT_ENGAGEMENT.folds(ItemNoted)
def note(state: AuditEngagement, event: ItemNoted, at: RecordedEvent) -> None:
    state.noted[event.item_id] = at.position


@AUDIT_ENGAGEMENT.folds(FindingRaised)
def raise_finding(state: AuditEngagement, event: FindingRaised, _: RecordedEvent) -> None:
    state.findings[event.finding_id] = Finding(record(Raised, event))


@AUDIT_ENGAGEMENT.folds(QuestionCited)
def cite(state: AuditEngagement, event: QuestionCited, _: RecordedEvent) -> None:
    finding = state.findings.get(event.finding_id)
    if finding is not None:
        finding.question = event.question


@AUDIT_ENGAGEMENT.folds(FindingAnswered)
def answer(state: AuditEngagement, event: FindingAnswered, at: RecordedEvent) -> None:
    finding = state.findings.get(event.finding_id)
    if finding is not None:
        finding.answered_by.add(at.origin.actor_id)
        finding.answers[event.answer_id] = event.position


@AUDIT_ENGAGEMENT.folds(FindingAccepted)
def accept(state: AuditEngagement, event: FindingAccepted, _: RecordedEvent) -> None:
    finding = state.findings.get(event.finding_id)
    if finding is not None:
        finding.outcome, finding.return_rupiah = event.outcome, event.return_rupiah


@AUDIT_ENGAGEMENT.folds(FindingMoneyReturned)
def return_money(state: AuditEngagement, event: FindingMoneyReturned, _: RecordedEvent) -> None:
    finding = state.findings.get(event.finding_id)
    if finding is not None:
        finding.returns[event.return_id] = event.amount_rupiah


@AUDIT_ENGAGEMENT.folds(FindingClosed)
def close_finding(state: AuditEngagement, event: FindingClosed, at: RecordedEvent) -> None:
    finding = state.findings.get(event.finding_id)
    if finding is not None:
        finding.closed_by, finding.closing_reason = at.origin.actor_id, event.reason


@AUDIT_ENGAGEMENT.folds(EngagementClosed)
def close(state: AuditEngagement, event: EngagementClosed, _: RecordedEvent) -> None:
    state.closed_on = event.closed_on
