"""The money of a simulated village: two envelopes a year, what arrives, and what becomes of it.

What households are given lies in envelopes of their own, apart from the money of the village.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

from domain.fund_envelope.aggregate import FUND_ENVELOPE
from domain.fund_envelope.commands import OpenEnvelope, SetBudget
from domain.fund_envelope.events import BudgetLine
from domain.village_account.aggregate import VILLAGE_ACCOUNT
from domain.village_account.commands import OpenAccount, ReceiveFunds
from domain.village_account.events import FundsReceived
from services.simulation.banking import Scenes, reports, statements
from services.simulation.grants import SPARE, Wave, first_wave, second_wave
from services.simulation.market import REGENCY
from services.simulation.purse import Fund, Purse, planted, within_a_year
from services.simulation.slips import Slips
from services.simulation.support import SUPPORT, kind_of_support, support, support_months
from services.simulation.work_plan import Half
from services.simulation.works import WORKS_LINE, Works
from services.simulation.world import Acts

GRANTS = "1"
FIRST_WAVE, SECOND_WAVE = 100, 85
VILLAGE_RUPIAH = (300, 500)
MILLION = 1_000_000
OPEN_MONTH = 1
# In percent of what is foreseen: what an envelope holds, and what arrives of it.
ENVELOPE_ROOM, TRANCHE_ROOM = 130, 110
WITHOUT_MONEY_AFTER = 80
ONE_DAY, WAVE_NEAR = timedelta(days=1), timedelta(days=3)
JUNE = 6
Parts = list[tuple[str, str, str, int]]


class VillageFunds:
    """One village's money from the first envelope to the last bank statement.

    `late` receipts come weeks after their transfer; a village that `owes` forgets its last report.
    """

    def __init__(self, purse: Purse, slips: Slips, *, late: int, owes: bool) -> None:
        self.purse, self.slips, self.late, self.owes = purse, slips, late, owes
        self.world, purse.slips = purse.world, slips
        self.opens = self.world.enrolment - timedelta(days=12)
        spread = SECOND_WAVE + 45
        self.first_wave = within_a_year(self.world.enrolment + timedelta(FIRST_WAVE), spread)
        self.second_wave = self.first_wave + timedelta(SECOND_WAVE)
        self.months = support_months(self.world.enrolment)
        random = self.world.random(f"works/{purse.code}")
        low, high = VILLAGE_RUPIAH
        self.rupiah = (high if slips.alike else random.randint(low, high)) * MILLION
        self.works = Works(self.world.programme, slips, random)
        last = self.world.end - timedelta(days=20)
        if owes:  # who has not accounted for the last tranche gets no other
            last = min(last, self.second_wave + timedelta(days=WITHOUT_MONEY_AFTER))
        tries = all(
            cast is purse.cast or cast.village.code[:REGENCY] != purse.code[:REGENCY]
            for cast in self.world.villages[: self.world.villages.index(purse.cast)]
        )
        self.works.plan(self.opens, last, self.rupiah, tries=tries)

    def scenes(self) -> Iterator[Acts]:
        """Yield everything, each scene with a clock of its own."""
        for day, scene in self._scenes():
            if day <= self.world.end:
                yield self.purse.apart(day, scene)

    def _scenes(self) -> Scenes:
        waves = (self.first_wave, self.second_wave)
        last = max(*waves, self.months[-1], *(half.last for half in self.works.halves))
        last = self.second_wave if self.owes else last
        scenes: Scenes = [(self.opens, self._account)]
        scenes += self._for_families()
        scenes += self._for_the_village()
        for number, month in enumerate(self.months):
            is_open = "advance_open" in self.slips.of_village and number == OPEN_MONTH
            scenes.append((month, partial(support, month, is_open)))
        scenes.append((self.first_wave, partial(first_wave, self.first_wave, GRANTS, self.late)))
        scenes.append((self.second_wave, partial(second_wave, self.second_wave, GRANTS)))
        scenes += reports(self.purse, last, owes=self.owes)
        borrows = "bank_differs" in self.slips.of_village
        return scenes + statements(self.opens, self.world.end, borrows=borrows)

    def _opening_day(self, year: int) -> date:
        return self.opens if year == self.opens.year else date(year, 1, 2)

    def _for_families(self) -> Scenes:
        """Return when the envelopes for households open, and when money for them arrives."""
        scenes: Scenes = []
        monthly = kind_of_support(self.world.programme).ceiling.on(self.world.enrolment)
        monthly *= max(len(self.purse.families), 1)
        for year in sorted({*(month.year for month in self.months), self.first_wave.year}):
            months = [month for month in self.months if month.year == year]
            foreseen = {GRANTS: self._grants() if year == self.first_wave.year else 0}
            foreseen[SUPPORT] = monthly * len(months)
            day = self._opening_day(year)
            fund, parts = self.purse.families_fund, self._parts(foreseen)
            scenes.append((day, partial(self._opening, day, fund, parts)))
            if months:
                on = max(day + timedelta(days=4), months[0] - timedelta(days=10))
                asked = partial(_always, monthly * len(months))
                if year > self.opens.year:
                    asked = partial(self._lacking, on, asked)
                scenes.append((on, partial(self._tranche, on, fund, 1, asked, "")))
        for number, wave in enumerate((self.first_wave, self.second_wave)):
            on = wave - WAVE_NEAR
            asks = partial(_asked_by_wave, wave, number)
            if not self.owes:
                asks = partial(self._lacking, on, asks)
            fund = self.purse.families_fund
            scenes.append((on, partial(self._tranche, on, fund, 2 + number, asks, "")))
        return scenes

    def _for_the_village(self) -> Scenes:
        """Return when the village's own envelopes open, money arrives, and what it buys."""
        scenes: Scenes = []
        fund, spending = self.purse.village_fund, self.world.programme.reasons["spending"][-1].code
        pillar = self.world.programme.transfers[0].pillar
        for year in sorted({half.first.year for half in self.works.halves}):
            day = self._opening_day(year)
            parts = [(WORKS_LINE, pillar, spending, self.rupiah)]
            scenes.append((day, partial(self._opening, day, fund, parts)))
        for half in self.works.halves:
            on = half.first + timedelta(days=5)
            kind, number = self._idle(half), 1 + (half.first.month > JUNE)
            works = partial(_always, half.spent_rupiah)
            asked = partial(_always, half.rupiah) if kind else partial(self._lacking, on, works)
            scenes.append((on, partial(self._tranche, on, fund, number, asked, kind)))
            scenes += [(work.day, partial(self.works.bought, work)) for work in half.works]
        return scenes

    def _lacking(self, day: date, need: Callable[[Purse], int], purse: Purse) -> int:
        """Return how much of a need the account lacks, beside all else that is foreseen."""
        works = sum(half.spent_after(day) for half in self.works.halves)
        monthly = kind_of_support(self.world.programme).ceiling.on(day) * len(purse.families)
        months = sum(month.year == day.year and month >= day for month in self.months)
        wanted, balance = need(purse), purse.books().balance_rupiah
        foreseen = (works + monthly * months) * TRANCHE_ROOM // 100
        if day + WAVE_NEAR in {self.first_wave, self.second_wave}:
            foreseen += wanted
        return max(0, min(wanted, foreseen - balance))

    def _idle(self, half: Half) -> str:
        """Return what is wrong with a tranche: nothing, unless it is going to lie idle."""
        is_first = half is self.works.halves[0]
        return "idle_money" if is_first and "idle_money" in self.slips.of_village else ""

    def _grants(self) -> int:
        """Return the most that grants of both waves may come to."""
        wave = Wave(self.purse, GRANTS, self.first_wave, 0)
        return (len(self.purse.families) + SPARE) * wave.most()

    def _parts(self, foreseen: dict[str, int]) -> Parts:
        """Return the lines of an envelope for households, with some room."""
        programme = self.world.programme
        spending = [item.code for item in programme.reasons["spending"]]
        asset = next(kind for kind in programme.transfers if kind.form == "asset")
        pillars = {GRANTS: asset.pillar, SUPPORT: kind_of_support(programme).pillar}
        kinds = {GRANTS: spending[0], SUPPORT: spending[2]}
        return [
            (line, pillars[line], kinds[line], rupiah * ENVELOPE_ROOM // 100)
            for line, rupiah in foreseen.items()
            if rupiah
        ]

    def _opening(self, day: date, fund: Fund, parts: Parts, purse: Purse) -> Acts:
        """Yield the envelope of a year and its budget."""
        stream = purse.envelope_of(fund, day.year)
        ceiling = min(sum(rupiah for *_, rupiah in parts), fund.scheme.ceiling.on(day))
        opened = OpenEnvelope(
            village_code=purse.code,
            scheme=fund.scheme.code,
            fund_source=fund.source,
            fiscal_year=day.year,
            floor_rupiah=min(ceiling, fund.scheme.floor.on(day)),
            ceiling_rupiah=ceiling,
            basis=purse.number("DPA"),
            document_sha256=purse.paper(),
        )
        yield purse.act(day, FUND_ENVELOPE, stream, opened)
        budget = SetBudget(
            budget_id=purse.new_id(),
            lines=tuple(BudgetLine(*part) for part in parts),
            basis=purse.number("RAB"),
            document_sha256=purse.paper(),
        )
        yield purse.act(day + ONE_DAY, FUND_ENVELOPE, stream, budget)

    def _account(self, purse: Purse) -> Acts:
        account = OpenAccount(
            village_code=purse.code,
            holder=purse.first("account_holder"),
            institution=purse.first("institution"),
            ending=f"{purse.random.randrange(10_000):04d}",
            document_sha256=purse.paper(),
        )
        yield purse.act(self.opens, VILLAGE_ACCOUNT, purse.account, account)

    def _tranche(
        self,
        day: date,
        fund: Fund,
        number: int,
        asks: Callable[[Purse], int],
        kind: str,
        purse: Purse,
    ) -> Acts:
        tranche_id, rupiah = purse.new_id(), asks(purse)
        if not rupiah:
            return
        received = ReceiveFunds(
            tranche_id=tranche_id,
            envelope_id=purse.envelope_of(fund, day.year),
            number=number,
            amount_rupiah=rupiah,
            sp2d=purse.number("SP2D"),
            received_on=purse.book(tranche_id, day),
            document_sha256=purse.paper(),
        )
        answer = yield purse.act(day, VILLAGE_ACCOUNT, purse.account, received)
        if kind:
            planted(purse, kind, answer, "", FundsReceived)


def _always(rupiah: int, _: Purse) -> int:
    return rupiah


def _asked_by_wave(day: date, number: int, purse: Purse) -> int:
    wave = Wave(purse, GRANTS, day, 0)
    return (wave.asks_again() if number else wave.asks()) * TRANCHE_ROOM // 100
