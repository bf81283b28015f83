"""given(history).when(command).then(events): the language in which the rules are tested.

The history of a household is written as plain events. `said` puts an event into another mouth or
on another day; otherwise one event follows the other by an hour from `STARTED` on, said by
`SOMEBODY`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, Self, TypeVar
from uuid import UUID

import pytest

from domain.aggregate import Aggregate
from domain.commands import Command
from domain.context import Actor, Context
from domain.events import Event
from domain.history import Origin, RecordedEvent
from domain.household.aggregate import HOUSEHOLD
from domain.household.state import Household
from domain.programme import Programme
from domain.rules import Refused
from tests.sample_programme import PROGRAMME

S = TypeVar("S")

HOUSEHOLD_ID = UUID(int=0xA1)
OTHER_HOUSEHOLD_ID = UUID(int=0xA2)
SOMEBODY = UUID(int=0xB0)
MENTOR = UUID(int=0xB1)
OTHER_MENTOR = UUID(int=0xB2)
OFFICER = UUID(int=0xB3)

STARTED = datetime(2026, 3, 2, 1, tzinfo=UTC)
NOW = datetime(2026, 6, 15, 2, tzinfo=UTC)


def day(moment: date | datetime) -> datetime:
    """Return a moment as it is, and a day as its noon where the sample programme is."""
    if isinstance(moment, datetime):
        return moment
    return datetime(moment.year, moment.month, moment.day, 12, tzinfo=PROGRAMME.zone)


@dataclass(frozen=True)
class Said:
    """An event with who said it and when it happened by their word."""

    event: Event
    by: UUID = SOMEBODY
    at: datetime | None = None
    recorded_at: datetime | None = None


def said(
    event: Event,
    *,
    by: UUID = SOMEBODY,
    on: date | datetime | None = None,
    recorded: date | datetime | None = None,
) -> Said:
    """Put an event into somebody's mouth; `on` is when it happened, `recorded` when it arrived."""
    return Said(event, by, day(on) if on else None, day(recorded) if recorded else None)


def recorded(history: tuple[Event | Said, ...], stream: UUID) -> list[RecordedEvent]:
    """Put a history into its envelopes, as the store would return it."""
    lines = []
    for index, item in enumerate(history):
        line = item if isinstance(item, Said) else Said(item)
        at = line.at or STARTED + timedelta(hours=index)
        lines.append(
            RecordedEvent(
                originator_id=stream,
                originator_version=index + 1,
                event=line.event,
                event_id=UUID(int=index + 1),
                origin=Origin(
                    command_id=UUID(int=index + 1),
                    correlation_id="test",
                    actor_id=line.by,
                    role="test",
                    channel="test",
                    occurred_at=at,
                    rules=PROGRAMME.version,
                ),
                position=index,
                recorded_at=line.recorded_at or at,
            )
        )
    return lines


@dataclass(frozen=True)
class Scenario(Generic[S]):
    """A history, then a wish, then what comes of it."""

    aggregate: Aggregate[S]
    history: tuple[Event | Said, ...]
    stream: UUID = HOUSEHOLD_ID
    decide: Callable[[S], list[Event]] | None = None

    @property
    def state(self) -> S:
        """Return what the history says the stream is."""
        return self.aggregate.replay(recorded(self.history, self.stream))

    def when(  # noqa: PLR0913 (what comes with a wish)
        self,
        command: Command,
        *,
        by: UUID = OFFICER,
        role: str = "officer",
        organisation: str = "",
        now: date | datetime | None = None,
        programme: Programme = PROGRAMME,
        **neighbours: Any,
    ) -> Self:
        """Ask for something, after all that has happened unless `now` says when.

        `neighbours` are the states of other streams, as in Context.
        """
        told = (line.occurred_at for line in recorded(self.history, self.stream))
        context = Context(
            now=max([NOW, *told]) if now is None else day(now),
            actor=Actor(actor_id=by, role=role, organisation=organisation),
            programme=programme,
            stream=self.stream,
            **neighbours,
        )
        return replace(self, decide=lambda state: self.aggregate.decide(state, command, context))

    def events(self) -> list[Event]:
        """Return what the wish leads to, for tests that look at it themselves."""
        assert self.decide is not None, "say .when(command) first"
        return self.decide(self.state)

    def then(self, *expected: Event) -> Self:
        """The wish comes true with exactly these events; history goes on with them."""
        events = self.events()

        assert list(expected) == events
        return replace(self, history=(*self.history, *events), decide=None)

    def then_nothing(self) -> None:
        """It was already so: no event."""
        assert self.events() == []

    def then_refused(self, code: str, variant: str = "") -> None:
        """The rule says no, in both languages."""
        with pytest.raises(Refused) as refusal:
            self.events()

        assert (code, variant) == (refusal.value.code, refusal.value.variant)
        assert refusal.value.sentence("id") != refusal.value.sentence("en")


def given(*history: Event | Said, stream: UUID = HOUSEHOLD_ID) -> Scenario[Household]:
    """Begin with the history of a household."""
    return Scenario(HOUSEHOLD, history, stream)


def given_of(
    aggregate: Aggregate[S], *history: Event | Said, stream: UUID = HOUSEHOLD_ID
) -> Scenario[S]:
    """Begin with the history of any other stream."""
    return Scenario(aggregate, history, stream)
