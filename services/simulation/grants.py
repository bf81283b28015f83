"""Two waves of grants in a simulated village: proposed, approved, paid, handed over, confirmed."""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from domain.disbursement_order.aggregate import DISBURSEMENT_ORDER
from domain.disbursement_order.commands import (
    ApproveOrder,
    ConfirmOrder,
    ProposeOrder,
)
from domain.disbursement_order.events import OrderLine, ReturnedLine
from domain.funding import TransferKind
from domain.household.commands.money import ApproveGrant, ProposeGrant, VerifyAccount
from domain.household.state import Household
from services.requests import Answer
from services.simulation.handing import Gift, acknowledged, bought, given
from services.simulation.paying import given_back
from services.simulation.population import Family
from services.simulation.purse import Check, Purse, planted
from services.simulation.world import Act, Acts

SECOND_GRANT, CASH_TRANCHES, SHARE_OF_CEILING = 0.2, 2, 60
# Chance may choose a few families more than foreseen.
SPARE = 3
Flow = Generator[Act, Answer | None, list[Gift]]


@dataclass(slots=True)
class Wave:
    """Grants that go together; `late` is how many receipts come weeks too late.

    `asks` and `asks_again` say beforehand how much money the first and the second wave will take.
    """

    purse: Purse
    line: str
    day: date
    late: int

    def first(self) -> Acts:
        """Yield a grant for every family: money in two parts where a bank account is, or goods."""
        purse = self.purse
        ready = [f for f in purse.families if is_ready(purse.household(f))]
        with_bank = [f for f in ready if _bank_account(purse.household(f)) is not None]
        for family in with_bank:
            yield from self._verify(family)
        without = [family for family in ready if family not in with_bank]
        cash = yield from self._granted(with_bank, self._kind("cash"))
        goods = yield from self._granted(without, self._kind("asset"))
        yield from self._handed_over(_half(cash), "cash")
        yield from self._handed_over(goods, "goods")

    def second(self) -> Acts:
        """Yield the second half of the money, and goods for those who are chosen once more."""
        purse, halves = self.purse, []
        for family in purse.families:
            household = purse.household(family)
            for grant_id, grant in household.money.grants.items():
                gives = grant.stands and grant.tranches == CASH_TRANCHES
                if gives and is_ready(household) and household.money.of_grant(grant_id):
                    kind = purse.world.programme.transfer_by_code[grant.kind]
                    rest = household.money.remainder(grant_id)
                    if rest:
                        halves.append(Gift(family, grant_id, kind, rest))
        yield from self._handed_over(halves, "cash")
        ready = [family for family in purse.families if is_ready(purse.household(family))]
        again = [
            family
            for family in ready
            if not purse.household(family).money.grants or purse.random.random() < SECOND_GRANT
        ]
        small = self._kind("asset", last=True)
        goods = yield from self._granted(again, small)
        yield from self._handed_over(goods, "goods")

    def asks(self) -> int:
        """Return what the first wave takes of the account, by the files as they stand."""
        cash, goods = self._kind("cash"), self._kind("asset")
        ready = [f for f in self.purse.families if is_ready(self.purse.household(f))]
        banked = sum(_bank_account(self.purse.household(f)) is not None for f in ready)
        half = cash.ceiling.on(self.day) // CASH_TRANCHES
        return banked * half + (len(ready) - banked) * self._worth(goods)

    def asks_again(self) -> int:
        """Return what the second wave takes of the account, by the files as they stand."""
        ready = [h for f in self.purse.families if is_ready(h := self.purse.household(f))]
        rest = sum(
            h.money.remainder(key)
            for h in ready
            for key, grant in h.money.grants.items()
            if grant.stands and h.money.of_grant(key)
        )
        again = SPARE + sum(1 if not h.money.grants else 1.3 * SECOND_GRANT for h in ready)
        return rest + int(again * self._worth(self._kind("asset", last=True)))

    def most(self) -> int:
        """Return the most that both waves may give to one family, in the mean."""
        first = max(self._worth(self._kind("asset")), self._kind("cash").ceiling.on(self.day))
        return first + self._worth(self._kind("asset", last=True)) // 2

    def _worth(self, kind: TransferKind) -> int:
        return kind.ceiling.on(self.day) * SHARE_OF_CEILING // 100

    def _kind(self, form: str, *, last: bool = False) -> TransferKind:
        kinds = [kind for kind in self.purse.world.programme.transfers if kind.form == form]
        return kinds[-1] if last else kinds[0]

    def _verify(self, family: Family) -> Acts:
        purse = self.purse
        account_id = _bank_account(purse.household(family))
        if account_id is not None and account_id not in purse.household(family).money.verified:
            verify = VerifyAccount(
                verification_id=purse.new_id(),
                account_id=account_id,
                document_sha256=purse.paper(),
            )
            yield purse.about(self.day, family, verify, still=is_ready)

    def _granted(self, families: list[Family], kind: TransferKind) -> Flow:
        """Yield proposals and approvals; return the grants that stand."""
        purse, gifts = self.purse, list[Gift]()
        for family in families:
            gift = self._gift(family, kind)
            if gift.rupiah <= 0:
                continue
            propose = ProposeGrant(
                grant_id=gift.grant_id,
                kind=kind.code,
                amount_rupiah=gift.rupiah,
                envelope_id=purse.envelope(self.day.year),
                budget_line=self.line,
                tranches=CASH_TRANCHES if kind.form == "cash" else 1,
                livelihood_id=next(iter(purse.household(family).plan.current), None),
            )
            actor = purse.who(ProposeGrant, ProposeOrder)
            yield purse.about(self.day + timedelta(1), family, propose, actor, still=is_ready)
            approve = ApproveGrant(grant_id=gift.grant_id, basis=purse.number("SK"))
            answer = yield purse.about(
                self.day + timedelta(2), family, approve, still=_proposed(gift.grant_id)
            )
            if answer is not None:
                gifts.append(gift)
        return gifts

    def _gift(self, family: Family, kind: TransferKind) -> Gift:
        """Return what a family is to get: as many of an item as its ceiling allows, or money."""
        purse, programme = self.purse, self.purse.world.programme
        most = programme.limits.household_grants_max.on(self.day)
        room = min(
            kind.ceiling.on(self.day), most - purse.household(family).money.granted_rupiah()
        )
        if kind.form == "cash":
            return Gift(family, purse.new_id(), kind, room // 200_000 * 200_000)
        price = next(p for p in programme.prices if p.code in kind.items)
        unit = price.price.on(self.day) * purse.discount // 100_000 * 1_000
        quantity = min(room, kind.ceiling.on(self.day) * SHARE_OF_CEILING // 100) // unit
        return Gift(family, purse.new_id(), kind, quantity * unit, price.code, quantity)

    def _handed_over(self, gifts: list[Gift], kind: str) -> Acts:
        """Yield one order for all of them, its payment, what each gets, and what they sign."""
        purse = self.purse
        if not gifts:
            return
        lines = {
            gift.grant_id: OrderLine(
                purse.new_id(), gift.rupiah, gift.family.household_id, gift.grant_id
            )
            for gift in gifts
        }
        order = purse.new_id()
        propose = ProposeOrder(
            village_code=purse.code,
            envelope_id=purse.envelope(self.day.year),
            kind=kind,  # type: ignore[arg-type]  # cash or goods
            transfer=gifts[0].kind.code,
            lines=tuple(lines.values()),
        )
        day = max(self.day + timedelta(4), purse.today)
        yield purse.act(day, DISBURSEMENT_ORDER, order, propose)
        approve = ApproveOrder(basis=purse.number("SPM"))
        yield purse.act(day + timedelta(1), DISBURSEMENT_ORDER, order, approve)
        total = sum(gift.rupiah for gift in gifts)
        lots = yield from bought(purse, day + timedelta(2), order, gifts, kind)
        done = yield from given(purse, day + timedelta(5), order, lots)
        kept = [gift for gift in gifts if gift.grant_id not in {each.grant_id for each in done}]
        if kept and kind == "cash":
            unspent = [ReturnedLine(lines[gift.grant_id].line_id, gift.rupiah) for gift in kept]
            yield given_back(purse, day, order, unspent)
        late, self.late = self.late, 0
        yield from acknowledged(purse, day + timedelta(8), done, late)
        received = sum(gift.rupiah for gift in done)
        settled = total if kind == "goods" else received
        difference = None if received == settled else purse.first("difference")
        confirm = ConfirmOrder(
            received_rupiah=received, difference=difference, document_sha256=purse.paper()
        )
        answer = yield purse.act(day + timedelta(16), DISBURSEMENT_ORDER, order, confirm)
        if kept and kind == "goods":
            planted(purse, "goods_left_over", answer)


def is_ready(household: Household) -> bool:
    """Say whether a household may be given something out of its plan today, by its file."""
    active = household.status.value in {"active", "graduation_review"}
    return active and household.plan.plan_id is not None and household.people.head_id is not None


def _proposed(grant_id: UUID) -> Check:
    return lambda household: is_ready(household) and grant_id in household.money.grants


def _bank_account(household: Household) -> UUID | None:
    accounts = household.livelihood.accounts.items()
    return next((key for key, kind in accounts if kind == "bank"), None)


def _half(gifts: list[Gift]) -> list[Gift]:
    """Return the first half of each gift of money."""
    return [
        Gift(gift.family, gift.grant_id, gift.kind, gift.rupiah // CASH_TRANCHES) for gift in gifts
    ]


def first_wave(day: date, line: str, late: int, purse: Purse) -> Acts:
    """Yield the first grants of all families."""
    yield from Wave(purse, line, day, late).first()


def second_wave(day: date, line: str, purse: Purse) -> Acts:
    """Yield second halves, and grants for latecomers and a few more."""
    yield from Wave(purse, line, day, 0).second()
