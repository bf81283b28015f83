"""Needs and plans as the history has left them."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID


@dataclass(slots=True)
class Need:
    """What is lacking, and who answers for it until when."""

    kind: str
    owner: str
    due_on: date


@dataclass(slots=True)
class Plan:
    """`closed` gives the outcome of each need that came to an end.

    `livelihoods` are all that were ever planned, `current` those of the plan that holds.
    """

    needs: dict[UUID, Need] = field(default_factory=dict)
    closed: dict[UUID, str] = field(default_factory=dict)
    plan_id: UUID | None = None
    livelihoods: dict[UUID, str] = field(default_factory=dict)
    current: tuple[UUID, ...] = ()
    pillars: tuple[str, ...] = ()
    revisions: int = 0
    enterprises: dict[UUID, UUID] = field(default_factory=dict)

    def open_needs(self) -> dict[UUID, Need]:
        """Return the needs that are neither served nor closed unmet."""
        return {key: need for key, need in self.needs.items() if key not in self.closed}
