"""R8, R11 of money, and R19: sums that look alike, papers that come late, money not shown."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from domain.disbursement_order.events import OrderConfirmed, OrderPaid, UnspentReturned
from domain.flags.facts import Fact, Hit, Listeners, Said, Settled
from domain.flags.known import Known
from domain.household.events.assets import ReceiptAcknowledged
from domain.household.events.money import (
    AssetTransferred,
    CashTransferred,
    ConsumptionSupportPaid,
    TransferReversed,
)
from domain.purchase.events import GoodsDelivered, PurchaseRecorded, TaxRemitted
from domain.village_account.events import (
    FundsReceived,
)

ROUND = 1_000_000
# The day that a fact about money names; those without one tell by their own clock.
DAY_OF = {
    OrderPaid.name: "paid_on",
    FundsReceived.name: "received_on",
    PurchaseRecorded.name: "invoice_on",
    GoodsDelivered.name: "delivered_on",
    TaxRemitted.name: "remitted_on",
    UnspentReturned.name: "returned_on",
    TransferReversed.name: "returned_on",
}
BY_CLOCK = (AssetTransferred, CashTransferred, ConsumptionSupportPaid, ReceiptAcknowledged)


@dataclass(slots=True)
class Year:
    """The invoices of a village in one year."""

    count: int = 0
    round: int = 0
    amounts: Counter[int] = field(default_factory=Counter)
    positions: dict[int, list[int]] = field(default_factory=dict)


class Payments:
    """Remembers invoices by year, advances until accounted for, taxes until passed on."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.years: dict[tuple[str, int], Year] = {}
        self.advances: dict[str, dict[str, bool]] = {}
        self.taxes: dict[str, tuple[Hit, int]] = {}
        self.bought_in: dict[str, str] = {}

    def listeners(self) -> Listeners:
        return {
            OrderPaid.name: self.paid,
            OrderConfirmed.name: self.accounted,
            UnspentReturned.name: self.accounted,
            PurchaseRecorded.name: self.invoiced,
            TaxRemitted.name: self.remitted,
        }

    def late(self, fact: Fact) -> Iterator[Said]:
        """Ask why money was written down so much later (R11)."""
        name, known = DAY_OF.get(fact.name), self.known
        on = fact.day(name) if name else fact.local(known.programme.zone).date()
        days = (known.today - on).days
        if days > known.now.late_money_days:
            rupiah = fact.said.get("amount_rupiah") or fact.said.get("total_rupiah") or 0
            where = fact.said.get("village_code", "")
            yield known.hit("R11", fact.position, fact, village=where, rupiah=rupiah, days=days)

    def invoiced(self, fact: Fact) -> Iterator[Said]:
        """Ask why so many sums of a village are the same, or round (R8)."""
        said, terms, known = fact.said, self.known.now, self.known
        self.bought_in[fact.stream] = said["village_code"]
        key = said["village_code"], fact.day("invoice_on").year
        year, rupiah = self.years.setdefault(key, Year()), said["total_rupiah"]
        year.count += 1
        year.round += rupiah % ROUND == 0
        year.amounts[rupiah] += 1
        year.positions.setdefault(rupiah, []).append(fact.position)
        if year.count < terms.payments_min:
            return
        [(most, times)] = year.amounts.most_common(1)
        alike, even = 100 * times // year.count, 100 * year.round // year.count
        where = said["village_code"]
        if alike > terms.alike_percent:
            cited = year.positions[most]
            subject = f"alike {where} {key[1]}"
            yield known.hit(
                "R8",
                subject,
                fact,
                positions=cited,
                village=where,
                rupiah=most * times,
                percent=alike,
            )
        if even > terms.round_percent:
            rounds = [each for each in year.positions if each % ROUND == 0]
            cited = [position for each in rounds for position in year.positions[each]]
            total = sum(each * year.amounts[each] for each in rounds)
            subject = f"round {where} {key[1]}"
            yield known.hit(
                "R8", subject, fact, positions=cited, village=where, rupiah=total, percent=even
            )

    def _withheld(self, fact: Fact, purchase: str, tax: int) -> None:
        """Look after some time whether the state received what a payment kept back."""
        due = fact.recorded_at + timedelta(days=self.known.now.tax_days)
        where, before = self.bought_in.get(purchase, ""), self.taxes.get(purchase)
        hit = self.known.hit("R19", f"tax {purchase}", fact, village=where, rupiah=tax, tax=tax)
        self.taxes[purchase] = hit, tax + (before[1] if before else 0)
        self.known.agenda.at(due, lambda at: self._untaxed(purchase, at))

    def remitted(self, fact: Fact) -> Iterator[Said]:
        if fact.stream in self.taxes:
            hit, owed = self.taxes[fact.stream]
            owed -= fact.said["amount_rupiah"]
            self.taxes[fact.stream] = hit, owed
            if owed <= 0:
                yield Settled("R19", hit.subject, fact.position)

    def _untaxed(self, purchase: str, at: int) -> Iterator[Said]:
        hit, owed = self.taxes[purchase]
        if owed > 0:
            yield hit._replace(at=at, rupiah=owed)

    def paid(self, fact: Fact) -> Iterable[Said]:
        """Wait for the account of an advance, and for the tax that was withheld."""
        if (tax := fact.said.get("withheld_rupiah")) and fact.said.get("purchase_id"):
            self._withheld(fact, fact.said["purchase_id"], tax)
        if fact.said["method"] == "advance":
            self.advances.setdefault(fact.stream, {})[fact.said["payment_id"]] = False
            midnight = datetime.combine(fact.day("paid_on"), time(), self.known.programme.zone)
            due = midnight + timedelta(days=self.known.now.advance_days + 1)
            self.known.agenda.at(due, lambda at: self._open(fact, at))
        return ()

    def _open(self, fact: Fact, at: int) -> Iterator[Said]:
        """Ask why an advance was not accounted for (R19)."""
        payment = fact.said["payment_id"]
        waiting = self.advances.get(fact.stream, {})
        if payment in waiting:
            waiting[payment] = True
            rupiah = fact.said["amount_rupiah"]
            hit = self.known.hit("R19", f"advance {payment}", fact, rupiah=rupiah, advance=rupiah)
            yield hit._replace(at=at)

    def accounted(self, fact: Fact) -> Iterator[Said]:
        for payment, is_asked in self.advances.pop(fact.stream, {}).items():
            if is_asked:
                yield Settled("R19", f"advance {payment}", fact.position)
