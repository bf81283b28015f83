"""What recurs in the books of an invented village: orders, payments, both halves, statements.

Banks tell the same story in their own words: a statement is made of the movements, a day or two
later for some.
"""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID, uuid5

from domain.disbursement_order import events as order
from domain.fund_envelope import events as envelope
from domain.village_account import events as account
from tests.projections.joining import WITA, Told

PAPER = "a" * 64
STARTED = datetime(2026, 1, 5, 9, tzinfo=WITA)
PROPOSER, APPROVER, PAYER, CONFIRMER = (UUID(int=0xF1 + n) for n in range(4))
LINE = "a.1"


@dataclass
class Bookkeeper:
    """Whoever writes the books of one village, day by day."""

    rng: Random
    village: str
    at: datetime = STARTED
    told: list[Told] = field(default_factory=list)
    movements: list[tuple[date, int, str]] = field(default_factory=list)
    printed: int = 0

    def __post_init__(self):
        self.account, self.envelope = self.new_id(), self.new_id()
        self.month = self.at.date().replace(day=1)

    def new_id(self):
        return UUID(int=self.rng.getrandbits(128), version=4)

    def tell(self, stream, event, by=PAYER):
        self.told.append(Told(self.at, stream, by, "officer", event, self.new_id()))
        self.at += timedelta(minutes=self.rng.randint(5, 90))

    def move(self, rupiah, reference):
        """Let the bank book a movement, today or in two days."""
        late = timedelta(days=self.rng.choice((0, 0, 0, 1, 2)))
        self.movements.append((self.at.date() + late, rupiah, reference))

    def order(self, kind, transfer, shares, source=None):
        key, source = self.new_id(), source or self.envelope
        lines = tuple(
            order.OrderLine(self.new_id(), rupiah, home, uuid5(key, str(home)) if home else None)
            for home, rupiah in shares.items()
        )
        self.lines = lines
        total = sum(shares.values())
        proposal = order.OrderProposed(
            village_code=self.village,
            envelope_id=source,
            kind=kind,
            transfer=transfer,
            budget_line=LINE,
            lines=lines,
            account_id=self.account,
            total_rupiah=total,
        )
        self.tell(key, proposal, by=PROPOSER)
        self.tell(key, order.OrderApproved(basis="SPM 1", total_rupiah=total), by=APPROVER)
        drawn = envelope.OrderDrawn(
            order_id=key, village_code=self.village, amount_rupiah=total, budget_line=LINE
        )
        self.tell(source, drawn)
        return key

    def pay(  # noqa: PLR0913, PLR0917 (a payment is all of this)
        self, key, kind, transfer, total, sp2d, method="transfer", bill=None, tax=0
    ):
        payment_id = self.new_id()
        self.tell(
            key,
            order.OrderPaid(
                payment_id=payment_id,
                sp2d=sp2d,
                method=method,
                paid_on=self.at.date(),
                amount_rupiah=total,
                withheld_rupiah=tax,
                purchase_id=bill,
                document_sha256=PAPER,
                kind=kind,
                transfer=transfer,
            ),
        )
        self.out(payment_id, "order", key, total - tax, sp2d)

    def out(self, payment_id, kind, source, rupiah, reference):
        out = self.half(payment_id, kind, source, rupiah, reference)
        self.tell(self.account, account.PaidOut(**out))
        self.move(-rupiah, reference)

    def half(self, payment_id, kind, source, rupiah, reference):
        return {
            "payment_id": payment_id,
            "kind": kind,
            "source_id": source,
            "village_code": self.village,
            "amount_rupiah": rupiah,
            "paid_on": self.at.date(),
            "reference": reference,
        }

    def back(self, payment_id, kind, source, rupiah, reference):
        back = self.half(payment_id, kind, source, rupiah, reference)
        self.tell(self.account, account.PaidIn(**back))
        self.move(rupiah, reference)

    def print_statements(self, until=None):
        """Let somebody else copy the statement of each month that is over."""
        today = until or self.at.date()
        while (last := self.last_of_month()) < today - timedelta(days=3):
            lines = [each for each in self.movements if self.month <= each[0] <= last]
            closing = self.printed + sum(rupiah for _, rupiah, _ in lines)
            self.tell(self.account, self.statement(lines, last, closing), by=CONFIRMER)
            self.printed, self.month = closing, last + timedelta(days=1)

    def last_of_month(self):
        return self.month.replace(day=monthrange(self.month.year, self.month.month)[1])

    def statement(self, lines, last, closing):
        return account.StatementImported(
            statement_id=self.new_id(),
            from_on=self.month,
            until_on=last,
            opening_rupiah=self.printed,
            closing_rupiah=closing,
            lines=tuple(account.StatementLine(self.new_id(), *line) for line in lines),
            document_sha256=PAPER,
        )
