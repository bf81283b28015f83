"""What comes in with a command besides its content, and what goes out with the answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from domain.context import Actor
from domain.desk.events import SubmissionQuarantined
from domain.history import RecordedEvent
from domain.household.events.record import IrregularityReported
from services.ledger import Receipt

# What is reported through these has already happened: it is kept even when a rule says no.
FIELD_CHANNELS = frozenset({"phone", "paper", "odk"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Who asks, through what. `command_id` is chosen by the client and makes a repeat harmless.

    `causation_id` is the command because of which this is asked, where there is one. `basis` is
    what the preview rested on that the user saw (`Append.basis`); empty where there was none.
    """

    command_id: UUID
    actor: Actor
    causation_id: UUID | None = None
    channel: str = "office"
    correlation_id: str = ""
    device_id: str | None = None
    device_seq: int | None = None
    app_version: str | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was stored; no position when there was nothing new to store.

    `repeated` says that an earlier sending of the same command stored it.
    """

    recorded_at: datetime
    first_position: int | None = None
    last_position: int | None = None
    repeated: bool = False
    events: tuple[RecordedEvent, ...] = ()

    @classmethod
    def of(cls, receipt: Receipt, events: tuple[RecordedEvent, ...]) -> Self:
        """Return the answer to what the ledger stored."""
        return cls(
            recorded_at=receipt.recorded_at,
            first_position=receipt.first_position,
            last_position=receipt.last_position,
            repeated=receipt.repeated,
            events=events,
        )

    @property
    def irregularity(self) -> str | None:
        """Return the code of the rule that a report from the field broke.

        The report is on record as an irregularity or in quarantine, and changed nothing.
        """
        for line in self.events:
            if isinstance(line.event, IrregularityReported):
                return line.event.rule
            if isinstance(line.event, SubmissionQuarantined):
                return line.event.code
        return None

    @property
    def boxed(self) -> bool:
        """Say whether the report waits in the box "needs attention", beside every record."""
        return any(isinstance(line.event, SubmissionQuarantined) for line in self.events)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Return the codes of the rules that the accepted report broke."""
        return tuple(sorted({code for line in self.events for code in line.event.warnings}))
