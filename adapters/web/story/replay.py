"""Moves along a family's history: which facts were there at a point, and what each one changed.

Facts are always folded in the order of the log. By the clock of the office, a point is a prefix
of the log. By the clock of the village, it is every fact that had happened by then, as far as it
is known today.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Literal
from uuid import UUID

from adapters.web.story.rows import Row, rows_of
from adapters.web.story.words import Words
from domain.history import RecordedEvent
from domain.household.aggregate import HOUSEHOLD
from domain.household.state import Household, Status

Clock = Literal["recorded", "occurred"]


@dataclass(frozen=True, slots=True)
class Step:
    """The rows before and after a fact, and the status after it."""

    before: dict[str, Row]
    after: dict[str, Row]
    status: Status


@dataclass
class Replay:
    """A history in the order in which one of the two clocks shows it.

    It may hold facts of other streams that belong to the story; they change nothing in the state.
    """

    household_id: UUID
    history: Sequence[RecordedEvent]
    clock: Clock
    words: Words

    @cached_property
    def events(self) -> list[RecordedEvent]:
        """Return the facts in the order of the clock; facts of the same moment as in the log."""
        if self.clock == "recorded":
            return list(self.history)
        return sorted(self.history, key=lambda each: (each.occurred_at, each.position))

    def time_of(self, recorded: RecordedEvent) -> datetime:
        """Return when the clock saw a fact."""
        if self.clock == "occurred" or recorded.recorded_at is None:
            return recorded.occurred_at
        return recorded.recorded_at

    def day_of(self, index: int) -> date:
        """Return the day of a point where the programme is."""
        if index < 0:
            return date.min
        return self.words.programme.local(self.time_of(self.events[index])).date()

    def index_of(self, position: int) -> int:
        """Return where the newest fact up to a position of the log stands; -1 before the first."""
        upto = [n for n, each in enumerate(self.events) if each.position <= position]
        if self.clock == "recorded" or not upto:
            return upto[-1] if upto else -1
        return max(upto, key=lambda n: self.events[n].position)

    def index_on(self, day: date) -> int:
        """Return where the last fact stands that the clock had seen by the end of a day."""
        end = self.words.programme.end_of(day)
        return sum(self.time_of(each) <= end for each in self.events) - 1

    def state_at(self, index: int) -> Household:
        """Return the household as of a point; -1 is before the first fact."""
        there = [each for each in self.events[: index + 1] if self._is_own(each)]
        return HOUSEHOLD.replay(sorted(there, key=lambda each: each.originator_version))

    def _is_own(self, recorded: RecordedEvent) -> bool:
        return recorded.originator_id == self.household_id

    def rows_at(self, index: int) -> dict[str, Row]:
        return rows_of(self.state_at(index), self.words, self.day_of(index))

    def step_at(self, index: int) -> Step:
        """Return what the fact at a point made of the rows."""
        state = self.state_at(index)
        return Step(
            self.rows_at(index - 1), rows_of(state, self.words, self.day_of(index)), state.status
        )

    def steps(self) -> Iterator[Step]:
        """Yield what each fact made of the rows, folding again only where the clocks disagree."""
        state, newest = HOUSEHOLD.empty(), 0
        before: dict[str, Row] = {}
        for index, recorded in enumerate(self.events):
            if self._is_own(recorded):
                if recorded.originator_version > newest:
                    HOUSEHOLD.apply(state, recorded)
                    newest = recorded.originator_version
                else:
                    state = self.state_at(index)
            after = rows_of(state, self.words, self.day_of(index))
            yield Step(before, after, state.status)
            before = after
