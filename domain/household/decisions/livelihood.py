"""Which reports about earning and saving are put on record, and what they make reached."""

from domain.checks import check_code, check_happened
from domain.context import Context
from domain.events import Event
from domain.household.aggregate import HOUSEHOLD
from domain.household.checks import check_known
from domain.household.commands.livelihood import (
    OpenSavingsAccount,
    RecordSavings,
    ReportEnterprise,
    ReportShock,
)
from domain.household.events.livelihood import (
    AccountShape,
    EnterpriseReported,
    EnterpriseShape,
    SavingsAccountOpened,
    SavingsRecorded,
    SavingsShape,
    ShockReported,
    ShockShape,
)
from domain.household.keeping import checks
from domain.household.milestones import DEPOSITS, alive_long_enough, reached
from domain.household.reporting import reported
from domain.household.state import Household
from domain.household.states.livelihood import Trading
from domain.rules import Refused


@checks(SavingsAccountOpened)
def check_account(state: Household, account: AccountShape, context: Context) -> dict[str, bool]:
    """Refuse a bank account without its number: it could be another household's."""
    check_known(state, account.person_id)
    check_code(context, "institution", account.institution)
    if account.kind == "bank" and account.number is None:
        raise Refused("E1", "number")
    return {}


@HOUSEHOLD.decides(OpenSavingsAccount)
def open_savings_account(
    state: Household, command: OpenSavingsAccount, context: Context
) -> list[Event]:
    return reported(state, command, context, SavingsAccountOpened, command.account_id)


@checks(SavingsRecorded)
def check_savings(state: Household, savings: SavingsShape, _: Context) -> dict[str, bool]:
    if savings.account_id not in state.livelihood.accounts:
        raise Refused("S1", "missing")
    return {}


@HOUSEHOLD.decides(RecordSavings)
def record_savings(state: Household, command: RecordSavings, context: Context) -> list[Event]:
    events = reported(state, command, context, SavingsRecorded, command.savings_id)
    if events and command.kind == "deposit":
        enough = state.livelihood.deposits() + 1 >= DEPOSITS
        events += reached(state, six_deposits=enough)
    return events


@checks(EnterpriseReported)
def check_enterprise(
    state: Household, report: EnterpriseShape, context: Context
) -> dict[str, bool]:
    if report.livelihood_id not in state.plan.livelihoods:
        raise Refused("S1", "missing")
    check_happened(context, report.month_on)
    return {}


@HOUSEHOLD.decides(ReportEnterprise)
def report_enterprise(
    state: Household, command: ReportEnterprise, context: Context
) -> list[Event]:
    events = reported(state, command, context, EnterpriseReported, command.report_id)
    if not events:
        return []
    month = Trading(command.livelihood_id, command.month_on, command.income_rupiah, command.alive)
    alive = alive_long_enough([*state.livelihood.trading.values(), month])
    enough = context.programme.limits.livelihoods_min.on(context.today)
    return events + reached(
        state, first_income=command.income_rupiah > 0, livelihoods_alive=alive >= enough
    )


@checks(ShockReported)
def check_shock(state: Household, shock: ShockShape, context: Context) -> dict[str, bool]:
    check_known(state, shock.person_id)
    check_code(context, "shock", shock.kind)
    return {}


@HOUSEHOLD.decides(ReportShock)
def report_shock(state: Household, command: ReportShock, context: Context) -> list[Event]:
    return reported(state, command, context, ShockReported, command.shock_id)
