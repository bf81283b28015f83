"""How each event changes the state of a village's account."""

from domain.history import RecordedEvent
from domain.records import record
from domain.village_account.aggregate import VILLAGE_ACCOUNT
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


@VILLAGE_ACCOUNT.folds(AccountOpened)
def open_account(state: VillageAccount, event: AccountOpened, _: RecordedEvent) -> None:
    state.opening = record(Opening, event)


@VILLAGE_ACCOUNT.folds(FundsReceived)
def receive(state: VillageAccount, event: FundsReceived, at: RecordedEvent) -> None:
    state.tranches[event.tranche_id] = record(Tranche, event)
    state.due[event.tranche_id] = event.report_due_on
    state.handlers.add(at.origin.actor_id)


@VILLAGE_ACCOUNT.folds(PaidOut)
def pay_out(state: VillageAccount, event: PaidOut, at: RecordedEvent) -> None:
    state.movements[event.payment_id] = Movement(event.kind, event.source_id, -event.amount_rupiah)
    state.handlers.add(at.origin.actor_id)


@VILLAGE_ACCOUNT.folds(PaidIn)
def pay_in(state: VillageAccount, event: PaidIn, at: RecordedEvent) -> None:
    state.movements[event.payment_id] = Movement(event.kind, event.source_id, event.amount_rupiah)
    state.handlers.add(at.origin.actor_id)


@VILLAGE_ACCOUNT.folds(StatementImported)
def import_statement(state: VillageAccount, event: StatementImported, _: RecordedEvent) -> None:
    state.statements[event.statement_id] = record(Statement, event)


@VILLAGE_ACCOUNT.folds(AccountabilitySubmitted)
def submit(state: VillageAccount, event: AccountabilitySubmitted, _: RecordedEvent) -> None:
    state.reports[event.report_id] = record(Report, event)
