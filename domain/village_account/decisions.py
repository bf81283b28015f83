"""Which wishes about a village's account come true: rules F1 to F5, F8 and F9."""

from datetime import timedelta

from domain.checks import check_code, check_happened, check_order
from domain.context import Context
from domain.events import Event
from domain.fund_envelope.decisions import check_open_on
from domain.money import check_amount, check_no_mentor
from domain.records import record, said_before
from domain.rules import Refused
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
    AccountOpened,
    FundsReceived,
    PaidIn,
    PaidOut,
    StatementImported,
)
from domain.village_account.state import (
    Movement,
    Opening,
    Report,
    Statement,
    Tranche,
    VillageAccount,
)

ONE_DAY = timedelta(days=1)


@VILLAGE_ACCOUNT.decides(OpenAccount)
def open_account(state: VillageAccount, command: OpenAccount, context: Context) -> list[Event]:
    if said_before(state.opening, record(Opening, command)):
        return []
    if command.village_code not in context.programme.village_by_code:
        raise Refused("F1", "village", village=command.village_code)
    check_code(context, "account_holder", command.holder)
    check_code(context, "institution", command.institution)
    return [AccountOpened(**command.facts())]


@VILLAGE_ACCOUNT.decides(ReceiveFunds)
def receive(state: VillageAccount, command: ReceiveFunds, context: Context) -> list[Event]:
    """No new money for who has not accounted for the last, nor more than the envelope holds."""
    if said_before(state.tranches.get(command.tranche_id), record(Tranche, command)):
        return []
    _check_account(state)
    check_no_mentor(context)
    check_amount(command.amount_rupiah)
    check_happened(context, command.received_on)
    check_open_on(context.envelope, context.today)
    envelope = context.envelope
    if envelope is None or envelope.opening is None or envelope.village_code != state.village_code:
        raise Refused("F1", "elsewhere", village=state.village_code)
    _check_reports(state, context)
    left = envelope.ceiling_rupiah - state.received_of(command.envelope_id)
    if command.amount_rupiah > left:
        raise Refused("F2", "envelope", rupiah=command.amount_rupiah, limit=left)
    days = context.programme.limits.accountability_days.on(context.today)
    return [
        FundsReceived(
            **command.facts(),
            fund_source=envelope.opening.fund_source,
            report_due_on=command.received_on + timedelta(days=days),
        )
    ]


@VILLAGE_ACCOUNT.decides(PayOut)
def pay_out(state: VillageAccount, command: PayOut, context: Context) -> list[Event]:
    """Take out no more than there is, and nothing from who owes a report (rules F3 and F5)."""
    movement = Movement(command.kind, command.source_id, -command.amount_rupiah)
    if said_before(state.movements.get(command.payment_id), movement):
        return []
    _check_account(state)
    check_no_mentor(context)
    check_amount(command.amount_rupiah)
    if command.kind == "order":
        _check_reports(state, context)
    if command.amount_rupiah > state.balance_rupiah:
        raise Refused("F3", "balance", rupiah=command.amount_rupiah, limit=state.balance_rupiah)
    return [PaidOut(**command.facts())]


@VILLAGE_ACCOUNT.decides(PayIn)
def pay_in(state: VillageAccount, command: PayIn, _: Context) -> list[Event]:
    movement = Movement(command.kind, command.source_id, command.amount_rupiah)
    if said_before(state.movements.get(command.payment_id), movement):
        return []
    _check_account(state)
    check_amount(command.amount_rupiah)
    return [PaidIn(**command.facts())]


@VILLAGE_ACCOUNT.decides(ImportStatement)
def import_statement(
    state: VillageAccount, command: ImportStatement, context: Context
) -> list[Event]:
    """Keep a statement that adds up and follows on the last, copied by who does not pay."""
    if said_before(state.statements.get(command.statement_id), record(Statement, command)):
        return []
    _check_account(state)
    if context.actor.actor_id in state.handlers:
        raise Refused("F4", "statement")
    check_order(command.from_on, command.until_on)
    check_happened(context, command.until_on)
    summed = command.opening_rupiah + sum(line.amount_rupiah for line in command.lines)
    if summed != command.closing_rupiah:
        raise Refused("F9", "sum", rupiah=command.closing_rupiah, summed=summed)
    if any(not command.from_on <= line.booked_on <= command.until_on for line in command.lines):
        raise Refused("F9", "period")
    last = state.last_statement()
    if last is not None and (last.until_on + ONE_DAY, last.closing_rupiah) != (
        command.from_on,
        command.opening_rupiah,
    ):
        raise Refused("F9", "gap", day=last.until_on, rupiah=last.closing_rupiah)
    return [StatementImported(**command.facts())]


@VILLAGE_ACCOUNT.decides(SubmitAccountability)
def submit(state: VillageAccount, command: SubmitAccountability, context: Context) -> list[Event]:
    if said_before(state.reports.get(command.report_id), record(Report, command)):
        return []
    tranche = state.tranches.get(command.tranche_id)
    if tranche is None:
        raise Refused("S1", "missing")
    check_happened(context, command.submitted_on)
    summed = command.spent_rupiah + command.left_rupiah
    if min(command.spent_rupiah, command.left_rupiah) < 0 or summed != tranche.amount_rupiah:
        raise Refused("F9", "sum", rupiah=tranche.amount_rupiah, summed=summed)
    return [AccountabilitySubmitted(**command.facts())]


def _check_account(state: VillageAccount) -> None:
    if state.opening is None:
        raise Refused("F3", "account_missing")


def _check_reports(state: VillageAccount, context: Context) -> None:
    due_on = state.overdue(context.today)
    if due_on is not None:
        raise Refused("F5", "report", due=due_on)
