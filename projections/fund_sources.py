"""Money by where it comes from: a scheme of the programme, and the source that pays for it."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from projections.fund_trail import Step

# What belongs to the account of the village and to no envelope.
OF_ACCOUNT = "repaid"


class Fund(NamedTuple):
    """A scheme and a source; both are empty where no envelope is known."""

    scheme: str = ""
    source: str = ""

    @property
    def code(self) -> str:
        return ".".join(filter(None, self))


def sources(steps: Iterable[Step]) -> dict[UUID, Fund]:
    """Return the fund of each envelope."""
    return {
        step.envelope_id: Fund(step.flags[0] if step.flags else "", step.code)
        for step in steps
        if step.step == "opened" and step.envelope_id is not None
    }


def of_fund(steps: list[Step], code: str) -> list[Step]:
    """Return the steps of the money of one fund, with what happened to its families."""
    known = sources(steps)
    of_order = {each.order_id: each.envelope_id for each in steps if each.step == "proposed"}

    def belongs(step: Step) -> bool:
        if step.step == OF_ACCOUNT:
            return False
        envelope = of_order.get(step.order_id, step.envelope_id)
        if envelope is None and step.order_id is None:
            return True
        return known.get(envelope, Fund()).code == code if envelope else not code

    return [step for step in steps if belongs(step)]
