"""What a decision is taken on: the state of a stream, and where it came from."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.aggregate import Aggregate
from domain.history import RecordedEvent


@dataclass(slots=True)
class Loaded:
    """A state with the history it was folded from."""

    aggregate: Aggregate[Any]
    stream: UUID
    version: int
    state: Any
    history: list[RecordedEvent]
