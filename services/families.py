"""The families in whose files a person stands, whether or not a request names one of them."""

from collections.abc import Iterator
from typing import Any, Protocol
from uuid import UUID

from domain.aggregate import Aggregate
from domain.data_request.commands import DecideDataRequest, ProposeDecision
from domain.data_request.state import DataRequest
from domain.household.aggregate import HOUSEHOLD
from domain.household.state import Household
from domain.privacy import ERASING
from services.entries import Append, Guard
from services.ledger import Ledger
from services.loaded import Loaded
from services.steps import Step


class Loading(Protocol):
    """Whoever reads the record: what is on it, and the state that a history leads to."""

    @property
    def ledger(self) -> Ledger:
        """Return the record."""

    def load(self, aggregate: Aggregate[Any], stream: UUID) -> Loaded:
        """Return the state of a stream."""


def families_with(reading: Loading, person: UUID) -> Iterator[Loaded]:
    """Yield the households in whose file a person stands as themselves."""
    for stream in reading.ledger.streams_about(person):
        loaded = reading.load(HOUSEHOLD, stream)
        if loaded.history and loaded.history[0].event.name.startswith(f"{HOUSEHOLD.kind}."):
            yield loaded


def families_to_erase(
    reading: Loading, step: Step, state: Any, append: Append
) -> tuple[Household, ...]:
    """Return whose files an erasure would reach, guarded against moving meanwhile (rule D1)."""
    command = step.command
    if not isinstance(command, ProposeDecision | DecideDataRequest):
        return ()
    if not isinstance(state, DataRequest) or state.asked is None:
        return ()
    if state.asked.kind not in ERASING or command.outcome == "refused":
        return ()
    found = list(families_with(reading, state.asked.person_id))
    guarded = {guard.stream for guard in append.guards}
    append.guards += [
        Guard(each.stream, each.version) for each in found if each.stream not in guarded
    ]
    return tuple(each.state for each in found)
