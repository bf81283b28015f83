"""R19 on the account of a village: what lies there unspent, and what the bank says otherwise."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from domain.flags.facts import Fact, Listeners, Said
from domain.flags.known import Known
from domain.flags.months import GRACE
from domain.village_account.events import (
    AccountOpened,
    FundsReceived,
    PaidIn,
    PaidOut,
    StatementImported,
)


@dataclass(slots=True)
class Account:
    """What moved on the account of a village: day and amount, as booked here."""

    village: str
    moves: list[tuple[date, int]] = field(default_factory=list)
    tranches: list[tuple[date, int]] = field(default_factory=list)
    opening: tuple[date, int] | None = None


class Accounts:
    """Remembers what moved on each account."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.accounts: dict[str, Account] = {}
        self.halves: set[tuple[str, date]] = set()

    def listeners(self) -> Listeners:
        return {
            AccountOpened.name: self.opened,
            FundsReceived.name: self.moved,
            PaidIn.name: self.moved,
            PaidOut.name: self.moved,
            StatementImported.name: self.statement,
        }

    def opened(self, fact: Fact) -> Iterable[Said]:
        self.accounts[fact.stream] = Account(fact.said["village_code"])
        return ()

    def moved(self, fact: Fact) -> Iterable[Said]:
        """Book a movement; look at what lies unspent when a half-year with new money is over."""
        account = self.accounts.setdefault(fact.stream, Account(""))
        on = fact.day("received_on" if fact.name == FundsReceived.name else "paid_on")
        amount = fact.said["amount_rupiah"]
        account.moves.append((on, -amount if fact.name == PaidOut.name else amount))
        if fact.name != FundsReceived.name:
            return ()
        account.tranches.append((on, fact.position))
        over = date(on.year, 7, 1) if on.month <= 6 else date(on.year + 1, 1, 1)  # noqa: PLR2004
        if (fact.stream, over) not in self.halves:
            self.halves.add((fact.stream, over))
            since = over.replace(month=1) if over.month > 1 else date(on.year, 7, 1)
            midnight = datetime.combine(over, time(), self.known.programme.zone)
            self.known.agenda.at(midnight + GRACE, lambda at: self._unspent(fact, since, over, at))
        return ()

    def _unspent(self, fact: Fact, since: date, over: date, at: int) -> Iterator[Said]:
        """Ask why so much of what there was to spend in a half-year lies there after it (R19)."""
        account, terms = self.accounts[fact.stream], self.known.terms(over)
        before = sum(amount for on, amount in account.moves if on < since)
        came = sum(amount for on, amount in account.moves if amount > 0 and since <= on < over)
        left = sum(amount for on, amount in account.moves if on < over)
        if 100 * left > terms.unspent_percent * (before + came):
            hit = self.known.hit(
                "R19",
                f"unspent {fact.stream} {over}",
                fact,
                positions=[position for on, position in account.tranches if since <= on < over],
                village=account.village,
                rupiah=left,
                percent=100 * left // (before + came),
            )
            yield hit._replace(at=at)

    def statement(self, fact: Fact) -> Iterable[Said]:
        """R19: does the bank say what the books say? What is booked late has its time to come."""
        account, said = self.accounts.setdefault(fact.stream, Account("")), fact.said
        if account.opening is None:
            account.opening = fact.day("from_on"), said["opening_rupiah"]
        due = fact.recorded_at + timedelta(days=self.known.now.late_money_days)
        self.known.agenda.at(due, lambda at: self._compare(fact, account, at))
        return ()

    def _compare(self, fact: Fact, account: Account, at: int) -> Iterator[Said]:
        first, opening = account.opening or (date.min, 0)
        until = fact.day("until_on")
        booked = opening + sum(amount for on, amount in account.moves if first <= on <= until)
        bank = fact.said["closing_rupiah"]
        if booked != bank:
            subject = f"statement {fact.said['statement_id']}"
            hit = self.known.hit(
                "R19",
                subject,
                fact,
                village=account.village,
                rupiah=abs(booked - bank),
                bank=bank,
                books=booked,
            )
            yield hit._replace(at=at)
