"""Which step each order waits for: approval, payment of the rest, or confirmation."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from projections.fund_trail import Step

ENDED = frozenset({"rejected", "cancelled", "confirmed"})


@dataclass(slots=True)
class Pending:
    """An order and its next step; `taken_by` are those who took one before."""

    order_id: UUID
    village_code: str
    code: str
    since_on: date
    asked_rupiah: int
    paid_rupiah: int = 0
    waits_for: str = "approve"
    reference: str = ""
    taken_by: set[UUID] = field(default_factory=set)

    @property
    def amount_rupiah(self) -> int:
        """Return how much the step is about: what is still to be paid, or what was paid."""
        if self.waits_for == "confirm":
            return self.paid_rupiah
        return self.asked_rupiah - self.paid_rupiah


def pending(steps: Iterable[Step]) -> list[Pending]:
    """Return the orders that wait, the oldest first; `steps` are in the order of the log."""
    found: dict[UUID, Pending] = {}
    for step in steps:
        if step.order_id is None:
            continue
        if step.step == "proposed":
            found[step.order_id] = Pending(
                step.order_id, step.village_code, step.code, step.happened_on, step.amount_rupiah
            )
        elif step.order_id in found:
            _go_on(found, found[step.order_id], step)
        if step.order_id in found:
            found[step.order_id].taken_by.add(step.actor_id)
    return sorted(found.values(), key=lambda each: (each.since_on, str(each.order_id)))


def _go_on(found: dict[UUID, Pending], order: Pending, step: Step) -> None:
    if step.step in ENDED:
        del found[order.order_id]
        return
    if step.step == "approved":
        order.waits_for, order.since_on = "pay", step.happened_on
    elif step.step == "paid":
        order.paid_rupiah += step.amount_rupiah
        if order.paid_rupiah >= order.asked_rupiah:
            order.waits_for, order.since_on = "confirm", step.happened_on
    order.reference = step.reference or order.reference
