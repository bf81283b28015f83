"""R5 and R10 ask whether order, invoice, delivery, hand-over and receipt agree."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from domain.disbursement_order.events import OrderApproved, OrderConfirmed, OrderProposed
from domain.flags.facts import Fact, Hit, Listeners, Said, Settled
from domain.flags.known import Known
from domain.household.events.assets import EvidenceAttached, ReceiptAcknowledged
from domain.household.events.money import AssetTransferred, CashTransferred, TransferReversed
from domain.purchase.events import GoodsDelivered, PurchaseRecorded

PAPERS = ("handover", "photo")
GOODS = "goods"


@dataclass(slots=True)
class Bought:
    """One purchase, counted on each of its ways."""

    order: str
    position: int
    invoiced: Counter[str]
    rupiah: int
    village: str
    delivered: Counter[str] = field(default_factory=Counter)
    handed: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Handed:
    """One transfer that waits for its receipt and its papers."""

    hit: Hit
    rupiah: int
    quantity: int | None
    papers: set[str]
    is_asset: bool
    is_received: bool = False
    asked: set[str] = field(default_factory=set)


class Receipts:
    """Remembers purchases by their number, orders by their sum, and transfers until proven."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.bought: dict[str, Bought] = {}
        self.of_order: dict[str, list[str]] = {}
        self.orders: dict[str, tuple[int, str, str]] = {}
        self.waiting: dict[str, Handed] = {}

    def listeners(self) -> Listeners:
        return {
            OrderProposed.name: self.proposed,
            OrderApproved.name: self.approved,
            PurchaseRecorded.name: self.purchased,
            GoodsDelivered.name: self.delivered,
            AssetTransferred.name: self.handed_over,
            CashTransferred.name: self.handed_over,
            TransferReversed.name: self.reversed,
            ReceiptAcknowledged.name: self.received,
            EvidenceAttached.name: self.attached,
            OrderConfirmed.name: self.confirmed,
        }

    def proposed(self, fact: Fact) -> Iterable[Said]:
        said = fact.said
        self.orders[fact.stream] = said["total_rupiah"], said["village_code"], said["kind"]
        return ()

    def approved(self, fact: Fact) -> Iterable[Said]:
        _, village, kind = self.orders.get(fact.stream, (0, "", ""))
        self.orders[fact.stream] = fact.said["total_rupiah"], village, kind
        return ()

    def purchased(self, fact: Fact) -> Iterator[Said]:
        """Ask about invoices that together are more than their order allows."""
        said, order = fact.said, fact.said["order_id"]
        invoiced: Counter[str] = Counter()
        for item, _, quantity, _ in said["lines"]:
            invoiced[item] += quantity
        total, village = said["total_rupiah"], said["village_code"]
        bought = Bought(order, fact.position, invoiced, total, village)
        self.bought[fact.stream] = bought
        siblings = self.of_order.setdefault(order, [])
        siblings.append(fact.stream)
        whole = sum(self.bought[each].rupiah for each in siblings)
        allowed = self.orders.get(order, (whole, "", ""))[0]
        if whole > allowed:
            cited = [self.bought[each].position for each in siblings]
            more, subject = whole - allowed, f"invoice {order}"
            yield self.known.hit(
                "R5",
                subject,
                fact,
                positions=cited,
                village=village,
                rupiah=more,
                invoiced=whole,
                ordered=allowed,
            )

    def delivered(self, fact: Fact) -> Iterable[Said]:
        if (bought := self.bought.get(fact.stream)) is not None:
            for item, quantity in fact.said["lines"]:
                bought.delivered[item] += quantity
        return ()

    def handed_over(self, fact: Fact) -> Iterable[Said]:
        """Wait for the receipt and the papers of a transfer, for so many days."""
        said, known = fact.said, self.known
        transfer, rupiah = said["transfer_id"], said["amount_rupiah"]
        bought = self.bought.get(said.get("purchase_id") or "")
        if bought is not None:
            bought.handed[said["item"]] += said["quantity"]
        papers = {"handover"} if said.get("handover_sha256") else set()
        papers |= {"photo"} if said.get("photo_sha256s") else set()
        hit = known.hit("R10", transfer, fact, rupiah=rupiah)
        is_asset = fact.name == AssetTransferred.name
        self.waiting[transfer] = Handed(hit, rupiah, said.get("quantity"), papers, is_asset)
        days = timedelta(days=known.now.receipt_days)
        known.agenda.at(fact.at + days, lambda at: self._overdue(transfer, at))
        return ()

    def reversed(self, fact: Fact) -> Iterator[Said]:
        yield from self._settle(fact.said["transfer_id"], {"receipt", "papers"}, fact.position)

    def received(self, fact: Fact) -> Iterator[Said]:
        """Ask about a receipt over something else than was given."""
        said, transfer = fact.said, fact.said["transfer_id"]
        handed = self.waiting.get(transfer)
        if handed is None:
            return
        handed.is_received = True
        handed.papers |= {"handover"} if said.get("handover_sha256") else set()
        handed.papers |= {"photo"} if said.get("photo_sha256s") else set()
        quantity, rupiah = said.get("quantity"), said["amount_rupiah"]
        fewer = handed.quantity is not None and quantity not in (None, handed.quantity)
        if rupiah != handed.rupiah or fewer:
            values: dict[str, Any] = {"given": handed.rupiah, "received": rupiah}
            if fewer:
                values |= {"handed_over": handed.quantity, "acknowledged": quantity}
            risk = abs(handed.rupiah - rupiah) or handed.rupiah
            cited = (handed.hit.at,)
            subject = f"receipt {transfer}"
            yield self.known.hit("R5", subject, fact, positions=cited, rupiah=risk, **values)
        yield from self._settle(transfer, {"receipt"}, fact.position)
        yield from self._proven(handed, transfer, fact.position)

    def attached(self, fact: Fact) -> Iterator[Said]:
        transfer = fact.said["transfer_id"]
        if (handed := self.waiting.get(transfer)) is not None:
            handed.papers.add(fact.said["kind"])
            yield from self._proven(handed, transfer, fact.position)

    def _proven(self, handed: Handed, transfer: str, at: int) -> Iterator[Said]:
        if handed.papers.issuperset(PAPERS):
            yield from self._settle(transfer, {"papers"}, at)

    def _settle(self, transfer: str, what: set[str], at: int) -> Iterator[Said]:
        handed = self.waiting.get(transfer)
        if handed is not None:
            for each in sorted(handed.asked & what):
                handed.asked.discard(each)
                yield Settled("R10", f"{each} {transfer}", at)

    def _overdue(self, transfer: str, at: int) -> Iterator[Said]:
        """Ask where the receipt, the hand-over note and the photograph are (R10)."""
        handed = self.waiting[transfer]
        missing = [paper for paper in PAPERS if paper not in handed.papers]
        asked = {"receipt": "receipt"} if not handed.is_received else {}
        if handed.is_asset and missing:
            asked["papers"] = " ".join(missing)
        for what, lacking in asked.items():
            handed.asked.add(what)
            subject = f"{what} {transfer}"
            yield handed.hit._replace(subject=subject, at=at, values={"missing": lacking})

    def confirmed(self, fact: Fact) -> Iterator[Said]:
        """Ask, when an order is accounted for, whether all of it reached the families (R5)."""
        order = fact.stream
        _, village, kind = self.orders.get(order, (0, "", ""))
        for purchase in self.of_order.get(order, ()):
            bought = self.bought[purchase]
            for item, invoiced in sorted(bought.invoiced.items()):
                arrived, handed = bought.delivered[item], bought.handed[item]
                # What a village buys for itself is handed over to nobody.
                reached = handed if kind == GOODS else arrived
                if invoiced != arrived or arrived != reached:
                    short = max(invoiced - min(arrived, reached), 0)
                    yield self.known.hit(
                        "R5",
                        f"{purchase} {item}",
                        fact,
                        positions=(bought.position,),
                        village=village,
                        rupiah=bought.rupiah * short // max(bought.invoiced.total(), 1),
                        item=item,
                        invoiced=invoiced,
                        delivered=arrived,
                        handed_over=reached,
                    )
