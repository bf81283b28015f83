"""What became of the money of a village: figures whose parts add up to their whole.

From paid money three ways are known: it reached somebody, with or without a receipt, or it went
back. What took none of them is not explained, and is a figure of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from domain.periods import working_days_after
from projections.fund_sources import Fund, sources
from projections.fund_trail import Step

ENDED = ("rejected", "cancelled")
REACTIONS = ("reversed", "participation-suspended", "exited")


@dataclass(slots=True)
class Given:
    """What a household got by one transfer; goods that came back are taken off."""

    step: Step
    back_rupiah: int = 0
    received_rupiah: int = 0
    is_received: bool = False
    is_asset: bool = False
    looks: list[Step] = field(default_factory=list)

    @property
    def amount_rupiah(self) -> int:
        return self.step.amount_rupiah - self.back_rupiah

    @property
    def with_receipt(self) -> int:
        return min(self.amount_rupiah, self.received_rupiah)

    @property
    def without_receipt(self) -> int:
        return self.amount_rupiah - self.with_receipt


@dataclass(slots=True)
class Order:
    """An order: what was paid for it, and what became of that."""

    order_id: UUID
    envelope_id: UUID | None = None
    kind: str = ""
    code: str = ""
    budget_line: str = ""
    asked_rupiah: int = 0
    paid_rupiah: int = 0
    invoiced_rupiah: int = 0
    confirmed_rupiah: int = 0
    unspent_rupiah: int = 0
    last_paid_on: date | None = None
    stage: str = "proposed"
    sp2d: list[str] = field(default_factory=list)
    given: dict[UUID, Given] = field(default_factory=dict)

    @property
    def with_receipt(self) -> int:
        own = self.invoiced_rupiah + self.confirmed_rupiah if self.kind == "operational" else 0
        return own + sum(each.with_receipt for each in self.given.values())

    @property
    def without_receipt(self) -> int:
        return sum(each.without_receipt for each in self.given.values())

    @property
    def unexplained_rupiah(self) -> int:
        """Return what was paid and neither reached anybody nor came back, as far as is known."""
        known = self.with_receipt + self.without_receipt + self.unspent_rupiah
        return self.paid_rupiah - known

    def is_late(self, day: date, working_days: int) -> bool:
        """Say whether something is unexplained though the time to spend or return it is over."""
        paid_on = self.last_paid_on
        if paid_on is None or not self.unexplained_rupiah:
            return False
        return day > working_days_after(paid_on, working_days)


@dataclass(frozen=True, slots=True)
class Liability:
    """Money that reached a household between what ended its claim and the office's reaction."""

    household_id: UUID
    reason: str
    happened_on: date
    recorded_on: date
    reacted_on: date | None
    paid: tuple[Step, ...]

    @property
    def amount_rupiah(self) -> int:
        return sum(each.amount_rupiah for each in self.paid)


@dataclass(slots=True)
class Funds:
    """The money of a village. Of each figure the parts add up to it."""

    allocated_rupiah: int = 0
    disbursed_rupiah: int = 0
    repaid_rupiah: int = 0
    reversed_rupiah: int = 0
    taxed_rupiah: int = 0
    orders: dict[UUID, Order] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    sources: dict[UUID, Fund] = field(default_factory=dict)

    def total(self, name: str) -> int:
        """Return the sum of a figure over all orders."""
        return sum(getattr(order, name) for order in self.orders.values())

    @property
    def given(self) -> list[Given]:
        return [each for order in self.orders.values() for each in order.given.values()]

    @property
    def returned_rupiah(self) -> int:
        return self.total("unspent_rupiah") + self.reversed_rupiah + self.repaid_rupiah

    @property
    def free_rupiah(self) -> int:
        """Return what is left of the money that arrived, without tax that is only kept."""
        return self.disbursed_rupiah - self.total("paid_rupiah") + self.returned_rupiah

    def by_fund(self) -> dict[Fund, list[Order]]:
        """Return the orders of each scheme and source; what no envelope is known of comes last."""
        found: dict[Fund, list[Order]] = {each: [] for each in sorted(set(self.sources.values()))}
        for order in self.orders.values():
            fund = self.sources.get(order.envelope_id) if order.envelope_id else None
            found.setdefault(fund or Fund(), []).append(order)
        return {fund: orders for fund, orders in found.items() if orders}

    @staticmethod
    def by_kind(orders: Iterable[Order]) -> dict[str, list[Order]]:
        """Return the orders of each kind, the kinds in a fixed order."""
        found: dict[str, list[Order]] = {}
        for order in sorted(orders, key=lambda each: each.kind):
            found.setdefault(order.kind, []).append(order)
        return found

    @staticmethod
    def by_line(orders: Iterable[Order]) -> dict[str, list[Order]]:
        """Return orders by the budget line they take from; what no line is known of comes last."""
        found: dict[str, list[Order]] = {}
        for order in sorted(orders, key=lambda each: (not each.budget_line, each.budget_line)):
            found.setdefault(order.budget_line, []).append(order)
        return found


def funds(steps: Iterable[Step]) -> Funds:
    """Return the figures that follow from the steps of a village."""
    steps = list(steps)
    found = Funds(sources=sources(steps))
    for step in steps:
        found.steps.append(step)
        if step.step == "opened":
            found.allocated_rupiah += step.amount_rupiah
        elif step.step == "received":
            found.disbursed_rupiah += step.amount_rupiah
        elif step.step == "repaid":
            found.repaid_rupiah += step.amount_rupiah
        elif step.order_id is not None:
            order = found.orders.get(step.order_id)
            if order is None:
                order = found.orders[step.order_id] = Order(step.order_id)
            _on_order(found, order, step)
    return found


def _on_order(found: Funds, order: Order, step: Step) -> None:
    """Add what a step says about an order or about something that it brought."""
    if step.step == "proposed":
        order.kind, order.code, order.asked_rupiah = step.flags[0], step.code, step.amount_rupiah
        order.envelope_id = step.envelope_id
    elif step.step == "drawn":
        order.budget_line = step.code
    elif step.step in ("approved", *ENDED, "confirmed"):
        order.stage = step.step
        order.confirmed_rupiah += step.amount_rupiah if step.step == "confirmed" else 0
    elif step.step == "paid":
        order.stage = "paid"
        order.paid_rupiah += step.amount_rupiah
        order.invoiced_rupiah += step.amount_rupiah if step.purchase_id else 0
        order.last_paid_on = max(order.last_paid_on or step.happened_on, step.happened_on)
        order.sp2d.append(step.reference)
    elif step.step == "unspent":
        order.unspent_rupiah += step.amount_rupiah
    elif step.step == "given" and step.transfer_id is not None:
        order.given[step.transfer_id] = Given(step, is_asset="asset" in step.flags)
    elif step.transfer_id is not None and step.transfer_id in order.given:
        _on_given(found, order.given[step.transfer_id], step)


def _on_given(found: Funds, given: Given, step: Step) -> None:
    if step.step == "acknowledged":
        given.received_rupiah += step.amount_rupiah
        given.is_received = True
    elif step.step == "reversed" and given.is_asset:
        given.back_rupiah += step.amount_rupiah
    elif step.step == "reversed":
        found.reversed_rupiah += step.amount_rupiah
    elif step.step in ("seen", "lost", "sold"):
        given.looks.append(step)


def liabilities(found: Funds, recorded_on: dict[int, date]) -> list[Liability]:
    """Return what households got after a death or move, until the office reacted.

    `recorded_on` says on which day each position was recorded.
    """
    told: list[Liability] = []
    by_home: dict[UUID, list[Step]] = {}
    for step in found.steps:
        if step.household_id is not None:
            by_home.setdefault(step.household_id, []).append(step)
    for home, steps in by_home.items():
        for end in (each for each in steps if each.step in ("member-died", "moved")):
            later = [each for each in steps if each.position > end.position]
            reaction = next((each for each in later if each.step in REACTIONS), None)
            until = recorded_on.get(reaction.position) if reaction else None
            paid = tuple(
                each
                for each in steps
                if each.step == "given"
                and end.happened_on <= each.happened_on
                and (until is None or each.happened_on <= until)
            )
            if paid:
                known_on = recorded_on.get(end.position, end.happened_on)
                told.append(Liability(home, end.step, end.happened_on, known_on, until, paid))
    return sorted(told, key=lambda each: -each.amount_rupiah)
