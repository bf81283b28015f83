"""Wrongs that only time shows: copied answers, vanished assets, idle gifts, many corrections."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from domain.commands import Command
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.assets import AttachEvidence, InspectAsset
from domain.household.commands.livelihood import ReportEnterprise
from domain.household.commands.proposals import ProposeAmendment
from domain.household.state import Household
from services.requests import Answer
from services.simulation.amending import amended
from services.simulation.answers import visit_answers
from services.simulation.planted import Wrongs, share_of
from services.simulation.population import Family, make_id
from services.simulation.village import document
from services.simulation.world import Act, Acts
from services.steps import Step

# How many of each the full programme has.
VANISHED, IDLE, ALIKE_PICTURES, SAME_ANSWERS = 15, 15, 10, 10
COPYING, CORRECTING, AT_ONCE = 5, 3, 3
# Peers are needed to differ from.
PEERS_MIN = 5
CORRECTED, CORRECTED_EVERY = 45, 2
LOOKS, LOOKS_APART = 2, 40
REPORTS, A_MONTH = 4, 30
GIVEN_AFTER = 185


class LaterWrongs:
    """What some mentors and families do over months that somebody should ask about."""

    def __init__(self, wrongs: Wrongs) -> None:
        self.wrongs, self.world = wrongs, wrongs.world
        self.random = self.world.random("later-wrongs")
        self.free = self.random.sample(wrongs.staying, len(wrongs.staying))

    def scenes(self) -> Iterator[Acts]:
        """Yield every planted wrong as a scene of its own; none where no family stays."""
        if not self.free:
            return
        self._choose()
        given = self.world.enrolment + timedelta(days=GIVEN_AFTER)
        for number in range(self._share(VANISHED)):
            yield self._vanished(given + timedelta(days=90 + 3 * number))
        yield self._idle(given)
        for number in range(self._share(ALIKE_PICTURES)):
            yield self._alike_pictures(given + timedelta(days=200 + number))
        for _ in range(self._share(SAME_ANSWERS)):
            yield self._same_answers()
        if len(self.world.villages) >= PEERS_MIN:
            for village in self._villages(self._share(CORRECTING)):
                yield self._corrected(village)

    def _share(self, full: int) -> int:
        return share_of(full, self.wrongs.families)

    def _villages(self, number: int) -> list[str]:
        codes = [cast.village.code for cast in self.world.villages]
        return self.random.sample(codes, min(number, len(codes)))

    def _choose(self) -> None:
        """Choose mentors that copy, families that earn nothing, villages that end at once."""
        mentors = sorted({self.wrongs.mentor_of[f.household_id].actor_id for f in self.free})
        count = self._share(COPYING) if len(mentors) >= PEERS_MIN else 0
        copying = self.random.sample(mentors, count)
        self.world.odd.copying |= set(copying)
        earning_nothing = [
            self.free.pop() for _ in range(min(2 * self._share(IDLE), len(self.free)))
        ]
        self.world.odd.idle |= {family.household_id for family in earning_nothing}
        self.earning_nothing = earning_nothing
        self.world.odd.at_once = {code: [] for code in self._villages(self._share(AT_ONCE))}

    def _household(self, family: Family) -> Household:
        state: Household = self.world.look(HOUSEHOLD, family.household_id)
        return state

    def _wait(self, day: date) -> Act:
        anybody = self.wrongs.mentor_of[self.wrongs.staying[0].household_id]
        return Act(self.world.moment(day, self.random), anybody, None)

    def _with_asset(self) -> tuple[Family, UUID] | None:
        """Return a family that nothing else befalls, and an asset that it was given."""
        while self.free:
            family = self.free.pop()
            for asset_id, transfer in self._household(family).money.transfers.items():
                if transfer.form == "asset" and transfer.quantity:
                    return family, asset_id
        return None

    def _vanished(self, day: date) -> Acts:
        """Yield two looks at an asset that is not there."""
        yield self._wait(day)
        found = self._with_asset()
        if found is None:
            return
        family, asset_id = found
        for cast in self.world.villages:
            mine = cast.assets.get(family.household_id, [])
            mine[:] = [(each, 0 if each == asset_id else left) for each, left in mine]
        for look in range(LOOKS):
            inspect = InspectAsset(
                inspection_id=make_id(self.random),
                asset_id=asset_id,
                respondent_id=family.head.person_id,
                quantity=0,
                condition="absent",
                distance_m=20,
            )
            on = day + timedelta(days=1 + look * LOOKS_APART)
            answer = yield self._in_field(family, on, inspect)
            self._note("asset_vanished", answer, str(asset_id))

    def _idle(self, day: date) -> Acts:
        """Yield months without any income for families that were given the means to earn."""
        yield self._wait(day)
        for family in list(self.earning_nothing):
            money = self._household(family).money
            grants = (
                money.grants[each.grant_id].livelihood_id
                for each in money.transfers.values()
                if each.form == "asset" and each.grant_id
            )
            livelihood = next((each for each in grants if each is not None), None)
            if livelihood is None:
                self.world.odd.idle.discard(family.household_id)
                self.earning_nothing.remove(family)
                continue
            self.world.plant("no_income", stream=family.household_id, case=family.household_id)
        for month in range(REPORTS):
            on = day + timedelta(days=A_MONTH * month + 12)
            for family in self.earning_nothing:
                yield from self._reported(family, on)

    def _reported(self, family: Family, day: date) -> Acts:
        money = self._household(family).money
        for livelihood in sorted(
            {g.livelihood_id for g in money.grants.values() if g.livelihood_id}
        ):
            report = ReportEnterprise(
                report_id=make_id(self.random),
                livelihood_id=livelihood,
                month_on=day.replace(day=1),
                income_rupiah=0,
                alive=True,
            )
            yield self._in_field(family, day, report)

    def _alike_pictures(self, day: date) -> Acts:
        """Yield one photograph, saved twice, as a proof of what two families were given."""
        yield self._wait(day)
        picture, case = self.random.getrandbits(64), make_id(self.random)
        for number in range(2):
            found = self._with_asset()
            if found is None:
                return
            family, transfer = found
            evidence = AttachEvidence(
                evidence_id=make_id(self.random),
                transfer_id=transfer,
                kind="photo",
                sha256=document(case, number),
                media="jpeg",
                size_bytes=200_000 + number,
                fingerprint=f"{picture ^ (number * 5):016x}",
            )
            answer = yield self._in_field(family, day + timedelta(days=1 + number), evidence)
            if number:
                self._note("alike_pictures", answer, str(case))

    def _same_answers(self) -> Acts:
        """Yield two visits of one mentor with the same answers to every question."""
        day, case = self.wrongs.any_day(), make_id(self.random)
        form = self.world.programme.instrument("visit", day)
        mentor = self.wrongs.mentor_of[self.wrongs.somebody().household_id]
        mine = [f for f in self.wrongs.staying if self.wrongs.mentor_of[f.household_id] == mentor]
        if form is None or len(mine) < 2:
            return
        answers = visit_answers(form, self.random)
        for number, family in enumerate(self.random.sample(mine, 2)):
            at = self.wrongs.evening(day + timedelta(days=number))
            answer = yield self.wrongs.visit(
                family,
                at,
                instrument_code=form.code,
                instrument_version=form.version,
                answers=answers,
            )
            if number:
                self._note("same_answers", answer, str(case))

    def _corrected(self, village: str) -> Acts:
        """Yield a village where visit after visit is put right afterwards."""
        near = self.wrongs.any_day()
        day = date(near.year, (near.month - 1) // 3 * 3 + 1, 2)
        mine = [f for f in self.wrongs.staying if f.village.code == village]
        codes = [item.code for item in self.world.programme.reasons["correction"]]
        for number in range(CORRECTED if mine else 0):
            family = mine[number % len(mine)]
            at = self.wrongs.evening(day + timedelta(days=number * CORRECTED_EVERY // 2))
            answer = yield self.wrongs.visit(family, at)
            if answer is None or not answer.events or answer.irregularity is not None:
                continue
            propose = ProposeAmendment(
                proposal_id=make_id(self.random),
                target_id=answer.events[0].event_id,
                amendment="correction",
                reason=codes[0],
                values=(("minutes", "45"),),
            )
            answer = yield from amended(self.wrongs, family, at + timedelta(days=1), propose)
            if answer is not None and answer.events:
                amendment = answer.events[-1].event_id
                self.world.plant("many_corrections", event=amendment, case=village)

    def _in_field(self, family: Family, day: date, command: Command) -> Act:
        at = self.world.moment(day, self.random, 9, 16)
        mentor = self.wrongs.mentor_of[family.household_id]
        return Act(at, mentor, Step(HOUSEHOLD, family.household_id, command), "phone")

    def _note(self, kind: str, answer: Answer | None, case: str) -> None:
        if answer is not None and answer.events and answer.irregularity is None:
            self.world.plant(kind, event=answer.events[0].event_id, case=case)
