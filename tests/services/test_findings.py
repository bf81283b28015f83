"""A finding concerns several streams at once: the audit, the household, the account."""

from uuid import UUID, uuid4

import pytest

from domain.audit_engagement.aggregate import AUDIT_ENGAGEMENT
from domain.audit_engagement.commands import (
    AcceptFinding,
    AnswerFinding,
    CloseFinding,
    OpenEngagement,
    RaiseFinding,
    ReturnFindingMoney,
)
from domain.audit_engagement.events import FindingRaised
from domain.audit_engagement.questions import Question
from domain.history import finding_number
from domain.household.commands.money import TransferAsset
from domain.household.events.assets import FindingOpened, FindingSettled
from domain.household.events.record import IrregularityReported
from domain.household.irregular import standing_engagement
from domain.rules import Refused
from tests.domain.household.moneys import ASSET, PAYER
from tests.domain.money.audits import ANSWERED, FINDING, INSPECTOR, PAID_BACK, RAISED, WARRANT
from tests.sample_programme import VILLAGE
from tests.scenario import HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID, STARTED
from tests.services.money import account, envelope, funded
from tests.services.work import OFFICE

STANDING = standing_engagement(OFFICE.code, VILLAGE)


@pytest.fixture
def village(anywhere):
    return funded(anywhere)


def refused(ask, code, variant=""):
    with pytest.raises(Refused) as refusal:
        ask()
    assert (refusal.value.code, refusal.value.variant) == (code, variant)
    return refusal.value


def test_what_was_handed_over_without_approval_is_kept_and_opens_a_finding(village):
    report = TransferAsset(**ASSET | {"occurred_at": STARTED})
    answer = village.ask(report, by=PAYER, channel="phone")

    assert answer.irregularity == "F3"
    kinds = [type(line.event) for line in answer.events]
    assert kinds == [IrregularityReported, FindingOpened, FindingRaised]
    found = answer.events[2].event
    assert (found.amount_rupiah, found.household_id) == (4_000_000, HOUSEHOLD_ID)
    state = village.state()
    assert state.money.transfers == {}
    assert state.money.findings == {found.finding_id: "critical"}
    assert envelope(village).free_rupiah == 20_000_000
    assert account(village).balance_rupiah == 10_000_000
    assert village.state(OTHER_HOUSEHOLD_ID).money.findings == {}
    assert village.state(STANDING, AUDIT_ENGAGEMENT).findings.keys() == {found.finding_id}


def test_the_same_from_an_office_is_refused_and_changes_nothing(village):
    refused(lambda: village.ask(TransferAsset(**ASSET), by=PAYER), "F3", "approval")

    assert village.state().money.findings == {}


def test_a_finding_about_a_household_is_noted_there_until_it_is_closed(village):
    audit = uuid4()
    village.ask(OpenEngagement(**WARRANT), audit, by=INSPECTOR)
    village.ask(RaiseFinding(**RAISED), audit, by=INSPECTOR)
    village.ask(RaiseFinding(**RAISED), audit, by=INSPECTOR)
    assert village.facts()[-1] == FindingOpened(
        finding_id=FINDING, engagement_id=audit, severity="critical"
    )
    village.ask(AnswerFinding(**ANSWERED), audit, by=PAYER)
    stands = AcceptFinding(finding_id=FINDING, outcome="stands", return_rupiah=2_000_000)
    village.ask(stands, audit, by=INSPECTOR)
    village.ask(ReturnFindingMoney(**PAID_BACK), audit, by=PAYER)
    village.ask(ReturnFindingMoney(**PAID_BACK), audit, by=PAYER)
    assert account(village).balance_rupiah == 12_000_000
    close = CloseFinding(finding_id=FINDING, reason="explanation_accepted")
    refused(lambda: village.ask(close, audit, by=PAYER), "U1", "auditee")
    village.ask(close, audit, by=INSPECTOR)
    village.ask(close, audit, by=INSPECTOR)

    assert village.facts()[-1] == FindingSettled(finding_id=FINDING)
    assert village.state().money.findings == {}


def test_two_audits_do_not_raise_the_same_question_of_a_red_flag(village):
    first, second = uuid4(), uuid4()
    for audit in (first, second):
        village.ask(OpenEngagement(**WARRANT), audit, by=INSPECTOR)
    question = Question("unspent 1 2026", 3, 2, (("percent", 60),))
    raised = RAISED | {"household_id": None, "rule": "R19", "cites": (1, 2)}
    village.ask(RaiseFinding(**raised, question=question), first, by=INSPECTOR)

    again = raised | {"finding_id": UUID(int=0x900)}
    wish = RaiseFinding(**again, question=question)
    said = refused(lambda: village.ask(wish, second, by=INSPECTOR), "U1", "asked")

    assert finding_number(FINDING) in said.sentence("id")
    assert village.state(second, AUDIT_ENGAGEMENT).findings == {}
    other = RaiseFinding(**again, question=question._replace(subject="unspent 2 2026"))
    village.ask(other, second, by=INSPECTOR)
    assert village.state(second, AUDIT_ENGAGEMENT).findings.keys() == {UUID(int=0x900)}
