"""The states of households while the log goes by, each event folded once for all read models."""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Protocol
from uuid import UUID

from domain.events import EVENTS
from domain.history import RecordedEvent
from domain.household.aggregate import HOUSEHOLD
from domain.household.events.record import EventAnnulled, EventCorrected
from domain.household.keeping import KEPT
from domain.household.state import Household
from projections.read_model import Change, Poison
from projections.standing import NOWHERE, QUIET, Standing, standing_of

OF_HOUSEHOLDS = frozenset(event for name, event in EVENTS.items() if name.startswith("household."))
AMENDING = (EventCorrected, EventAnnulled)
CAPACITY = 20_000
NOBODY = Household()


class Past(Protocol):
    """Where what is not in memory is looked up."""

    def histories(self, streams: Collection[UUID], upto: int) -> Iterable[RecordedEvent]:
        """Return what happened to the streams up to a position, stream by stream."""

    def facts(self, event_ids: Collection[UUID]) -> Iterable[RecordedEvent]:
        """Return events by their ids."""


class Corrected(dict[UUID, RecordedEvent]):
    """The facts of a household without its whole history: only what a correction made of one.

    All of them, for thousands of households, would be the log in memory. What a page amends is
    looked up and put in with `recall`.
    """

    def __setitem__(self, event_id: UUID, fact: RecordedEvent) -> None:
        if fact.event_id != event_id:
            super().__setitem__(event_id, fact)

    def setdefault(self, _: UUID, fact: RecordedEvent) -> RecordedEvent:
        return fact

    def recall(self, fact: RecordedEvent) -> None:
        super().__setitem__(fact.event_id, fact)


@dataclass(slots=True)
class Folded:
    """A household, and where it stands."""

    household: Household
    standing: Standing = NOWHERE
    facts: Corrected = field(default_factory=Corrected)

    def __post_init__(self) -> None:
        """Let the household forget the lines of its history that nothing will ask for again."""
        for event_id, fact in self.household.record.facts.items():
            self.facts[event_id] = fact
        self.household.record.facts, self.household.record.said = self.facts, Corrected()


class Households:
    """A cache of folded households at one position."""

    def __init__(self, past: Past, capacity: int = CAPACITY) -> None:
        self._past = past
        self._capacity = capacity
        self._folded: OrderedDict[UUID, Folded] = OrderedDict()
        self._position = -1

    def changes(self, page: Sequence[RecordedEvent]) -> Iterator[Change]:
        """Yield what each event of a page changes. Raises Poison if the first cannot be folded.

        A later one that cannot ends the page before it.
        """
        if not page:
            return
        if page[0].position != self._position + 1:
            self._folded.clear()
        self._load([event for event in page if type(event.event) in OF_HOUSEHOLDS])
        for recorded in page:
            try:
                change = self._change(recorded)
            except Exception as error:
                self._folded.pop(recorded.originator_id, None)
                if recorded is page[0]:
                    raise Poison(recorded.position, recorded.event.name, error) from error
                return
            self._position = recorded.position
            yield change

    def _change(self, recorded: RecordedEvent) -> Change:
        if type(recorded.event) not in OF_HOUSEHOLDS:
            return Change(recorded, NOWHERE, NOWHERE, NOBODY)
        folded = self._folded[recorded.originator_id]
        household, before = folded.household, folded.standing
        HOUSEHOLD.apply(household, recorded)
        if type(recorded.event) in QUIET:
            return Change(recorded, before, before, household)
        after = standing_of(household)
        change = Change(recorded, before, before if after == before else after, household)
        folded.standing = change.after
        if isinstance(recorded.event, AMENDING):
            change.wrong = household.record.facts.get(recorded.event.target_id)
            change.right = household.record.facts.get(recorded.event_id)
        return change

    def _load(self, page: Sequence[RecordedEvent]) -> None:
        """Hold every household of the page as it was before the page."""
        first: dict[UUID, RecordedEvent] = {}
        for event in page:
            first.setdefault(event.originator_id, event)
        older = [
            stream
            for stream, event in first.items()
            if event.originator_version > 1 and stream not in self._folded
        ]
        self._fold_again(older, page[0].position - 1 if page else -1)
        for stream in first:
            if stream not in self._folded:
                self._folded[stream] = Folded(Household())
            self._folded.move_to_end(stream)
        while len(self._folded) > max(self._capacity, len(first)):
            self._folded.popitem(last=False)
        self._recall({e.event.target_id for e in page if isinstance(e.event, AMENDING)})

    def _fold_again(self, streams: Collection[UUID], upto: int) -> None:
        if not streams:
            return
        lines = self._past.histories(streams, upto)
        for stream, history in groupby(lines, key=attrgetter("originator_id")):
            household = HOUSEHOLD.replay(history)
            self._folded[stream] = Folded(household, standing_of(household))

    def _recall(self, amended: Collection[UUID]) -> None:
        if amended:
            for fact in self._past.facts(amended):
                folded = self._folded.get(fact.originator_id)
                if folded is not None and type(fact.event) in KEPT:
                    folded.facts.recall(fact)
