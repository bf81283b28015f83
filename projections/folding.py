"""The states of streams while the log goes by, each event folded once for all read models."""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any, Protocol
from uuid import UUID

from domain.aggregate import Aggregate
from domain.disbursement_order.aggregate import DISBURSEMENT_ORDER
from domain.events import EVENTS, Event
from domain.fund_envelope.aggregate import FUND_ENVELOPE
from domain.history import RecordedEvent
from domain.household.aggregate import HOUSEHOLD
from domain.household.events.record import EventAnnulled, EventCorrected
from domain.household.keeping import KEPT
from domain.household.state import Household
from domain.mentor_assignment.aggregate import MENTOR_ASSIGNMENT
from domain.objection.aggregate import OBJECTION
from domain.purchase.aggregate import PURCHASE
from domain.village_account.aggregate import VILLAGE_ACCOUNT
from domain.village_meeting.aggregate import VILLAGE_MEETING
from domain.village_programme.aggregate import VILLAGE_PROGRAMME
from projections.read_model import Change, Poison
from projections.standing import NOWHERE, QUIET, UNFOLDED, Kind, Standing, kind_of, standing_of

AGGREGATES: tuple[Aggregate[Any], ...] = (
    DISBURSEMENT_ORDER,
    FUND_ENVELOPE,
    HOUSEHOLD,
    MENTOR_ASSIGNMENT,
    OBJECTION,
    PURCHASE,
    VILLAGE_ACCOUNT,
    VILLAGE_MEETING,
    VILLAGE_PROGRAMME,
)
FOLDED: dict[type[Event], Aggregate[Any]] = {
    event: aggregate
    for aggregate in AGGREGATES
    for name, event in EVENTS.items()
    if name.startswith(f"{aggregate.kind}.")
}
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
    """The state of a stream; of a household also where it stands, and facts to be amended.

    `kinds` are those of the unfolded facts that it ever told.
    """

    state: Any
    standing: Standing = NOWHERE
    facts: Corrected = field(default_factory=Corrected)
    kinds: list[Kind] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Let a household forget the lines of its history that nothing will ask for again."""
        if not isinstance(self.state, Household):
            return
        self.standing = standing_of(self.state)
        for event_id, fact in self.state.record.facts.items():
            self.facts[event_id] = fact
        self.state.record.facts, self.state.record.said = self.facts, Corrected()

    def change(self, recorded: RecordedEvent) -> Change:
        """Return what an event that has just been folded changed."""
        if not isinstance(self.state, Household):
            return Change(recorded, NOWHERE, NOWHERE, NOBODY, self.state)
        before, event = self.standing, recorded.event
        if type(event) in QUIET:
            change = Change(recorded, before, before, self.state, self.state)
            if type(event) in UNFOLDED:
                kind = kind_of(event)
                if kind in self.kinds:
                    change.is_first = False
                else:
                    self.kinds.append(kind)
            return change
        after = standing_of(self.state)
        self.standing = before if after == before else after
        change = Change(recorded, before, self.standing, self.state, self.state)
        if isinstance(event, AMENDING):
            change.wrong = self.facts.get(event.target_id)
            change.right = self.facts.get(recorded.event_id)
        return change


class States:
    """A cache of folded streams at one position of the log."""

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
        self._load(page)
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
        aggregate = FOLDED.get(type(recorded.event))
        if aggregate is None:
            return Change(recorded, NOWHERE, NOWHERE, NOBODY, None)
        folded = self._folded[recorded.originator_id]
        if type(recorded.event) not in UNFOLDED:
            aggregate.apply(folded.state, recorded)
        return folded.change(recorded)

    def _load(self, page: Sequence[RecordedEvent]) -> None:
        """Hold every stream of the page as it was before the page."""
        first: dict[UUID, RecordedEvent] = {}
        for recorded in page:
            if type(recorded.event) in FOLDED:
                first.setdefault(recorded.originator_id, recorded)
        missing = {stream: one for stream, one in first.items() if stream not in self._folded}
        older = [stream for stream, one in missing.items() if one.originator_version > 1]
        self._fold_again(older, page[0].position - 1)
        for stream, one in missing.items():
            if stream not in self._folded:
                self._folded[stream] = Folded(FOLDED[type(one.event)].empty())
        for stream in first:
            self._folded.move_to_end(stream)
        while len(self._folded) > max(self._capacity, len(first)):
            self._folded.popitem(last=False)
        self._recall({one.event.target_id for one in page if isinstance(one.event, AMENDING)})

    def _fold_again(self, streams: Collection[UUID], upto: int) -> None:
        if streams:
            lines = self._past.histories(streams, upto)
            for stream, lines_of_one in groupby(lines, key=attrgetter("originator_id")):
                history = list(lines_of_one)
                aggregate = FOLDED[type(history[0].event)]
                folded = Folded(
                    aggregate.replay(one for one in history if type(one.event) not in UNFOLDED)
                )
                unfolded = (one.event for one in history if type(one.event) in UNFOLDED)
                folded.kinds.extend({kind_of(event) for event in unfolded})
                self._folded[stream] = folded

    def _recall(self, amended: Collection[UUID]) -> None:
        if amended:
            for fact in self._past.facts(amended):
                folded = self._folded.get(fact.originator_id)
                if folded is not None and type(fact.event) in KEPT:
                    folded.facts.recall(fact)
