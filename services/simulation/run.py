"""Plays a whole programme: everybody's next act is put in one order and carried out in it."""

import heapq
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from domain.data_request.commands import ReportErasure
from domain.instrument.aggregate import DEFINITION
from domain.instrument.commands import AdoptDefinition
from domain.nomination_batch.aggregate import NOMINATION_BATCH
from domain.nomination_batch.commands import CloseBatch, JudgeRows, OpenBatch
from domain.nomination_batch.events import ROWS_PER_EVENT_MAX, RowVerdict
from domain.programme import Village
from domain.rules import Refused
from services.entries import Erasure
from services.erasure import Erasing
from services.requests import Answer, Request
from services.simulation.family import family_life, fate_of
from services.simulation.indicators import Rates
from services.simulation.odd_visits import OddVisits
from services.simulation.planted import Wrongs
from services.simulation.planted_later import LaterWrongs
from services.simulation.planted_money import MoneyWrongs
from services.simulation.population import Family, families, make_id
from services.simulation.staffing import staffing
from services.simulation.stage import Stage
from services.simulation.treasuries import treasuries
from services.simulation.upheavals import SHARES, mergers, upheaval_of
from services.simulation.village import VillageLife, document
from services.simulation.warm import WarmCasework
from services.simulation.world import Act, Acts, Batch, World
from services.steps import Step
from services.streams import instrument_stream

LISTING_DAYS = 14
HOUSEHOLDS_PER_VILLAGE = 7_250 / 40
LATE = timedelta(hours=72)
Progress = Callable[[int, date], None]


@dataclass(slots=True)
class Simulation:
    """One simulated programme; the same for the same seed, villages, years and first day.

    `remember` notes outside the log whose data were destroyed.
    """

    casework: WarmCasework
    world: World
    rates: list[Rates]
    definition: AdoptDefinition
    per_village: float = HOUSEHOLDS_PER_VILLAGE
    shares: Mapping[str, float] = field(default_factory=lambda: SHARES)
    remember: Callable[[UUID, Erasure], None] = field(default=lambda _, __: None)
    acts: int = 0
    refused: int = 0
    _queue: list[tuple[datetime, int, Act, Acts]] = field(default_factory=list)
    _number: Any = field(default_factory=count)
    _sent: Counter[str] = field(default_factory=Counter)

    def run(self, villages: Sequence[Village], progress: Progress) -> None:
        """Append the whole history. `progress` is told how many acts are done, and the day."""
        self._set_up(villages)
        at = datetime.min.replace(tzinfo=UTC)
        while self._queue:
            due, _, act, acts = heapq.heappop(self._queue)
            at = max(at, due)  # a scene may think of something earlier; the log goes on
            if at > self.world.until:
                break  # what has not happened yet cannot have been recorded
            answer = self._carry_out(act, at)
            self._queue_next(acts, answer)
            self.acts += 1
            if self.acts % 1000 == 0:
                progress(self.acts, self.world.programme.local(at).date())
        self.casework.flush(wait=True)

    def _set_up(self, villages: Sequence[Village]) -> None:
        world, seed = self.world, self.world.seed
        world.look = lambda aggregate, stream: self.casework.load(aggregate, stream).state
        total = round(self.per_village * len(villages))
        deciles = world.programme.limits.deciles.on(world.start)
        listed: dict[str, list[Family]] = {village.code: [] for village in villages}
        for family in families(villages, total, seed, world.start, deciles):
            listed[family.village.code].append(family)
        world.cast([(village, listed[village.code]) for village in villages])
        chance = world.random("fates")
        everybody = [family for cast in world.villages for family in cast.families]
        fates = {family.household_id: fate_of(family, chance) for family in everybody}
        self._turn_over(everybody, fates)
        batch = Batch(make_id(chance), world.programme.agencies[0].code, world.start)
        wrongs = Wrongs(world, fates, batch)
        self._queue_next(self._adoption(), None)
        self._queue_next(staffing(world), None)
        self._queue_next(self._list(batch, everybody), None)
        for funds in treasuries(world, fates):
            for scene in funds.scenes():
                self._queue_next(scene, None)
        for cast in world.villages:
            life = VillageLife(world, cast, fates)
            self._queue_next(life.whole(), None)
            for family in cast.families:
                stage = Stage(world, cast, family)
                fate = fates[family.household_id]
                self._queue_next(family_life(stage, fate, batch, self.rates), None)
        elders = [each for each in everybody if fates[each.household_id] == "elderly"]
        together = mergers(world, elders, wrongs.staying, self.shares)
        odd = OddVisits(wrongs).kinds()
        for scene in (
            *wrongs.scenes(odd),
            *MoneyWrongs(wrongs).scenes(),
            *LaterWrongs(wrongs).scenes(),
            *together,
        ):
            self._queue_next(scene, None)

    def _turn_over(self, everybody: list[Family], fates: dict[UUID, str]) -> None:
        """Choose the families that something turns over, among those that stay."""
        chance = self.world.random("upheavals")
        for family in everybody:
            if fates[family.household_id] == "eligible" and not family.leaves:
                family.upheaval = upheaval_of(family, self.world, self.shares, chance)

    def _queue_next(self, acts: Acts, answer: Answer | None) -> None:
        with suppress(StopIteration):
            act = next(acts) if answer is None else acts.send(answer)
            heapq.heappush(self._queue, (act.at, next(self._number), act, acts))

    def _carry_out(self, act: Act, at: datetime) -> Answer | None:
        """Return what was stored, or None when a rule said no: it is on record all the same."""
        casework = self.casework
        casework.now = at
        if act.step is None or (act.still is not None and not act.still()):
            return None
        request = Request(
            command_id=casework.new_id(),
            actor=act.actor,
            channel=act.channel,
            correlation_id="simulation",
            app_version="simulation",
            **self._telephone(act),
        )
        try:
            answer = self._answer(act.step, request)
        except Refused as refused:
            self.refused += 1
            self._note(act.planted, act.step, at, refused)
            return None
        self._note_late(act, at, answer)
        return answer

    def _answer(self, step: Step, request: Request) -> Answer:
        if isinstance(step.command, ReportErasure):
            # Only what is stored can be destroyed.
            self.casework.flush(wait=True)
            erasing = Erasing(self.casework, remember=self.remember)
            return erasing.carry_out(step.stream).answer
        return self.casework.execute(step, request)

    def _telephone(self, act: Act) -> dict[str, Any]:
        """Return which telephone sends this, and its running number."""
        if act.channel != "phone":
            return {}
        device = act.device or f"hp-{act.actor.actor_id.hex[:12]}"
        self._sent[device] += 1 + act.skips
        return {"device_id": device, "device_seq": self._sent[device]}

    def _note_late(self, act: Act, at: datetime, answer: Answer) -> None:
        """Keep in the truth which visits are on record only days after they were made."""
        is_late = act.happened is not None and at - act.happened >= LATE
        if is_late and answer.events and answer.irregularity is None:
            self.world.plant("recorded_late", event=answer.events[0].event_id)

    def _note(
        self, planted: tuple[str, str] | None, step: Step, at: datetime, refused: Refused
    ) -> None:
        """Keep apart what was meant to be refused, by this very rule, and what was not."""
        if planted is None:
            self.world.unplanned.append((step.command.name, refused.code, refused.variant))
        elif refused.code == planted[1]:
            kind, code = planted
            self.world.plant(kind, stream=step.stream, code=code, at=at.isoformat())

    def _adoption(self) -> Acts:
        """Yield the definition by which everything is decided."""
        world = self.world
        stream = instrument_stream(world.programme.code, "definition")
        at = world.moment(world.start, world.random("definition"), 5, 6)
        system = world.staff[world.role_for(AdoptDefinition.name)]
        yield Act(at, system, Step(DEFINITION, stream, self.definition))

    def _list(self, batch: Batch, everybody: list[Family]) -> Acts:
        """Yield the list that the source agency sent, row by row verdict, and its closing."""
        officer = self.world.staff[self.world.role_for(OpenBatch.name, CloseBatch.name)]
        random = self.world.random("list")
        at = self.world.moment(self.world.start + timedelta(days=2), random, 8, 9)
        rows = [
            RowVerdict(
                family.serial,
                "nominated",
                (),
                family.household_id,
                document(self.world.seed, family.serial),
            )
            for family in everybody
        ]
        opened = OpenBatch(
            source=batch.source,
            as_of_on=batch.as_of_on,
            file_sha256=document(self.world.seed, "list"),
            code_system="kemendagri",
            deciles=self.world.programme.limits.deciles.on(self.world.start),
            row_count=len(rows),
        )
        chunks = [
            JudgeRows(rows=tuple(rows[first : first + ROWS_PER_EVENT_MAX]))
            for first in range(0, len(rows), ROWS_PER_EVENT_MAX)
        ]
        for number, command in enumerate((opened, *chunks)):
            moment = at + timedelta(seconds=number)
            yield Act(moment, officer, Step(NOMINATION_BATCH, batch.batch_id, command))
        # Until then more names may come, such as those that are on the list twice.
        closed_at = at + timedelta(days=LISTING_DAYS)
        yield Act(closed_at, officer, Step(NOMINATION_BATCH, batch.batch_id, CloseBatch()))
