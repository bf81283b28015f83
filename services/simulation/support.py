"""The consumption support of each month in a simulated village, from the order to its account."""

from datetime import date, timedelta
from uuid import UUID

from domain.disbursement_order.aggregate import DISBURSEMENT_ORDER
from domain.disbursement_order.commands import ApproveOrder, ConfirmOrder, ProposeOrder
from domain.disbursement_order.events import OrderLine, OrderPaid, ReturnedLine
from domain.funding import TransferKind
from domain.household.commands.money import PaySupport
from domain.household.state import Household, Status
from domain.programme import Programme
from services.simulation.paying import given_back, payment
from services.simulation.population import Family
from services.simulation.purse import Purse, planted
from services.simulation.world import Acts

SUPPORT = "2"
MONTHS, PAYDAY = 6, 8
SUPPORT_AFTER = 75
ACCOUNTED_AFTER, OPEN_FOR = 8, 46
TAKING_PART = frozenset({Status.ENROLLED, Status.ACTIVE, Status.GRADUATION_REVIEW})
ONE_DAY = timedelta(days=1)


def support_months(enrolment: date) -> list[date]:
    """Return the days on which a month's support is asked for."""
    first = (enrolment + timedelta(days=SUPPORT_AFTER)).replace(day=PAYDAY)
    index = first.year * 12 + first.month - 1
    return [date((index + n) // 12, (index + n) % 12 + 1, PAYDAY) for n in range(MONTHS)]


def kind_of_support(programme: Programme) -> TransferKind:
    """Return the kind of transfer that is paid month by month."""
    return next(kind for kind in programme.transfers if kind.form == "support")


def support(month: date, is_open: bool, purse: Purse) -> Acts:  # noqa: FBT001 (given by name)
    """Yield the support of one month: one order, a payment for each family, and the rest.

    The advance of a month that `is_open` is accounted for only weeks after it should be.
    """
    kind = kind_of_support(purse.world.programme)
    rupiah = kind.ceiling.on(month)
    there = [f for f in purse.families if takes_part(purse.household(f))]
    lines = {f.household_id: OrderLine(purse.new_id(), rupiah, f.household_id) for f in there}
    if not lines:
        return
    order = purse.new_id()
    propose = ProposeOrder(
        village_code=purse.code,
        envelope_id=purse.envelope(month.year),
        kind="support",
        transfer=kind.code,
        budget_line=SUPPORT,
        lines=tuple(lines.values()),
    )
    yield purse.act(month, DISBURSEMENT_ORDER, order, propose)
    approve = ApproveOrder(basis=purse.number("SPM"))
    yield purse.act(month + ONE_DAY, DISBURSEMENT_ORDER, order, approve)
    paid_on, total = month + 2 * ONE_DAY, rupiah * len(lines)
    paid = payment(purse, paid_on, total, "advance")
    answer = yield purse.act(paid_on, DISBURSEMENT_ORDER, order, paid)
    if is_open:
        planted(purse, "advance_open", answer, "", OrderPaid)
    left = []
    for family in there:
        pay = _month_of(purse, family, order, month, rupiah)
        answer = yield purse.about(paid_on + ONE_DAY, family, pay, still=takes_part)
        if answer is None:
            left.append(ReturnedLine(lines[family.household_id].line_id, rupiah))
    accounted = paid_on + timedelta(days=OPEN_FOR if is_open else ACCOUNTED_AFTER)
    if is_open:
        purse.move_to(accounted)
    if left:
        yield given_back(purse, paid_on, order, left)
    received = total - rupiah * len(left)
    confirm = ConfirmOrder(received_rupiah=received, document_sha256=purse.paper())
    yield purse.act(accounted, DISBURSEMENT_ORDER, order, confirm)


def _month_of(purse: Purse, family: Family, order: UUID, month: date, rupiah: int) -> PaySupport:
    return PaySupport(
        transfer_id=purse.new_id(),
        order_id=order,
        recipient_id=purse.household(family).people.head_id or family.head.person_id,
        amount_rupiah=rupiah,
        month_on=month,
        reference=purse.number("BKU"),
    )


def takes_part(household: Household) -> bool:
    """Say whether a household may be given something today, by its file."""
    return household.status in TAKING_PART and household.people.head_id is not None
