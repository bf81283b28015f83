"""What every aggregate is: a state, the decisions it takes, and the fold of its history.

A decision is a pure function of state, command and context: it checks rules and returns events,
or refuses. A fold applies an event to the state and checks nothing, so that a rule tightened
tomorrow cannot make yesterday's history unloadable (ADR-0003).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from domain.checks import check_not_ahead
from domain.commands import Command, moment
from domain.context import Context
from domain.events import Event
from domain.history import RecordedEvent

S = TypeVar("S")
C = TypeVar("C", bound=Command)
E = TypeVar("E", bound=Event)


@dataclass(frozen=True)
class Aggregate(Generic[S]):
    """A kind of stream. `empty` makes the state of a stream in which nothing has happened.

    `timely`, where there is one, refuses what a command would bring about at the wrong time.
    """

    kind: str
    empty: Callable[[], S]
    timely: Callable[[S, Command, list[Event], Context], None] | None = None
    decisions: dict[type[Command], Callable[[S, Any, Context], list[Event]]] = field(
        default_factory=dict
    )
    folds_of: dict[type[Event], Callable[[S, Any, RecordedEvent], None]] = field(
        default_factory=dict
    )

    def decides(
        self, command: type[C]
    ) -> Callable[
        [Callable[[S, C, Context], list[Event]]], Callable[[S, C, Context], list[Event]]
    ]:
        """Register the decision on one kind of command."""

        def register(
            decision: Callable[[S, C, Context], list[Event]],
        ) -> Callable[[S, C, Context], list[Event]]:
            if command in self.decisions:
                raise TypeError(f"two decisions on {command.name}")
            self.decisions[command] = decision
            return decision

        return register

    def folds(
        self, event: type[E]
    ) -> Callable[[Callable[[S, E, RecordedEvent], None]], Callable[[S, E, RecordedEvent], None]]:
        """Register how one kind of event changes the state."""

        def register(
            fold: Callable[[S, E, RecordedEvent], None],
        ) -> Callable[[S, E, RecordedEvent], None]:
            if event in self.folds_of:
                raise TypeError(f"two folds of {event.name}")
            self.folds_of[event] = fold
            return fold

        return register

    def decide(self, state: S, command: Command, context: Context) -> list[Event]:
        """Return the events that make the command come true. Raises Refused.

        Nothing can have happened yet that lies ahead of the server's clock (rule V1).
        """
        check_not_ahead(context, moment(command, context.now))
        events = self.decisions[type(command)](state, command, context)
        if events and self.timely is not None:
            self.timely(state, command, events, context)
        return events

    def apply(self, state: S, recorded: RecordedEvent) -> None:
        """Change the state by one event. What the aggregate does not know leaves it as it is."""
        fold = self.folds_of.get(type(recorded.event))
        if fold is not None:
            fold(state, recorded.event, recorded)

    def replay(self, history: Iterable[RecordedEvent]) -> S:
        """Fold a history: the same fold serves a command, a date in the past, and an auditor."""
        state, folds_of = self.empty(), self.folds_of
        for recorded in history:
            fold = folds_of.get(type(recorded.event))
            if fold is not None:
                fold(state, recorded.event, recorded)
        return state
