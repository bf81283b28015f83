"""Lets every red flag see the facts of the log, one after another, in their order.

What it says depends on the facts before and on nothing else: not on today's date, nor on where
one stretch of the log ends and the next begins. So what it says of the whole log is what it said
while the log grew, and what it says up to a position is what was known there.
"""

from collections.abc import Callable, Iterable

from domain.flags.accounts import Accounts
from domain.flags.assets import Assets
from domain.flags.budgets import Budgets
from domain.flags.content import Content
from domain.flags.control import Control
from domain.flags.devices import Devices
from domain.flags.facts import Fact, Hit, Said, Settled
from domain.flags.known import Known
from domain.flags.months import Months
from domain.flags.payments import BY_CLOCK, DAY_OF, Payments
from domain.flags.purchases import Purchases
from domain.flags.receipts import Receipts
from domain.flags.recipients import Recipients
from domain.flags.visits import Days
from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.livelihood import EnterpriseReported
from domain.household.events.people import HouseholdFormedBySplit
from domain.household.events.targeting import HouseholdNominated
from domain.programme import Programme

Listener = Callable[[Fact], Iterable[Said]]
# What rules ask of the commonest facts: nothing is made of the rest of them.
ASKED_OF_FACTS = {
    VisitRecorded.name: (
        "answers",
        "distance_m",
        "instrument_code",
        "minutes",
        "photo_sha256s",
        "visit_id",
        "warnings",
    ),
    EnterpriseReported.name: ("income_rupiah", "livelihood_id", "month_on"),
}


class Evaluator:
    """All red flags at one position of the log. `names` are the facts that they look into."""

    def __init__(self, programme: Programme) -> None:
        self.known = Known(programme)
        self.months, self.devices = Months(self.known), Devices(self.known)
        payments = Payments(self.known)
        self._asked: set[tuple[str, str]] = set()
        self._listeners: dict[str, list[Listener]] = {
            HouseholdNominated.name: [self._settles],
            HouseholdFormedBySplit.name: [self._settles],
            **{name: [payments.late] for name in DAY_OF},
            **{event.name: [payments.late] for event in BY_CLOCK},
        }
        for group in (
            Recipients(self.known),
            Days(self.known),
            Content(self.known),
            self.months,
            self.devices,
            Control(self.known),
            Purchases(self.known),
            Receipts(self.known),
            payments,
            Budgets(self.known),
            Accounts(self.known),
            Assets(self.known),
        ):
            for name, listener in group.listeners().items():
                self._listeners.setdefault(name, []).append(listener)

    @property
    def names(self) -> list[str]:
        return sorted(self._listeners)

    def see(self, fact: Fact) -> list[Said]:
        """Return what is asked, and what is settled, because of one more fact."""
        known = self.known
        new: list[Said] = []
        if fact.recorded_at >= known.tomorrow:
            known.turn(fact)
        if fact.recorded_at >= known.agenda.first:
            new += filter(self._is_new, known.agenda.due(fact))
        if "device_id" in fact.by and (sent := self.devices.sent(fact)):
            new += filter(self._is_new, sent)
        for listener in self._listeners.get(fact.name, ()):
            for said in listener(fact):
                if self._is_new(said):
                    new.append(said)
                    if isinstance(said, Hit):
                        self.months.odd(said, fact)
        return new

    def _is_new(self, said: Said) -> bool:
        """Say whether a question was not asked yet, or one that is settled was."""
        key = said.rule, said.subject
        is_asked = key in self._asked
        if isinstance(said, Settled):
            self._asked.discard(key)
            return is_asked
        self._asked.add(key)
        return not is_asked

    def _settles(self, fact: Fact) -> Iterable[Said]:
        self.known.village_of[fact.stream] = fact.said["village_code"]
        return ()


def standing(said: Iterable[Said]) -> dict[tuple[str, str], Hit]:
    """Return the questions that nobody and nothing has settled."""
    found: dict[tuple[str, str], Hit] = {}
    for each in said:
        if isinstance(each, Hit):
            found[each.rule, each.subject] = each
        else:
            found.pop((each.rule, each.subject), None)
    return found
