"""What is stored together with a step about findings: the household's note, money that returns.

Each is quiet where the first step is quiet, because it looks at the state from which it starts.
"""

import json
from collections.abc import Iterator
from datetime import timedelta

from domain.audit_engagement.aggregate import AUDIT_ENGAGEMENT
from domain.audit_engagement.commands import (
    CloseFinding,
    RaiseFinding,
    RaiseFromIrregularity,
    ReturnFindingMoney,
)
from domain.audit_engagement.state import AuditEngagement
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.assets import NoteFinding, SettleFinding
from domain.household.commands.record import ReportIrregularity
from domain.household.irregular import ABOUT_MONEY, standing_engagement
from domain.household.state import Household
from domain.village_account.aggregate import VILLAGE_ACCOUNT
from domain.village_account.commands import PayIn
from services.follow_ups import follows
from services.step import Step, Terms


@follows(RaiseFinding, brings=(NoteFinding,))
def _note(command: RaiseFinding, engagement: AuditEngagement, terms: Terms) -> Iterator[Step]:
    if command.household_id is not None and command.finding_id not in engagement.findings:
        note = NoteFinding(
            finding_id=command.finding_id, engagement_id=terms.stream, severity=command.severity
        )
        yield Step(HOUSEHOLD, command.household_id, note)


@follows(CloseFinding, brings=(SettleFinding,))
def _settle(command: CloseFinding, engagement: AuditEngagement, _terms: Terms) -> Iterator[Step]:
    finding = engagement.findings.get(command.finding_id)
    if finding is None or finding.closed_by is not None:
        return
    if finding.raised.household_id is not None:
        settle = SettleFinding(finding_id=command.finding_id)
        yield Step(HOUSEHOLD, finding.raised.household_id, settle)


@follows(ReturnFindingMoney, brings=(PayIn,))
def _repay(
    command: ReturnFindingMoney, engagement: AuditEngagement, terms: Terms
) -> Iterator[Step]:
    finding = engagement.findings.get(command.finding_id)
    if finding is None or command.return_id in finding.returns:
        return
    back = PayIn(
        payment_id=command.return_id,
        kind="finding",
        source_id=terms.stream,
        village_code=command.village_code,
        amount_rupiah=command.amount_rupiah,
        paid_on=command.returned_on,
        reference=command.reference,
    )
    yield Step(VILLAGE_ACCOUNT, terms.account(command.village_code), back)


@follows(ReportIrregularity, brings=(RaiseFromIrregularity,))
def _find(command: ReportIrregularity, household: Household, terms: Terms) -> Iterator[Step]:
    """Open a finding on a report about money that a rule forbids; no balance moves."""
    if command.command not in ABOUT_MONEY or command.irregularity_id in household.record.said:
        return
    days = terms.programme.limits.finding_answer_days.on(terms.today)
    finding = RaiseFromIrregularity(
        finding_id=command.irregularity_id,
        kind="irregularity",
        severity="critical",
        village_code=household.village_code,
        household_id=terms.stream,
        amount_rupiah=_amount_in(command.body),
        rule=command.rule,
        due_on=terms.today + timedelta(days=days),
    )
    stream = standing_engagement(terms.programme.code, household.village_code)
    yield Step(AUDIT_ENGAGEMENT, stream, finding)


def _amount_in(body: str | None) -> int:
    """Return the sum that a refused report speaks of."""
    try:
        said = json.loads(body or "{}")
    except ValueError:
        return 0
    amount = said.get("amount_rupiah") if isinstance(said, dict) else None
    return amount if isinstance(amount, int) and abs(amount) <= 10**12 else 0
