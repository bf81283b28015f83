"""What a read model is: its tables, and which fact changes them how."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias, TypeVar
from uuid import UUID

from psycopg import Connection

from domain.events import Event
from domain.history import RecordedEvent
from domain.household.state import Household
from domain.programme import Programme
from projections import sql
from projections.standing import Standing
from projections.tables import Table, Write
from projections.writing import Entry

OfEvent = TypeVar("OfEvent", bound=Callable[..., "Rows"])


class Poison(Exception):
    """An event at which somebody stumbles. `reason` names kinds of things, never a value."""

    def __init__(self, position: int, what: str, error: Exception) -> None:
        self.position = position
        self.reason = f"{what} at position {position}: {type(error).__name__}"
        super().__init__(self.reason)


@dataclass(slots=True)
class Change:
    """One event, and what it made of its household: where it stood, and where it stands now.

    `after` is the very object `before` when nothing changed. `household` is the folded state
    after the event, without what `UNFOLDED` facts would put there; it goes on changing with the
    next one, so rows take values from it. `state` is the same of whatever kind the stream is, if
    somebody listens to its state. An event that amends another comes with the `wrong` fact and,
    unless it is annulled, the `right` one. `is_first` is untrue of an `UNFOLDED` fact whose like
    the household told before, be that amended since or not.
    """

    recorded: RecordedEvent
    before: Standing
    after: Standing
    household: Household
    state: Any
    wrong: RecordedEvent | None = None
    right: RecordedEvent | None = None
    is_first: bool = True

    @property
    def stream(self) -> UUID:
        return self.recorded.originator_id


Rows: TypeAlias = list[Write]


class Watching(Protocol):
    """Reads the log for itself, stretch after stretch, and says what it writes."""

    position: int

    def see(self, connection: Connection[Any], upto: int) -> list[Entry]:
        """Move on, to a position or to just before what stands in the way; return what it writes.

        Raises Poison when that is the very next event.
        """


@dataclass(eq=False)
class ReadModel:
    """Tables that a function of the log fills. They may be dropped at any time.

    The statement `create` of the `.sql` file beside the module makes the tables. `watch` makes
    what reads the log for itself, where no event alone says what to write.
    """

    name: str
    python_file: str
    tables: tuple[Table, ...]
    of_event: dict[type[Event], Callable[[Any, Change], Rows]] = field(default_factory=dict)
    of_amended: dict[type[Event], Callable[[Change], Rows]] = field(default_factory=dict)
    of_standing: Callable[[Change], Rows] | None = None
    watch: Callable[[Programme], Watching] | None = None

    def __post_init__(self) -> None:
        self.sql = sql.load(self.python_file)

    def on(self, *events: type[Event]) -> Callable[[OfEvent], OfEvent]:
        """Register what some kinds of event write: a function of the event and its change."""

        def register(function: OfEvent) -> OfEvent:
            for event in events:
                if event in self.of_event:
                    raise TypeError(f"{self.name} listens twice to {event.name}")
                self.of_event[event] = function
            return function

        return register

    def on_amended(
        self, *events: type[Event]
    ) -> Callable[[Callable[[Change], Rows]], Callable[[Change], Rows]]:
        """Register what is written when one of these facts is corrected or annulled."""

        def register(function: Callable[[Change], Rows]) -> Callable[[Change], Rows]:
            self.of_amended |= dict.fromkeys(events, function)
            return function

        return register

    def on_standing(self, function: Callable[[Change], Rows]) -> Callable[[Change], Rows]:
        """Register what is written whenever a household stands differently than before."""
        self.of_standing = function
        return function


@dataclass(slots=True)
class Batch:
    """What a stretch of the log writes into one read model, and where it stumbled if it did."""

    read_model: ReadModel
    entries: list[Entry] = field(default_factory=list)
    upto: int = -1
    poison: Poison | None = None

    def add(self, function: Callable[..., Rows], change: Change, *event: Event) -> None:
        """Add what one listener makes of a change; after a stumble nothing more is added."""
        if self.poison is not None:
            return
        position = change.recorded.position
        try:
            for write in function(*event, change):
                self.entries.append((position, write))
        except Exception as error:  # noqa: BLE001 (whatever it is, the other read models go on)
            self.poison = Poison(position, change.recorded.event.name, error)
            self.entries = [entry for entry in self.entries if entry[0] < position]


class _Listeners:
    """Who listens to what, over all read models that share a page."""

    def __init__(self, batches: Iterable[Batch]) -> None:
        self.of_event: dict[type[Event], list[tuple[Batch, Callable[..., Rows]]]] = {}
        self.of_amended: dict[type[Event], list[tuple[Batch, Callable[..., Rows]]]] = {}
        self.of_standing: list[tuple[Batch, Callable[..., Rows]]] = []
        for batch in batches:
            model = batch.read_model
            for kind, function in model.of_event.items():
                self.of_event.setdefault(kind, []).append((batch, function))
            for kind, listener in model.of_amended.items():
                self.of_amended.setdefault(kind, []).append((batch, listener))
            if model.of_standing is not None:
                self.of_standing.append((batch, model.of_standing))


def batches(read_models: Sequence[ReadModel], changes: Iterable[Change]) -> list[Batch]:
    """Ask every read model what it makes of a stretch of the log."""
    found = [Batch(model) for model in read_models]
    listeners, upto = _Listeners(found), -1
    for change in changes:
        event, upto = change.recorded.event, change.recorded.position
        for batch, function in listeners.of_event.get(type(event), ()):
            batch.add(function, change, event)
        if change.wrong is not None:
            for batch, function in listeners.of_amended.get(type(change.wrong.event), ()):
                batch.add(function, change)
        if change.after is not change.before:
            for batch, function in listeners.of_standing:
                batch.add(function, change)
    for batch in found:
        batch.upto = upto if batch.poison is None else batch.poison.position - 1
    return found
