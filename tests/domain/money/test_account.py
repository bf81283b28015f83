"""A village's account: what came, what may leave, what the bank says, and who accounts for it."""

from datetime import date
from uuid import UUID

from domain.village_account.aggregate import VILLAGE_ACCOUNT
from domain.village_account.commands import (
    ImportStatement,
    OpenAccount,
    PayIn,
    PayOut,
    ReceiveFunds,
    SubmitAccountability,
)
from domain.village_account.events import (
    AccountabilitySubmitted,
    PaidIn,
    PaidOut,
    StatementImported,
    StatementLine,
)
from tests.domain.household.moneys import CONFIRMER, PAPER, PAYER
from tests.domain.money.funds import (
    ACCOUNT,
    ACCOUNT_OPENED,
    ACCOUNT_STREAM,
    ORDER_ID,
    PAYMENT_ID,
    RECEIPT,
    RECEIVED,
    TODAY,
    TRANCHE,
    account,
    open_envelope,
)
from tests.sample_programme import OTHER_VILLAGE, VILLAGE
from tests.scenario import given_of, said

OUT = {
    "payment_id": PAYMENT_ID,
    "kind": "order",
    "source_id": ORDER_ID,
    "village_code": VILLAGE,
    "amount_rupiah": 7_000_000,
    "paid_on": TODAY,
    "reference": "SP2D 1/2026",
}
IN = OUT | {"payment_id": UUID(int=0x471), "kind": "unspent", "amount_rupiah": 1_000_000}
LEFT = said(PaidOut(**OUT), by=PAYER)
STATEMENT = {
    "statement_id": UUID(int=0x481),
    "from_on": date(2026, 6, 1),
    "until_on": date(2026, 6, 14),
    "opening_rupiah": 0,
    "closing_rupiah": 10_000_000,
    "lines": (StatementLine(UUID(int=1), date(2026, 6, 1), 10_000_000, "SP2D 9/2026"),),
    "document_sha256": PAPER,
}
REPORT = {
    "report_id": UUID(int=0x491),
    "tranche_id": TRANCHE,
    "spent_rupiah": 9_000_000,
    "left_rupiah": 1_000_000,
    "submitted_on": TODAY,
    "document_sha256": PAPER,
}
AFTER_DUE = date(2026, 12, 1)


def receive(scenario, *, envelope=None, now=TODAY, **changes):
    second = {"tranche_id": UUID(int=5), "number": 2, "received_on": date(2026, 6, 12)}
    command = ReceiveFunds(**RECEIPT | second | changes)
    return scenario.when(command, by=PAYER, envelope=envelope or open_envelope(), now=now)


def test_an_account_is_opened_once_for_a_village_of_the_programme():
    new = given_of(VILLAGE_ACCOUNT, stream=ACCOUNT_STREAM)
    after = new.when(OpenAccount(**ACCOUNT)).then(ACCOUNT_OPENED)
    after.when(OpenAccount(**ACCOUNT)).then_nothing()
    new.when(OpenAccount(**ACCOUNT | {"village_code": "74.99.09.2009"})).then_refused(
        "F1", "village"
    )


def test_a_tranche_arrives_once_and_is_to_be_accounted_for():
    new = given_of(VILLAGE_ACCOUNT, ACCOUNT_OPENED, stream=ACCOUNT_STREAM)
    first = ReceiveFunds(**RECEIPT)
    after = new.when(first, by=PAYER, envelope=open_envelope()).then(RECEIVED.event)
    after.when(first, by=PAYER, envelope=open_envelope()).then_nothing()
    bare = given_of(VILLAGE_ACCOUNT, stream=ACCOUNT_STREAM)
    bare.when(first, by=PAYER, envelope=open_envelope()).then_refused("F3", "account_missing")


def test_no_more_arrives_than_the_envelope_holds():
    receive(account(), amount_rupiah=10_000_000).events()
    receive(account(), amount_rupiah=10_000_001).then_refused("F2", "envelope")
    receive(account(), amount_rupiah=0).then_refused("F1", "amount")
    elsewhere = open_envelope(village_code=OTHER_VILLAGE)
    receive(account(), envelope=elsewhere).then_refused("F1", "elsewhere")


def test_a_village_that_owes_a_report_gets_and_pays_nothing_more():
    reported = AccountabilitySubmitted(**REPORT)
    receive(account(), now=AFTER_DUE).then_refused("F5", "report")
    receive(account(reported), now=AFTER_DUE).events()
    account().when(PayOut(**OUT), by=PAYER, now=AFTER_DUE).then_refused("F5", "report")
    tax = PayOut(**OUT | {"kind": "tax"})
    account().when(tax, by=PAYER, now=AFTER_DUE).then(PaidOut(**OUT | {"kind": "tax"}))


def test_no_more_leaves_the_account_than_is_on_it():
    after = account().when(PayOut(**OUT), by=PAYER).then(LEFT.event)
    after.when(PayOut(**OUT), by=PAYER).then_nothing()
    assert after.state.balance_rupiah == 3_000_000
    more = PayOut(**OUT | {"payment_id": UUID(int=6), "amount_rupiah": 3_000_001})
    after.when(more, by=PAYER).then_refused("F3", "balance")
    account().when(PayOut(**OUT), by=PAYER, role="mentor").then_refused("F4", "mentor")


def test_what_comes_back_is_on_the_account_again():
    after = account(LEFT).when(PayIn(**IN), by=PAYER).then(PaidIn(**IN))
    after.when(PayIn(**IN), by=PAYER).then_nothing()
    assert after.state.balance_rupiah == 4_000_000


def test_a_statement_is_copied_by_somebody_who_does_not_pay():
    import_ = ImportStatement(**STATEMENT)
    after = account().when(import_, by=CONFIRMER).then(StatementImported(**STATEMENT))
    after.when(import_, by=CONFIRMER).then_nothing()
    account().when(import_, by=PAYER).then_refused("F4", "statement")


def test_a_statement_adds_up_and_follows_on_the_last():
    def copied(scenario, **changes):
        return scenario.when(ImportStatement(**STATEMENT | changes), by=CONFIRMER)

    copied(account(), closing_rupiah=9_999_999).then_refused("F9", "sum")
    early = (StatementLine(UUID(int=1), date(2026, 5, 31), 10_000_000),)
    copied(account(), lines=early).then_refused("F9", "period")
    copied(account(), until_on=date(2026, 6, 16)).then_refused("H1", "future")
    nothing = {"lines": (), "statement_id": UUID(int=2), "closing_rupiah": 10_000_000}
    second = nothing | {
        "opening_rupiah": 10_000_000,
        "from_on": date(2026, 6, 15),
        "until_on": date(2026, 6, 15),
    }
    known = account(StatementImported(**STATEMENT))
    copied(known, **second).then(StatementImported(**STATEMENT | second))
    copied(known, **second | {"from_on": date(2026, 6, 14)}).then_refused("F9", "gap")
    other = {"opening_rupiah": 9_000_000, "closing_rupiah": 9_000_000}
    copied(known, **second | other).then_refused("F9", "gap")


def test_a_tranche_is_accounted_for_to_the_last_rupiah():
    submit = SubmitAccountability(**REPORT)
    after = account().when(submit, by=PAYER).then(AccountabilitySubmitted(**REPORT))
    after.when(submit, by=PAYER).then_nothing()
    short = SubmitAccountability(**REPORT | {"left_rupiah": 999_999})
    account().when(short, by=PAYER).then_refused("F9", "sum")
    unknown = SubmitAccountability(**REPORT | {"tranche_id": UUID(int=8)})
    account().when(unknown, by=PAYER).then_refused("S1", "missing")
