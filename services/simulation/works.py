"""What a simulated village builds and buys out of its own money, purchase by purchase."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

from domain.disbursement_order.aggregate import DISBURSEMENT_ORDER
from domain.disbursement_order.commands import ApproveOrder, ConfirmOrder, ProposeOrder
from domain.disbursement_order.events import OrderLine, OrderPaid
from domain.programme import Programme
from domain.purchase.aggregate import PURCHASE
from domain.purchase.commands import RecordDelivery, RecordPurchase
from domain.purchase.events import DeliveredLine, PurchaseLine, PurchaseRecorded
from services.simulation.market import GOODS, WORKS, Supplier
from services.simulation.paying import payment, remittance, tax_of
from services.simulation.population import make_id
from services.simulation.purse import Purse, planted
from services.simulation.slips import Slips
from services.simulation.work_plan import Half, Work, days_between, halves
from services.simulation.world import Acts

WORKS_LINE = "1"
A_HALF, AN_ALIKE_HALF, SHARE_SPENT = 5, 12, 93
# Sums of invoices that look alike, and the prices that come out at them.
ALIKE_SUMS = {
    "round_sums": (9_000_000, 12_000_000, 15_000_000, 18_000_000, 21_000_000),
    "same_sums": (14_850_000,),
}
ALIKE_UNITS = {
    "round_sums": (3_000_000, 1_500_000, 750_000, 300_000, 75_000, 25_000),
    "same_sums": (2_970_000, 1_650_000, 825_000, 330_000, 82_500, 27_500),
}
DEAR, SPLIT_RUPIAH, NEW_RUPIAH, ROW_RUPIAH = 130, 60_000_000, 28_000_000, 36_000_000
FIXED = {
    "split_purchase": SPLIT_RUPIAH,
    "new_supplier": NEW_RUPIAH,
    "invoices_in_a_row": ROW_RUPIAH,
}
PARTS = {"split_purchase": 2, "invoices_in_a_row": 3}
TRIAL_RUPIAH = (3_000_000, 8_000_000)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice of a work as it is going to be written."""

    seller: Supplier
    number: int
    item: str
    unit: str
    price: int
    quantity: int
    paper: str

    @property
    def rupiah(self) -> int:
        return self.price * self.quantity


class Works:
    """The purchases of a village out of its own money, and what goes wrong with them."""

    def __init__(self, programme: Programme, slips: Slips, random: Random) -> None:
        self.programme, self.slips, self.random = programme, slips, random
        self.halves: list[Half] = []
        self.papers: list[str] = []
        self.numbers = 0

    def plan(self, first: date, last: date, rupiah: int, *, tries: bool) -> None:
        """Plan what is bought when; where the regency's suppliers are new, little at first."""
        for begins, ends in halves(first, last):
            whole_year = begins.month > 6 and begins == first
            half = Half(begins, ends, rupiah if whole_year else rupiah // 2)
            since = begins + timedelta(days=45 if begins == first else 15)
            until = min(ends - timedelta(days=30), date(ends.year, 12, 1))
            if since + timedelta(days=30) > until:
                continue
            if tries and begins == first:
                half.works += [
                    Work(begins + timedelta(days=8 + 3 * n), self.random.randint(*TRIAL_RUPIAH), n)
                    for n in range(WORKS + GOODS)
                ]
            half.works += self._large(half, days_between(since, until, self._often(half, first)))
            self.halves.append(half)

    def _often(self, half: Half, first: date) -> int:
        is_idle = "idle_money" in self.slips.of_village and half.first == first
        return 1 if is_idle else AN_ALIKE_HALF if self._alike(half.first, first) else A_HALF

    def _alike(self, day: date, first: date) -> str:
        return self.slips.alike if day.year == first.year + 1 else ""

    def _large(self, half: Half, days: list[date]) -> Iterator[Work]:
        small = sum(work.rupiah for work in half.works)
        left = half.rupiah * SHARE_SPENT // 100 - small
        first = self.halves[0].first if self.halves else half.first
        shares = [self.random.uniform(0.8, 1.2) for _ in days]
        for day, share in zip(days, shares, strict=True):
            alike = self._alike(day, first)
            rupiah = int(left * share / max(sum(shares), A_HALF * 0.8))
            if alike:
                rupiah = ALIKE_SUMS[alike][self.numbers % len(ALIKE_SUMS[alike])]
            yield Work(day, rupiah, self.numbers % WORKS, self.numbers, alike)
            self.numbers += 1

    def free(self, *, alike: bool) -> list[int]:
        """Return which purchases may go wrong, not the first: those of alike sums, or others."""
        works = (work for half in self.halves for work in half.works)
        return [work.number for work in works if work.number and bool(work.alike) == alike]

    def settle(self) -> None:
        """Let what goes wrong cost what it costs; the other purchases of the half cost less."""
        for half in self.halves:
            wrong = {n: FIXED[k] for n, k in self.slips.of_purchase.items() if k in FIXED}
            mine = {w.number: wrong[w.number] for w in half.works if w.number in wrong}
            before = sum(work.rupiah for work in half.works)
            others = sum(w.rupiah for w in half.works if w.number not in mine)
            scale = max(before - sum(mine.values()), 0) / max(others, 1) if mine else 1
            half.works = [
                replace(
                    w,
                    rupiah=(mine.get(w.number) if w.number is not None else None)
                    or int(w.rupiah * min(scale, 1)),
                )
                for w in half.works
            ]

    def bought(self, work: Work, purse: Purse) -> Acts:
        """Yield one purchase from the order to the account of it."""
        slip = "" if work.number is None else self.slips.of_purchase.get(work.number, "")
        invoices = list(self._invoices(work, slip, purse))
        order, total = purse.new_id(), sum(each.rupiah for each in invoices)
        day, approve = work.day, ApproveOrder(basis=purse.number("SPM"))
        yield purse.act(day, DISBURSEMENT_ORDER, order, self._proposal(purse, day, total))
        yield purse.act(day + ONE_DAY, DISBURSEMENT_ORDER, order, approve)
        for number, invoice in enumerate(invoices):
            on = day + (2 + number) * ONE_DAY
            yield from self._paid(invoice, order, on, slip, work, purse)
        confirm = ConfirmOrder(received_rupiah=total, document_sha256=purse.paper())
        answer = yield purse.act(day + timedelta(days=12), DISBURSEMENT_ORDER, order, confirm)
        if slip == "short_delivery":
            planted(purse, slip, answer)

    def _proposal(self, purse: Purse, day: date, total: int) -> ProposeOrder:
        return ProposeOrder(
            village_code=purse.code,
            envelope_id=purse.envelope_of(purse.village_fund, day.year),
            kind="operational",
            transfer=self.programme.reasons["spending"][-1].code,
            budget_line=WORKS_LINE,
            lines=(OrderLine(purse.new_id(), total),),
        )

    def _invoices(self, work: Work, slip: str, purse: Purse) -> Iterator[Invoice]:
        """Yield the invoices of a work: one, unless somebody makes several of it."""
        random, prices = self.random, self.programme.prices
        is_one = "one_supplier" in self.slips.of_village and work.number is not None
        seller = purse.suppliers[0 if is_one else work.seller]
        if slip == "new_supplier":
            seller = Supplier(make_id(random), f"Toko Contoh Baru {purse.code}", 1)
        parts = PARTS.get(slip, 1)
        listed = random.choice(prices)
        most = listed.price.on(work.day)
        price = most * (DEAR if slip == "overpriced" else purse.discount) // 100_000 * 1_000
        if work.alike and not slip:
            price = next(unit for unit in ALIKE_UNITS[work.alike] if unit <= most)
        for _ in range(parts):
            in_a_row = slip == "invoices_in_a_row" and seller.number + 1
            seller.number = in_a_row or seller.next_number(random)
            again = slip == "paper_again" and self.papers
            paper = self.papers[-1] if again else purse.paper()
            self.papers.append(paper)
            quantity = max(1, work.rupiah // parts // price)
            yield Invoice(seller, seller.number, listed.code, listed.unit, price, quantity, paper)

    def _paid(
        self, invoice: Invoice, order: UUID, day: date, slip: str, work: Work, purse: Purse
    ) -> Acts:
        """Yield an invoice, what arrived of it, its payment and its tax."""
        purchase = purse.new_id()
        is_late = slip == "late_invoice"
        on = purse.day_of(day) - timedelta(days=self.random.randint(22, 40) if is_late else 0)
        record = RecordPurchase(
            village_code=purse.code,
            order_id=order,
            supplier_id=invoice.seller.supplier_id,
            supplier_name=invoice.seller.name,
            invoice=f"INV-{invoice.number}",
            invoice_on=on,
            lines=(PurchaseLine(invoice.item, invoice.unit, invoice.quantity, invoice.price),),
            tax_rupiah=0,
            total_rupiah=invoice.rupiah,
            invoice_sha256=invoice.paper,
        )
        answer = yield purse.act(day, PURCHASE, purchase, record)
        if slip not in {"", "short_delivery", "tax_kept"}:
            planted(purse, slip, answer, f"{purse.code} {work.number}", PurchaseRecorded)
        if "one_supplier" in self.slips.of_village and work.number is not None:
            planted(purse, "one_supplier", answer, purse.code, PurchaseRecorded)
        if work.alike and not slip:
            planted(purse, work.alike, answer, purse.code, PurchaseRecorded)
        arrived = invoice.quantity * 3 // 4 if slip == "short_delivery" else invoice.quantity
        delivery = RecordDelivery(
            delivery_id=purse.new_id(),
            delivered_on=purse.day_of(day),
            lines=(DeliveredLine(invoice.item, arrived),) if arrived else (),
            handover_sha256=purse.paper(),
            photo_sha256s=(purse.paper(),),
        )
        yield purse.act(day, PURCHASE, purchase, delivery)
        tax = tax_of(invoice.rupiah)
        paid_on = day + ONE_DAY
        paid = payment(
            purse, paid_on, invoice.rupiah, "supplier", purchase_id=purchase, withheld_rupiah=tax
        )
        answer = yield purse.act(paid_on, DISBURSEMENT_ORDER, order, paid)
        if slip == "tax_kept":
            planted(purse, slip, answer, "", OrderPaid)
            return
        yield purse.act(paid_on + ONE_DAY, PURCHASE, purchase, remittance(purse, paid_on, tax))
