"""The money of a simulated village: envelopes, tranches, and the support of each month."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from domain.disbursement_order.aggregate import DISBURSEMENT_ORDER
from domain.disbursement_order.commands import (
    ApproveOrder,
    ConfirmOrder,
    ProposeOrder,
)
from domain.disbursement_order.events import OrderLine, ReturnedLine
from domain.fund_envelope.aggregate import FUND_ENVELOPE
from domain.fund_envelope.commands import OpenEnvelope, SetBudget
from domain.fund_envelope.events import BudgetLine
from domain.funding import TransferKind
from domain.household.commands.money import PaySupport
from domain.household.state import Household, Status
from domain.village_account.aggregate import VILLAGE_ACCOUNT
from domain.village_account.commands import OpenAccount, ReceiveFunds
from services.simulation.banking import Scenes, reports, statements
from services.simulation.grants import first_wave, second_wave
from services.simulation.paying import given_back, payment
from services.simulation.planted import share_of
from services.simulation.population import Family
from services.simulation.purse import Purse, within_a_year
from services.simulation.world import Acts, World

# How many of each the full programme has.
LATE_RECEIPTS, WITHOUT_REPORT = 15, 2
ONE_DAY = timedelta(days=1)
GRANTS, SUPPORT, COSTS = "1", "2", "3"
SUPPORT_MONTHS, SUPPORT_AFTER, PAYDAY = 6, 75, 8
FIRST_WAVE, SECOND_WAVE = 100, 85
PER_FAMILY, LEAST = 12_000_000, 100_000_000
FIRST_SHARE, SECOND_TRANCHE_AFTER = 60, 45
TAKING_PART = frozenset({Status.ENROLLED, Status.ACTIVE, Status.GRADUATION_REVIEW})


class VillageFunds:
    """One village's money from the first envelope to the last bank statement.

    `late` receipts come weeks after their transfer; a village that `owes` forgets its last report.
    """

    def __init__(self, purse: Purse, *, late: int, owes: bool) -> None:
        self.purse, self.late, self.owes = purse, late, owes
        self.world = purse.world
        self.opens = self.world.enrolment - timedelta(days=12)
        spread = SECOND_WAVE + 45
        self.first_wave = within_a_year(self.world.enrolment + timedelta(FIRST_WAVE), spread)
        self.second_wave = self.first_wave + timedelta(SECOND_WAVE)

    def scenes(self) -> Iterator[Acts]:
        """Yield everything, each scene with a clock of its own."""
        for day, scene in self._scenes():
            if day <= self.world.end:
                yield self.purse.apart(day, scene)

    def _scenes(self) -> Scenes:
        scenes: Scenes = []
        months = self._months()
        last = max(self.second_wave, months[-1])
        for year in range(self.opens.year, last.year + 1):
            day = self.opens if year == self.opens.year else date(year, 1, 2)
            scenes.append((day, partial(self._opening, day)))
            later = min(day + timedelta(days=SECOND_TRANCHE_AFTER), date(year, 12, 20))
            arrivals = ((1, day + timedelta(days=3)), (2, later))
            scenes += [(on, partial(self._tranche, on, number)) for number, on in arrivals]
        scenes += [(month, partial(self._support, month)) for month in months]
        scenes.append((self.first_wave, partial(first_wave, self.first_wave, GRANTS, self.late)))
        scenes.append((self.second_wave, partial(second_wave, self.second_wave, GRANTS)))
        scenes += reports(self.purse, last, owes=self.owes)
        return scenes + statements(self.opens, self.world.end)

    def _months(self) -> list[date]:
        """Return the days on which a month's support is asked for."""
        first = (self.world.enrolment + timedelta(days=SUPPORT_AFTER)).replace(day=PAYDAY)
        index = first.year * 12 + first.month - 1
        return [
            date((index + n) // 12, (index + n) % 12 + 1, PAYDAY) for n in range(SUPPORT_MONTHS)
        ]

    def _opening(self, day: date, purse: Purse) -> Acts:
        """Yield the envelope of a year, its budget, and in the first year the account."""
        stream = purse.envelope(day.year)
        ceiling = self._ceiling(day)
        opened = OpenEnvelope(
            village_code=purse.code,
            scheme=purse.scheme.code,
            fund_source=purse.source,
            fiscal_year=day.year,
            floor_rupiah=min(ceiling, purse.scheme.floor.on(day)),
            ceiling_rupiah=ceiling,
            basis=purse.number("DPA"),
            document_sha256=purse.paper(),
        )
        yield purse.act(day, FUND_ENVELOPE, stream, opened)
        budget = SetBudget(
            budget_id=purse.new_id(),
            lines=self._budget(ceiling),
            basis=purse.number("RAB"),
            document_sha256=purse.paper(),
        )
        yield purse.act(day + timedelta(days=1), FUND_ENVELOPE, stream, budget)
        if day == self.opens:
            account = OpenAccount(
                village_code=purse.code,
                holder=purse.first("account_holder"),
                institution=purse.first("institution"),
                ending=f"{purse.random.randrange(10_000):04d}",
                document_sha256=purse.paper(),
            )
            yield purse.act(day + timedelta(days=2), VILLAGE_ACCOUNT, purse.account, account)

    def _ceiling(self, day: date) -> int:
        most = self.purse.scheme.ceiling.on(day)
        return min(most, max(LEAST, PER_FAMILY * len(self.purse.families)))

    def _budget(self, ceiling: int) -> tuple[BudgetLine, ...]:
        """Return the lines: two thirds for grants, nearly a third for support, the rest costs."""
        programme = self.world.programme
        spending = [item.code for item in programme.reasons["spending"]]
        asset = next(kind for kind in programme.transfers if kind.form == "asset")
        support = next(kind for kind in programme.transfers if kind.form == "support")
        parts = (
            (GRANTS, asset.pillar, spending[0], ceiling * 64 // 100),
            (SUPPORT, support.pillar, spending[2], ceiling * 34 // 100),
            (COSTS, asset.pillar, spending[-1], ceiling * 2 // 100),
        )
        return tuple(BudgetLine(line, pillar, kind, sum_) for line, pillar, kind, sum_ in parts)

    def _tranche(self, day: date, number: int, purse: Purse) -> Acts:
        share = FIRST_SHARE if number == 1 else 100 - FIRST_SHARE
        tranche_id = purse.new_id()
        received = ReceiveFunds(
            tranche_id=tranche_id,
            envelope_id=purse.envelope(day.year),
            number=number,
            amount_rupiah=self._ceiling(day) * share // 100,
            sp2d=purse.number("SP2D"),
            received_on=purse.book(tranche_id, day),
            document_sha256=purse.paper(),
        )
        yield purse.act(day, VILLAGE_ACCOUNT, purse.account, received)

    def _support(self, month: date, purse: Purse) -> Acts:
        """Yield the support of one month: one order, a payment for each family, and the rest."""
        kind = self._kind_of_support()
        rupiah = kind.ceiling.on(month)
        there = [f for f in purse.families if takes_part(purse.household(f))]
        lines = {f.household_id: OrderLine(purse.new_id(), rupiah, f.household_id) for f in there}
        if not lines:
            return
        order = purse.new_id()
        propose = ProposeOrder(
            village_code=purse.code,
            envelope_id=purse.envelope(month.year),
            kind="support",
            transfer=kind.code,
            budget_line=SUPPORT,
            lines=tuple(lines.values()),
        )
        yield purse.act(month, DISBURSEMENT_ORDER, order, propose)
        approve = ApproveOrder(basis=purse.number("SPM"))
        yield purse.act(month + ONE_DAY, DISBURSEMENT_ORDER, order, approve)
        paid_on, total = month + 2 * ONE_DAY, rupiah * len(lines)
        paid = payment(purse, paid_on, total, "advance")
        yield purse.act(paid_on, DISBURSEMENT_ORDER, order, paid)
        left = []
        for family in there:
            pay = _month_of(purse, family, order, month, rupiah)
            answer = yield purse.about(paid_on + ONE_DAY, family, pay, still=takes_part)
            if answer is None:
                left.append(ReturnedLine(lines[family.household_id].line_id, rupiah))
        if left:
            yield given_back(purse, paid_on, order, left)
        received = total - rupiah * len(left)
        confirm = ConfirmOrder(received_rupiah=received, document_sha256=purse.paper())
        yield purse.act(paid_on + 8 * ONE_DAY, DISBURSEMENT_ORDER, order, confirm)

    def _kind_of_support(self) -> TransferKind:
        return next(kind for kind in self.world.programme.transfers if kind.form == "support")


def _month_of(purse: Purse, family: Family, order: UUID, month: date, rupiah: int) -> PaySupport:
    return PaySupport(
        transfer_id=purse.new_id(),
        order_id=order,
        recipient_id=purse.household(family).people.head_id or family.head.person_id,
        amount_rupiah=rupiah,
        month_on=month,
        reference=purse.number("BKU"),
    )


def takes_part(household: Household) -> bool:
    """Say whether a household may be given something today, by its file."""
    return household.status in TAKING_PART and household.people.head_id is not None


def treasuries(world: World, fates: dict[UUID, str]) -> Iterator[VillageFunds]:
    """Return the money of every village; a few receipts come late, and a few forget a report."""
    families = sum(len(cast.families) for cast in world.villages)
    villages = len(world.villages)
    late = share_of(LATE_RECEIPTS, families)
    owing = min(villages, share_of(WITHOUT_REPORT, families))
    for number, cast in enumerate(world.villages):
        # Who will move is paid by neither village: an order is not divided between two of them.
        eligible = [
            family
            for family in cast.families
            if fates[family.household_id] == "eligible" and family.upheaval != "moves"
        ]
        yield VillageFunds(
            Purse(world, cast, eligible),
            late=late // villages + (number < late % villages),
            owes=number >= villages - owing,
        )
