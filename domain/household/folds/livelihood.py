"""How accounts, savings, enterprises and shocks change the state."""

from domain.history import RecordedEvent
from domain.household.aggregate import HOUSEHOLD
from domain.household.events.livelihood import (
    EnterpriseReported,
    SavingsAccountOpened,
    SavingsRecorded,
    ShockReported,
)
from domain.household.keeping import keeps
from domain.household.state import Household
from domain.household.states.livelihood import Saving, Trading


@HOUSEHOLD.folds(SavingsAccountOpened)
@keeps(SavingsAccountOpened, "account_id")
def account(state: Household, event: SavingsAccountOpened, _: RecordedEvent) -> None:
    state.livelihood.accounts[event.account_id] = event.kind


@HOUSEHOLD.folds(SavingsRecorded)
@keeps(SavingsRecorded, "savings_id", lambda state: state.livelihood.savings)
def saving(state: Household, event: SavingsRecorded, at: RecordedEvent) -> None:
    rupiah = event.amount_rupiah if event.kind == "deposit" else -event.amount_rupiah
    state.livelihood.savings[event.savings_id] = Saving(
        at.origin.occurred_at, event.account_id, rupiah
    )


@HOUSEHOLD.folds(EnterpriseReported)
@keeps(EnterpriseReported, "report_id", lambda state: state.livelihood.trading)
def trading(state: Household, event: EnterpriseReported, _: RecordedEvent) -> None:
    state.livelihood.trading[event.report_id] = Trading(
        event.livelihood_id, event.month_on, event.income_rupiah, event.alive
    )


@HOUSEHOLD.folds(ShockReported)
@keeps(ShockReported, "shock_id", lambda state: state.livelihood.shocks)
def shock(state: Household, event: ShockReported, _: RecordedEvent) -> None:
    state.livelihood.shocks[event.shock_id] = event.kind
