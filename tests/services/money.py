"""A village with an envelope, a budget, an account and money on it, through the use cases."""

from uuid import UUID, uuid4

from domain.disbursement_order.commands import ApproveOrder, PayOrder, ProposeOrder
from domain.fund_envelope.aggregate import FUND_ENVELOPE
from domain.fund_envelope.commands import OpenEnvelope, SetBudget
from domain.household.commands.money import ApproveGrant, ProposeGrant
from domain.village_account.aggregate import VILLAGE_ACCOUNT
from domain.village_account.commands import OpenAccount, ReceiveFunds
from domain.village_programme.events import VillageSelected
from services.streams import account_stream
from tests.domain.household.families import GOATS, PLAN_AGREED
from tests.domain.household.moneys import APPROVER, PAYER, PROPOSER
from tests.domain.money.funds import ACCOUNT, BUDGET, ENVELOPE_ID, LINES, OPENING, RECEIPT
from tests.domain.money.funds import PAYMENT as PAYING
from tests.sample_programme import VILLAGE
from tests.scenario import HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID
from tests.services.work import OFFICE, VILLAGE_STREAM, of_other, two_families

ACCOUNT_ID = account_stream(OFFICE.code, VILLAGE)
SELECTED = VillageSelected(
    village_code=VILLAGE,
    batch="first",
    scheme="core",
    basis="SK 1/2026",
    basis_sha256="0" * 64,
    selected_on=RECEIPT["received_on"],
)


def funded(work):
    """Put two families with plans and a village with money on record."""
    two_families(work)
    work.tell(HOUSEHOLD_ID, PLAN_AGREED)
    work.tell(OTHER_HOUSEHOLD_ID, of_other(PLAN_AGREED))
    work.tell(VILLAGE_STREAM, SELECTED)
    work.ask(OpenEnvelope(**OPENING), ENVELOPE_ID)
    work.ask(SetBudget(**BUDGET), ENVELOPE_ID)
    work.ask(OpenAccount(**ACCOUNT), ACCOUNT_ID)
    work.ask(ReceiveFunds(**RECEIPT), ACCOUNT_ID, by=PAYER)
    return work


def propose_grant(work, household=HOUSEHOLD_ID, rupiah=4_000_000, kind="goats_given"):
    """Propose a grant for a household, and return its id."""
    grant_id = uuid4()
    command = ProposeGrant(
        grant_id=grant_id,
        kind=kind,
        amount_rupiah=rupiah,
        envelope_id=ENVELOPE_ID,
        budget_line="a.1",
        livelihood_id=GOATS,
    )
    work.ask(command, household, by=PROPOSER)
    return grant_id


def approve_grant(work, grant_id, household=HOUSEHOLD_ID, **more):
    return work.ask(
        ApproveGrant(grant_id=grant_id, basis="SK 7/2026"), household, by=APPROVER, **more
    )


def propose_order(work, grant_id, kind="goods", transfer="goats_given", rupiah=4_000_000):
    """Propose an order for the first household, and return its id."""
    order_id = uuid4()
    line = LINES[0]._replace(grant_id=grant_id, amount_rupiah=rupiah)
    command = ProposeOrder(
        village_code=VILLAGE,
        envelope_id=ENVELOPE_ID,
        kind=kind,
        transfer=transfer,
        lines=(line,),
    )
    work.ask(command, order_id, by=UUID(int=0x601))
    return order_id


def approve_order(work, order_id):
    return work.ask(ApproveOrder(basis="SPM 1/2026"), order_id, by=UUID(int=0x602))


def pay_order(work, order_id, **changes):
    command = PayOrder(**PAYING | {"payment_id": uuid4()} | changes)
    return work.ask(command, order_id, by=PAYER)


def envelope(work):
    return work.state(ENVELOPE_ID, FUND_ENVELOPE)


def account(work):
    return work.state(ACCOUNT_ID, VILLAGE_ACCOUNT)
