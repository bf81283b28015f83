"""Findings that no auditee judges or closes, and questions of red flags that are raised once."""

from uuid import UUID

import pytest
from pydantic import ValidationError

from domain.audit_engagement.aggregate import AUDIT_ENGAGEMENT
from domain.audit_engagement.commands import (
    AcceptFinding,
    AnswerFinding,
    RaiseFinding,
    RaiseFromIrregularity,
    ReturnFindingMoney,
)
from domain.audit_engagement.events import (
    FindingAccepted,
    FindingClosed,
    FindingMoneyReturned,
    FindingRaised,
    QuestionCited,
)
from domain.audit_engagement.questions import Question
from tests.domain.household.moneys import PAYER
from tests.domain.money.audits import (
    ACCEPTED,
    ANSWERED,
    AUDITEE,
    CLOSE,
    FINDING,
    FOUND,
    INSPECTOR,
    PAID_BACK,
    RAISED,
    REPLY,
    STANDS,
    audit,
)
from tests.sample_programme import OTHER_VILLAGE
from tests.scenario import HOUSEHOLD_ID, given_of

ASKED = RAISED | {"rule": "R8", "cites": (4, 9)}
QUESTION = Question("alike 74.99.01.2001 2026", 1, 9, (("percent", 40), ("why", "no")))


def test_a_finding_lies_within_the_warrant():
    after = audit().when(RaiseFinding(**RAISED)).then(FOUND)
    after.when(RaiseFinding(**RAISED)).then_nothing()
    audit().when(RaiseFinding(**RAISED | {"village_code": OTHER_VILLAGE})).then_refused(
        "U1", "scope"
    )


def test_the_same_question_about_the_same_facts_is_raised_once():
    asked = RAISED | {"rule": "R12", "cites": (4, 9)}
    again, elsewhere = UUID(int=41), UUID(int=42)
    after = audit(FindingRaised(**asked))

    after.when(RaiseFinding(**asked | {"finding_id": again})).then_refused("U1", "asked")
    other = asked | {"finding_id": elsewhere, "cites": (4, 10)}
    after.when(RaiseFinding(**other)).then(FindingRaised(**other))


def test_an_irregularity_opens_a_finding_without_any_warrant():
    new = given_of(AUDIT_ENGAGEMENT)
    after = new.when(RaiseFromIrregularity(**RAISED)).then(FOUND)
    after.when(RaiseFromIrregularity(**RAISED)).then_nothing()


def test_a_finding_is_answered_judged_repaid_and_closed():
    answered = audit(FOUND).when(AnswerFinding(**ANSWERED), by=PAYER).then(REPLY.event)
    answered.when(AnswerFinding(**ANSWERED), by=PAYER).then_nothing()
    judged = audit(FOUND, REPLY).when(AcceptFinding(**STANDS), by=INSPECTOR).then(ACCEPTED)
    judged.when(AcceptFinding(**STANDS), by=INSPECTOR).then_nothing()
    judged.when(CLOSE, by=INSPECTOR).then_refused("U1", "owed")
    repaid = judged.when(ReturnFindingMoney(**PAID_BACK), by=PAYER)
    after = repaid.then(FindingMoneyReturned(**PAID_BACK))
    after.when(ReturnFindingMoney(**PAID_BACK), by=PAYER).then_nothing()
    closed = after.when(CLOSE, by=INSPECTOR).then(
        FindingClosed(finding_id=FINDING, reason="explanation_accepted", household_id=HOUSEHOLD_ID)
    )
    closed.when(CLOSE, by=INSPECTOR).then_nothing()
    closed.when(AcceptFinding(**STANDS | {"return_rupiah": 1})).then_refused("U1", "settled")


@pytest.mark.parametrize("who", [AUDITEE, PAYER])
def test_no_auditee_judges_or_closes_a_finding(who):
    explained = FindingAccepted(finding_id=FINDING, outcome="explained")
    audit(FOUND, REPLY).when(AcceptFinding(**STANDS), by=who).then_refused("U1", "auditee")
    audit(FOUND, REPLY, explained).when(CLOSE, by=who).then_refused("U1", "auditee")
    audit(FOUND, REPLY, explained).when(CLOSE, by=INSPECTOR).events()


def test_a_finding_takes_its_steps_in_order():
    audit(FOUND).when(AcceptFinding(**STANDS), by=INSPECTOR).then_refused("U1", "answer")
    audit(FOUND, REPLY).when(CLOSE, by=INSPECTOR).then_refused("U1", "unaccepted")
    audit().when(CLOSE, by=INSPECTOR).then_refused("S1", "missing")
    elsewhere = AnswerFinding(**ANSWERED | {"village_code": OTHER_VILLAGE})
    audit(FOUND).when(elsewhere, by=PAYER).then_refused("U1", "scope")
    explained = {"outcome": "explained", "return_rupiah": 1}
    audit(FOUND, REPLY).when(AcceptFinding(**STANDS | explained)).then_refused("F1", "amount")


def test_no_more_money_returns_than_a_finding_asks_for():
    judged = audit(FOUND, REPLY, ACCEPTED)
    more = ReturnFindingMoney(**PAID_BACK | {"amount_rupiah": 2_000_001})
    judged.when(more, by=PAYER).then_refused("F8")
    elsewhere = ReturnFindingMoney(**PAID_BACK | {"village_code": OTHER_VILLAGE})
    judged.when(elsewhere, by=PAYER).then_refused("U1", "scope")


def test_a_finding_keeps_what_the_red_flag_asked_and_its_version():
    cited = QuestionCited(finding_id=FINDING, rule="R8", question=QUESTION)
    wish = RaiseFinding(**ASKED, question=QUESTION)

    after = audit().when(wish).then(FindingRaised(**ASKED), cited)
    after.when(wish).then_nothing()
    after.when(RaiseFinding(**ASKED, question=QUESTION._replace(version=2))).then_refused("S3")


def test_another_question_about_the_same_facts_is_another_finding():
    cited = QuestionCited(finding_id=FINDING, rule="R8", question=QUESTION)
    first = audit(FindingRaised(**ASKED), cited)
    again = ASKED | {"finding_id": UUID(int=41)}
    round_sums = QUESTION._replace(subject="round 74.99.01.2001 2026")

    later = RaiseFinding(**again, question=QUESTION._replace(version=2, values=()))
    first.when(later).then_refused("U1", "asked")
    assert len(first.when(RaiseFinding(**again, question=round_sums)).events()) == 2
    # What was settled and is asked again since another position is another question.
    assert len(first.when(RaiseFinding(**again, question=QUESTION._replace(at=12))).events()) == 2


@pytest.mark.parametrize(
    "subject",
    ["5201010101010001", "tax 5201010101010001", "Bu Ani, istri pak RT", "ibu a dari b c", ""],
)
def test_a_question_holds_no_personal_number_and_no_sentence(subject):
    with pytest.raises(ValidationError):
        RaiseFinding(**ASKED, question=(subject, 1, 9, ()))
