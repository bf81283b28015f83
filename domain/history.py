"""One line of history: an event in its envelope."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from domain.events import Event

NAMESPACE = UUID("6a656a61-6b00-5000-8000-000000000000")
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who said it, in which role, through what, and when by their own word.

    `occurred_at` is claimed; the server's own clock is `RecordedEvent.recorded_at`, and neither
    orders anything: order is position. `rules` is the version of the programme definition that
    the decision used.
    """

    command_id: UUID
    correlation_id: str
    actor_id: UUID
    role: str
    channel: str
    occurred_at: datetime
    rules: str
    causation_id: UUID | None = None
    assignment_id: UUID | None = None
    device_id: str | None = None
    device_seq: int | None = None
    app_version: str | None = None


@dataclass(slots=True)
class RecordedEvent:
    """An event with its place in its stream and, once stored, in the log."""

    originator_id: UUID
    originator_version: int
    event: Event
    event_id: UUID
    origin: Origin
    position: int = -1
    recorded_at: datetime | None = None

    @property
    def occurred_at(self) -> datetime:
        return self.origin.occurred_at

    def as_dict(self) -> dict[str, Any]:
        """Return everything a reader may be shown, without personal fields."""
        hidden = set(self.event.personal)
        return {
            "stream": self.originator_id,
            "version": self.originator_version,
            "position": self.position,
            "name": self.event.name,
            "recorded_at": self.recorded_at,
            "event_id": self.event_id,
            "event": self.event.model_dump(mode="json", exclude=hidden, exclude_defaults=True),
        }


def stream_id(programme: str, kind: str, code: str) -> UUID:
    """Return the stream of a thing that has a public code. Never call it with a person's data."""
    return uuid5(NAMESPACE, f"{programme}/{kind}/{code}")


def case_number(household_id: UUID) -> str:
    """Return the number of a household that people write on paper: RT- and 50 bits of its id."""
    return _number("RT", household_id)


def finding_number(finding_id: UUID) -> str:
    """Return the number of a finding that people write on paper: TM- and 50 bits of its id."""
    return _number("TM", finding_id)


def _number(kind: str, of: UUID) -> str:
    bits = of.int >> 78
    digits = "".join(CROCKFORD[(bits >> shift) & 31] for shift in range(45, -5, -5))
    return f"{kind}-{digits[:5]}-{digits[5:]}"
