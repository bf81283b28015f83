"""R6, R7 and R9: prices, purchases cut in pieces, and suppliers."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial
from statistics import median
from typing import Any

from domain.flags.control import quarter_of
from domain.flags.facts import Fact, Hit, Listeners, Said
from domain.flags.known import Known
from domain.flags.months import GRACE
from domain.household.events.assets import EvidenceAttached
from domain.purchase.events import PurchaseRecorded

AGAIN = 3
# Where prices are alike, as round ones are, any difference would be many deviations; in percent.
SPREAD_PERCENT_MIN = 5
LAST_NUMBER = re.compile(r"(\d{1,9})\D*$")


@dataclass(slots=True)
class Invoice:
    """A purchase as far as others are compared with it."""

    position: int
    on: date
    rupiah: int
    supplier: str
    number: int | None


@dataclass(slots=True)
class Bought:
    """What a village has bought so far."""

    invoices: list[Invoice] = field(default_factory=list)
    by_supplier: Counter[str] = field(default_factory=Counter)


class Purchases:
    """Remembers invoices by village, prices by item, and the files that were used as proof."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.villages: dict[str, Bought] = {}
        self.suppliers: set[str] = set()
        self.prices: dict[tuple[str, tuple[int, int]], list[tuple[int, Hit]]] = {}
        self.files: dict[str, tuple[str, int]] = {}

    def listeners(self) -> Listeners:
        return {PurchaseRecorded.name: self.bought, EvidenceAttached.name: self.attached}

    def bought(self, fact: Fact) -> Iterator[Said]:
        """Ask about an invoice by itself, and beside the others of the village."""
        said, terms = fact.said, self.known.now
        number = LAST_NUMBER.search(said["invoice"])
        invoice = Invoice(
            fact.position,
            fact.day("invoice_on"),
            said["total_rupiah"],
            said["supplier_id"],
            int(number[1]) if number else None,
        )
        village = self.villages.setdefault(said["village_code"], Bought())
        yield from self._dear(fact, invoice.on)
        yield from self._split(fact, invoice, village, terms)
        yield from self._supplier(fact, invoice, village, terms)
        yield from self._file(fact, said["invoice_sha256"], invoice.rupiah)
        village.invoices.append(invoice)

    def attached(self, fact: Fact) -> Iterator[Said]:
        """Ask about a paper that already proves something else."""
        yield from self._file(fact, fact.said["sha256"], 0)

    def _dear(self, fact: Fact, on: date) -> Iterator[Said]:
        """R6: why is this dearer than elsewhere? The regional list is compared at the append."""
        village, quarter = fact.said["village_code"], quarter_of(on)
        if "F10" in fact.said.get("warnings", ()):
            total = fact.said["total_rupiah"]
            listed = f"list {fact.stream}"
            yield self.known.hit("R6", listed, fact, village=village, rupiah=total, list="above")
        for item, _, quantity, price in fact.said["lines"]:
            key = item, quarter
            if key not in self.prices:
                self.prices[key] = []
                year, month = quarter
                over = date(year + month // 10, (month + 3) % 12, 1)
                midnight = datetime.combine(over, time(), self.known.programme.zone)
                self.known.agenda.at(midnight + GRACE, partial(self._close, key))
            rupiah = quantity * price
            subject = f"{fact.stream} {item}"
            hit = self.known.hit("R6", subject, fact, village=village, rupiah=rupiah, price=price)
            self.prices[key].append((price, hit))

    def _close(self, key: tuple[str, tuple[int, int]], at: int) -> Iterator[Said]:
        """Ask what cost far more than the same elsewhere in the quarter (R6)."""
        item, quarter = key
        terms, bought = self.known.terms(date(*quarter, 28)), self.prices[key]
        if len(bought) >= terms.price_sample_min:
            prices = [price for price, _ in bought]
            usual = median(prices)
            spread = median(abs(price - usual) for price in prices)
            most = int(usual + terms.price_mads * max(spread, usual * SPREAD_PERCENT_MIN / 100))
            for price, hit in bought:
                if price > most:
                    values: dict[str, int | str] = {"item": item, "price": price, "usual": most}
                    yield hit._replace(
                        at=at, values=values, rupiah=hit.rupiah * (price - most) // price
                    )
        self.prices[key] = []

    def _split(self, fact: Fact, invoice: Invoice, village: Bought, terms: Any) -> Iterator[Said]:
        """Ask about one purchase cut into pieces, each below the limit (R7)."""
        limit = terms.procurement_limit_rupiah
        near = [
            each
            for each in village.invoices
            if each.supplier == invoice.supplier
            and abs((each.on - invoice.on).days) <= terms.split_days
            and each.rupiah < limit
        ]
        total = invoice.rupiah + sum(each.rupiah for each in near)
        if near and invoice.rupiah < limit < total:
            cited = tuple(each.position for each in near)
            where = fact.said["village_code"]
            subject = f"{invoice.supplier} {min(each.position for each in near)}"
            yield self.known.hit(
                "R7", subject, fact, positions=cited, village=where, rupiah=total, limit=limit
            )

    def _supplier(
        self, fact: Fact, invoice: Invoice, village: Bought, terms: Any
    ) -> Iterator[Said]:
        """Ask about a supplier that is always the same, is new, or sells to nobody else (R9)."""
        where, supplier = fact.said["village_code"], invoice.supplier

        def ask(what: str, rupiah: int, cited: list[int], **values: int | str) -> Hit:
            subject = f"{what} {where} {supplier}"
            hit = self.known.hit(
                "R9", subject, fact, positions=cited, village=where, rupiah=rupiah
            )
            return hit._replace(values=values)

        if supplier not in self.suppliers and invoice.rupiah > terms.new_supplier_rupiah:
            yield ask("new", invoice.rupiah, [], first_rupiah=invoice.rupiah)
        self.suppliers.add(supplier)
        village.by_supplier[supplier] += invoice.rupiah
        whole = village.by_supplier.total()
        [(most, rupiah)] = village.by_supplier.most_common(1)
        share = 100 * rupiah // whole
        mine = [each for each in village.invoices if each.supplier == supplier]
        cited: list[int] = []
        is_known = len(village.invoices) + 1 >= terms.supplier_invoices_min
        if is_known and share > terms.supplier_percent:
            cited = [each.position for each in village.invoices if each.supplier == most]
        # One great purchase is no preference; the same supplier again and again is one.
        if len({*cited, *([fact.position] if supplier == most else ())}) >= AGAIN:
            hit = ask("share", rupiah, cited, percent=share)
            yield hit._replace(subject=f"share {where} {most}")
        numbers = [each.number for each in mine[1 - terms.consecutive_invoices :]]
        numbers.append(invoice.number)
        first = numbers[0]
        if first is not None and numbers == list(range(first, first + terms.consecutive_invoices)):
            cited = [each.position for each in mine[1 - terms.consecutive_invoices :]]
            rupiah = invoice.rupiah + sum(each.rupiah for each in mine[-len(cited) :])
            yield ask("row", rupiah, cited, invoices=len(numbers))

    def _file(self, fact: Fact, sha256: str, rupiah: int) -> Iterator[Said]:
        """Ask about one paper that proves two things (R9)."""
        first, position = self.files.setdefault(sha256, (fact.stream, fact.position))
        if first != fact.stream:
            where = str(fact.said.get("village_code", ""))
            subject = f"file {sha256} {fact.stream}"
            yield self.known.hit(
                "R9",
                subject,
                fact,
                positions=(position,),
                village=where,
                rupiah=rupiah,
                file=sha256[:12],
            )
