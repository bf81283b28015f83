"""Invented money of villages: tranches, orders of every kind, hand-overs, returns, statements.

They are histories, not decisions. The same seed gives the same.
"""

from datetime import timedelta
from random import Random
from uuid import uuid5

from domain.audit_engagement.events import FindingMoneyReturned
from domain.disbursement_order import events as order
from domain.fund_envelope import events as envelope
from domain.household.events import money
from domain.household.events.assets import AssetInspected, ReceiptAcknowledged
from domain.household.events.record import IrregularityReported
from domain.purchase import events as purchase
from domain.village_account import events as account
from tests.accounts.bookkeepers import CONFIRMER, LINE, PAPER, Bookkeeper
from tests.projections.families import nominated
from tests.projections.lives import recorded


def money_lives(seed, villages, orders=12, households=6):
    """Return the log of the money of some villages, in the order in which it was recorded."""
    told = []
    for number, village in enumerate(villages):
        told += Treasury(Random(f"{seed}/{number}"), village).whole(orders, households)  # noqa: S311
    return recorded(told)


class Treasury(Bookkeeper):
    """The money of one village, told day by day."""

    def whole(self, orders, households):
        self.begin(households)
        for number in range(orders):
            kind = ("cash", "goods", "support", "operational")[number % 4]
            getattr(self, kind)(number)
            self.at += timedelta(days=self.rng.randint(4, 12))
            self.print_statements()
        self.tell(
            self.homes[0],
            IrregularityReported(
                irregularity_id=self.new_id(),
                rule="F3",
                command="household.transfer-cash",
                person_id=self.new_id(),
            ),
        )
        self.repay()
        return self.told

    def begin(self, households):
        self.homes = [self.new_id() for _ in range(households)]
        for home in self.homes:
            self.tell(home, nominated(self.village))
        self.own = uuid5(self.envelope, "own")
        self.open(self.envelope, "core", "province", 500_000_000)
        self.open(self.own, "village", "village_fund", 60_000_000)
        self.tell(
            self.account,
            account.AccountOpened(
                village_code=self.village,
                holder="village_treasury",
                institution="regional_bank",
                ending="0017",
                document_sha256=PAPER,
            ),
        )
        self.receive(400_000_000)

    def open(self, stream, scheme, source, rupiah):
        """Open an envelope of one of the two sources, with a single line."""
        papers = {"basis": "SK 1/2026", "document_sha256": PAPER}
        sums = {"floor_rupiah": 0, "ceiling_rupiah": rupiah}
        names = {"scheme": scheme, "fund_source": source, "fiscal_year": 2026}
        opening = envelope.EnvelopeOpened(village_code=self.village, **names, **sums, **papers)
        self.tell(stream, opening)
        lines = (envelope.BudgetLine(LINE, "livelihood", "assets", rupiah),)
        budget = envelope.BudgetSet(budget_id=self.new_id(), lines=lines, **papers)
        self.tell(stream, budget)

    def receive(self, rupiah):
        self.tell(
            self.account,
            account.FundsReceived(
                tranche_id=self.new_id(),
                envelope_id=self.envelope,
                number=1,
                amount_rupiah=rupiah,
                sp2d=f"SP2D-{self.village}",
                received_on=self.at.date(),
                document_sha256=PAPER,
                fund_source="province",
                report_due_on=self.at.date() + timedelta(days=180),
            ),
        )
        self.move(rupiah, f"SP2D-{self.village}")

    def cash(self, number):
        shares = {home: self.rng.randint(5, 30) * 100_000 for home in self.homes[:3]}
        key = self.order("cash", "capital", shares)
        self.pay(key, "cash", "capital", sum(shares.values()), f"{self.village}-C{number}")
        for home, rupiah in list(shares.items())[:2]:
            self.hand_over(key, home, rupiah, number)
        self.return_unspent(key, list(shares.values())[2] // 2)

    def support(self, number):
        shares = dict.fromkeys(self.homes, 300_000)
        key = self.order("support", "stipend", shares)
        total = sum(shares.values())
        self.pay(key, "support", "stipend", total, f"{self.village}-S{number}", "advance")
        for home in self.homes[: self.rng.randint(3, len(self.homes))]:
            self.tell(
                home,
                money.ConsumptionSupportPaid(
                    transfer_id=self.new_id(),
                    order_id=key,
                    recipient_id=home,
                    amount_rupiah=300_000,
                    month_on=self.at.date().replace(day=1),
                    reference=f"B{number}",
                    envelope_id=self.envelope,
                    kind="stipend",
                    pillar="protection",
                ),
            )

    def goods(self, number):
        shares = dict.fromkeys(self.homes[:4], 2_000_000)
        key = self.order("goods", "goats_given", shares)
        total, tax = sum(shares.values()), 220_000
        bill = self.invoice(key, total, tax, number)
        reference = f"{self.village}-G{number}"
        self.pay(key, "goods", "goats_given", total, reference, "supplier", bill, tax)
        for home in self.homes[:3]:
            transfer = self.hand_over(key, home, 2_000_000, number, goods=bill)
            if self.rng.random() < 0.7:
                self.look_after(home, transfer)
        if self.rng.random() < 0.5:
            self.reverse(home, transfer)
        self.remit(bill, tax, number)

    def operational(self, number):
        key = self.order("operational", "operations", {None: 3_000_000}, self.own)
        bill = self.invoice(key, 1_000_000, 0, number)
        paid = (key, "operational", "operations")
        self.pay(*paid, 1_000_000, f"{self.village}-O{number}", "supplier", bill)
        self.pay(*paid, 2_000_000, f"{self.village}-P{number}", "advance")
        shown = self.rng.choice((2_500_000, 3_000_000))
        confirmation = order.OrderConfirmed(received_rupiah=shown, document_sha256=PAPER)
        self.tell(key, confirmation, by=CONFIRMER)

    def invoice(self, key, total, tax, number):
        bill = self.new_id()
        goods = purchase.PurchaseLine("goat", "head", 2, (total - tax) // 2)
        self.tell(
            bill,
            purchase.PurchaseRecorded(
                village_code=self.village,
                order_id=key,
                supplier_id=self.new_id(),
                invoice=f"INV-{number}",
                invoice_on=self.at.date(),
                lines=(goods,),
                tax_rupiah=tax,
                total_rupiah=total,
                invoice_sha256=PAPER,
            ),
        )
        return bill

    def remit(self, bill, tax, number):
        self.at += timedelta(days=3)
        paid = {"remitted_on": self.at.date(), "document_sha256": PAPER}
        ntpn, remittance_id = f"{self.village}-N{number}", self.new_id()
        told = {"remittance_id": remittance_id, "tax": "ppn", "amount_rupiah": tax, "ntpn": ntpn}
        self.tell(bill, purchase.TaxRemitted(**told, **paid))
        self.out(remittance_id, "tax", bill, tax, ntpn)

    def hand_over(self, key, home, rupiah, number, goods=None):
        transfer = self.new_id()
        common = {
            "transfer_id": transfer,
            "order_id": key,
            "recipient_id": home,
            "amount_rupiah": rupiah,
            "grant_id": uuid5(key, str(home)),
            "envelope_id": self.envelope,
            "pillar": "livelihood",
            "tranche": 1,
        }
        if goods:
            item = {"item": "goat", "quantity": 2, "unit": "head", "handover_sha256": PAPER}
            event = money.AssetTransferred(
                **common, **item, kind="goats_given", purchase_id=goods, photo_sha256s=(PAPER,)
            )
        else:
            paper = {"account_id": self.account, "reference": f"BANK-{number}"}
            event = money.CashTransferred(**common, **paper, kind="capital")
        self.tell(home, event)
        return transfer

    def look_after(self, home, transfer):
        seen = {"person_id": home, "amount_rupiah": 2_000_000, "quantity": 2, "form": "signed"}
        receipt = ReceiptAcknowledged(receipt_id=self.new_id(), transfer_id=transfer, **seen)
        self.tell(home, receipt, by=CONFIRMER)
        self.at += timedelta(days=2)
        look = {"respondent_id": home, "quantity": 2, "condition": "good"}
        inspection = AssetInspected(inspection_id=self.new_id(), asset_id=transfer, **look)
        self.tell(home, inspection)

    def reverse(self, home, transfer):
        back = {"returned_on": self.at.date(), "reference": "BA-1", "reason": "unspent"}
        what = {"form": "asset", "kind": "goats_given", "pillar": "livelihood"}
        event = money.TransferReversed(
            reversal_id=self.new_id(),
            transfer_id=transfer,
            amount_rupiah=1_000_000,
            quantity=1,
            **back,
            **what,
        )
        self.tell(home, event)

    def return_unspent(self, key, rupiah):
        self.at += timedelta(days=1)
        return_id, reference = self.new_id(), f"STS-{key.hex[:6]}"
        lines = (order.ReturnedLine(self.lines[0].line_id, rupiah),)
        paper = {"returned_on": self.at.date(), "reference": reference, "reason": "unspent"}
        event = order.UnspentReturned(
            return_id=return_id, lines=lines, amount_rupiah=rupiah, **paper
        )
        self.tell(key, event)
        self.back(return_id, "unspent", key, rupiah, reference)

    def repay(self):
        engagement, return_id, reference = self.new_id(), self.new_id(), f"TL-{self.village}"
        event = FindingMoneyReturned(
            return_id=return_id,
            finding_id=self.new_id(),
            village_code=self.village,
            amount_rupiah=750_000,
            returned_on=self.at.date(),
            reference=reference,
            document_sha256=PAPER,
        )
        self.tell(engagement, event)
        self.back(return_id, "finding", engagement, 750_000, reference)
