"""What stands out in the money of a village, under the five headings of the inspectorates.

Each is a question with a count and a sum, never a verdict. The versioned rules see more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from projections.fund_figures import Funds, Given, Liability

RECEIPT_DAYS = 14
LOOK_DAYS = 30
HEADINGS = ("place", "claim", "channel", "sum", "use")


@dataclass(frozen=True, slots=True)
class Check:
    """How often something was found, and how much money it is about."""

    heading: str
    name: str
    count: int
    amount_rupiah: int


def checks(found: Funds, owed: list[Liability], irregular: int, day: date) -> list[Check]:
    """Return everything that is asked, also what was found nowhere."""
    given = found.given
    looked_far = {step.transfer_id for step in found.steps if "far" in step.flags}
    unseen = [each for each in given if each.is_asset and not each.looks]
    gone = {step.transfer_id: step for step in found.steps if step.step in ("lost", "sold")}.keys()
    dear = [step for step in found.steps if step.step == "invoiced" and "F10" in step.flags]
    short = {s.transfer_id for s in found.steps if s.step == "acknowledged" and s.code}
    return [
        _of("place", "far", (g for g in given if g.step.transfer_id in looked_far)),
        Check("claim", "liability", len(owed), sum(each.amount_rupiah for each in owed)),
        Check("claim", "irregular", irregular, 0),
        _of("channel", "receipt", _older(given, day, RECEIPT_DAYS)),
        _of("sum", "difference", (g for g in given if g.step.transfer_id in short)),
        Check("sum", "dear", len(dear), sum(step.amount_rupiah for step in dear)),
        _of("use", "unseen", (g for g in unseen if _age(g, day) > timedelta(days=LOOK_DAYS))),
        _of("use", "gone", (g for g in given if g.step.transfer_id in gone)),
    ]


def _of(heading: str, name: str, given: Iterable[Given]) -> Check:
    found = list(given)
    return Check(heading, name, len(found), sum(each.amount_rupiah for each in found))


def _older(given: Iterable[Given], day: date, days: int) -> Iterable[Given]:
    return (g for g in given if not g.is_received and _age(g, day) > timedelta(days=days))


def _age(given: Given, day: date) -> timedelta:
    return day - given.step.happened_on
