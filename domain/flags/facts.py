"""What goes into the red flags and what comes out of them.

Fact
  one event as it is stored, read no further than a rule asks for it.
Hit
  a question that a rule asks: which events, which values, how much money it is about.
Settled
  the question answered itself: the receipt came, the missing message arrived.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

# What rules ask about who told a fact.
ASKED_OF_ORIGINS = ("actor_id", "channel", "device_id", "device_seq", "occurred_at", "role")


@dataclass(slots=True)
class Fact:
    """`said` is the payload, `by` what is asked of the origin, as stored, defaults left out."""

    position: int
    stream: str
    name: str
    recorded_at: datetime
    said: dict[str, Any]
    by: dict[str, Any]
    _at: datetime | None = field(default=None, repr=False)
    _local: datetime | None = field(default=None, repr=False)

    @property
    def at(self) -> datetime:
        """Return when it happened by the word of the reporter, in UTC like `recorded_at`."""
        if self._at is None:
            self._at = datetime.fromisoformat(self.by["occurred_at"]).astimezone(UTC)
        return self._at

    def local(self, zone: ZoneInfo) -> datetime:
        """Return the same on the clock of the programme."""
        if self._local is None:
            self._local = self.at.astimezone(zone)
        return self._local

    @property
    def actor(self) -> str:
        actor: str = self.by["actor_id"]
        return actor

    def day(self, field_name: str) -> date:
        """Return a day that the fact names."""
        return date.fromisoformat(self.said[field_name])


class Hit(NamedTuple):
    """`subject` makes it one: a rule asks about a subject once until that is settled."""

    rule: str
    subject: str
    at: int
    positions: tuple[int, ...]
    values: dict[str, int | str]
    village: str = ""
    household: str | None = None
    actor: str | None = None
    rupiah: int = 0


class Settled(NamedTuple):
    """The question of a rule about a subject needs no answer any more."""

    rule: str
    subject: str
    at: int


Said = Hit | Settled
Listeners = dict[str, Callable[[Fact], Iterable[Said]]]
