"""An audit: its warrant, a seed that nobody chooses, and findings that no auditee closes."""

from datetime import date
from hashlib import sha256
from uuid import UUID

import pytest

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
from domain.audit_engagement.sampling import seed_of
from tests.domain.household.moneys import PAPER, PAYER
from tests.sample_programme import OTHER_VILLAGE, VILLAGE
from tests.scenario import HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID, given_of, said

INSPECTOR, AUDITEE = UUID(int=0x501), UUID(int=0x502)
REQUEST, FINDING, ANSWER, RETURN = (UUID(int=0x510 + n) for n in range(4))
ROOT, POPULATION = sha256(b"root").hexdigest(), sha256(b"everybody").hexdigest()
WARRANT = {
    "warrant": "ST 1/2026",
    "warrant_sha256": PAPER,
    "organisation": "social",
    "villages": (VILLAGE,),
    "from_on": date(2026, 6, 1),
    "until_on": date(2026, 7, 1),
}
OPENED = EngagementOpened(**WARRANT)
SAMPLING = {
    "request_id": REQUEST,
    "method": "simple",
    "population": "transfers.0",
    "population_sha256": POPULATION,
    "population_size": 400,
    "size": 1,
    "confidence": 500,
    "margin": 500,
}
REQUESTED = SampleRequested(**SAMPLING)
SAMPLE = {
    "request_id": REQUEST,
    "log_size": 2,
    "log_root": ROOT,
    "seed": seed_of(ROOT, REQUEST),
    "population_sha256": POPULATION,
    "chosen": (HOUSEHOLD_ID,),
}
DRAWN = SampleDrawn(**SAMPLE)
RAISED = {
    "finding_id": FINDING,
    "kind": "missing_papers",
    "severity": "critical",
    "village_code": VILLAGE,
    "auditee_id": AUDITEE,
    "household_id": HOUSEHOLD_ID,
    "amount_rupiah": 2_000_000,
    "due_on": date(2026, 8, 1),
}
FOUND = FindingRaised(**RAISED)
ANSWERED = {
    "answer_id": ANSWER,
    "finding_id": FINDING,
    "village_code": VILLAGE,
    "position": "agrees",
}
REPLY = said(FindingAnswered(**ANSWERED), by=PAYER)
STANDS = {"finding_id": FINDING, "outcome": "stands", "return_rupiah": 2_000_000}
ACCEPTED = FindingAccepted(**STANDS)
PAID_BACK = {
    "return_id": RETURN,
    "finding_id": FINDING,
    "village_code": VILLAGE,
    "amount_rupiah": 2_000_000,
    "returned_on": date(2026, 6, 14),
    "reference": "STS 2/2026",
    "document_sha256": PAPER,
}
CLOSE = CloseFinding(finding_id=FINDING, reason="explanation_accepted")


def audit(*more):
    return given_of(AUDIT_ENGAGEMENT, OPENED, *more)


def test_an_audit_begins_with_its_warrant():
    new = given_of(AUDIT_ENGAGEMENT)
    after = new.when(OpenEngagement(**WARRANT)).then(OPENED)
    after.when(OpenEngagement(**WARRANT)).then_nothing()
    new.when(OpenEngagement(**WARRANT | {"villages": ("74.99.09.2009",)})).then_refused(
        "U1", "scope"
    )
    new.when(RequestSample(**SAMPLING)).then_refused("U1", "warrant")
    new.when(RaiseFinding(**RAISED)).then_refused("U1", "warrant")


def test_a_sample_is_drawn_once_from_what_was_fixed_before():
    asked = audit().when(RequestSample(**SAMPLING)).then(REQUESTED)
    asked.when(RequestSample(**SAMPLING)).then_nothing()
    drawn = asked.when(DrawSample(**SAMPLE)).then(DRAWN)
    drawn.when(DrawSample(**SAMPLE)).then_nothing()
    again = SAMPLE | {"log_size": 3, "chosen": (OTHER_HOUSEHOLD_ID,)}
    drawn.when(DrawSample(**again)).then_refused("S3")


@pytest.mark.parametrize(
    ("changes", "variant"),
    [
        ({"seed": "0" * 64}, "seed"),
        ({"log_size": 1}, "seed"),
        ({"log_size": 3}, "seed"),
        ({"log_root": POPULATION}, "seed"),
        ({"population_sha256": ROOT}, "population"),
        ({"chosen": (HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID)}, "size"),
        ({"request_id": UUID(int=7)}, "request"),
    ],
)
def test_nobody_chooses_seed_population_or_size(changes, variant):
    audit(REQUESTED).when(DrawSample(**SAMPLE | changes)).then_refused("U1", variant)


def test_a_population_ends_before_it_is_asked_for():
    ahead = SampleRequested(**SAMPLING | {"population": "transfers.1"})
    audit(ahead).when(DrawSample(**SAMPLE)).then_refused("U1", "population")


def test_a_sample_is_no_larger_than_its_population():
    audit().when(RequestSample(**SAMPLING | {"size": 401})).then_refused("U1", "size")
    audit().when(RequestSample(**SAMPLING | {"method": "full"})).then_refused("U1", "small")


def test_confidence_and_margin_say_how_large_a_sample_is():
    strict = SAMPLING | {"confidence": 950, "margin": 50}
    audit().when(RequestSample(**strict | {"size": 196})).then_refused("U1", "small")
    audit().when(RequestSample(**strict | {"size": 197})).then(
        SampleRequested(**strict | {"size": 197})
    )


@pytest.mark.parametrize("population", ["transfers", "donors.0", "transfers.x"])
def test_a_population_is_known_and_says_up_to_where(population):
    audit().when(RequestSample(**SAMPLING | {"population": population})).then_refused(
        "U1", "unknown"
    )


def test_nobody_rolls_again_before_the_sample_was_looked_at():
    another = RequestSample(**SAMPLING | {"request_id": UUID(int=7), "population": "transfers.1"})
    looked = ItemExamined(item_id=HOUSEHOLD_ID, result="as_recorded")

    audit(REQUESTED).when(another).then_refused("U1", "again")
    audit(REQUESTED, DRAWN).when(another).then_refused("U1", "again")
    audit(REQUESTED, DRAWN, looked).when(another).then(SampleRequested(**another.facts()))


def test_only_what_was_drawn_is_examined():
    looked = {"item_id": HOUSEHOLD_ID, "result": "as_recorded"}
    drawn = audit(REQUESTED, DRAWN)
    after = drawn.when(ExamineItem(**looked)).then(ItemExamined(**looked))
    after.when(ExamineItem(**looked)).then_nothing()
    other = ExamineItem(**looked | {"item_id": OTHER_HOUSEHOLD_ID})
    drawn.when(other).then_refused("U1", "item")
    words = NoteItem(item_id=HOUSEHOLD_ID, note="Kambing kedua tidak ada.")
    after.when(words).then(ItemNoted(**words.facts()))
    after.when(NoteItem(item_id=HOUSEHOLD_ID)).then_nothing()
    drawn.when(words).then_refused("U1", "item")


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


def test_after_the_report_nothing_new_is_looked_at_but_findings_go_on():
    closing = {"report": "LHP 1/2026", "report_sha256": PAPER, "closed_on": date(2026, 6, 15)}
    after = audit(FOUND).when(CloseEngagement(**closing)).then(EngagementClosed(**closing))
    after.when(CloseEngagement(**closing)).then_nothing()
    after.when(RequestSample(**SAMPLING)).then_refused("U1", "closed")
    after.when(AnswerFinding(**ANSWERED), by=PAYER).then(REPLY.event)
