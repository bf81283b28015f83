"""What comes in with a command besides its content, and what goes out with the answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from domain.context import Actor
from domain.history import RecordedEvent
from services.ledger import Receipt

# What is reported through these has already happened: it is kept even when a rule says no.
FIELD_CHANNELS = frozenset({"phone", "paper", "odk"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Who asks, through what. `command_id` is chosen by the client and makes a repeat harmless."""

    command_id: UUID
    actor: Actor
    channel: str = "office"
    correlation_id: str = ""
    device_id: str | None = None
    device_seq: int | None = None
    app_version: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was stored; no position when there was nothing new to store.

    `repeated` says that an earlier sending of the same command stored it. `irregularity` is the
    code of the rule that a report from the field broke: it is on record, and changed nothing.
    """

    recorded_at: datetime
    first_position: int | None = None
    last_position: int | None = None
    repeated: bool = False
    events: tuple[RecordedEvent, ...] = ()
    irregularity: str | None = None

    @classmethod
    def of(cls, receipt: Receipt, events: tuple[RecordedEvent, ...]) -> Self:
        """Return the answer to what the ledger stored."""
        return cls(
            recorded_at=receipt.recorded_at,
            first_position=receipt.first_position,
            last_position=receipt.last_position,
            repeated=receipt.repeated,
            events=() if receipt.repeated else events,
        )

    @property
    def warnings(self) -> tuple[str, ...]:
        """Return the codes of the rules that the accepted report broke."""
        return tuple(sorted({code for line in self.events for code in line.event.warnings}))
