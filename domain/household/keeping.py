"""How facts that can be named again are kept: known when repeated, corrected, annulled.

The fold of such a fact writes under the fact's own id and nowhere else. So a correction is the
same fold once more with the corrected fact, an annulment takes the entry away, and nothing that
follows has to be undone: counts, balances and last days are read off the entries.
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar
from uuid import UUID

from domain.commands import Command
from domain.context import Context
from domain.events import Event
from domain.history import RecordedEvent
from domain.household.state import Household
from domain.rules import Refused

E = TypeVar("E", bound=Event)
Fold = Callable[[Household, Any, RecordedEvent], None]
Entries = Callable[[Household], dict[UUID, Any]]
Check = Callable[[Household, Any, Context], dict[str, bool]]


@dataclass(frozen=True, slots=True)
class Kept:
    """`key` names the field with the fact's id, `entries` gives the entries that it keys.

    A fact without entries is a decision: it is neither corrected nor annulled. One that is not
    `correctable` is annulled and said again.
    """

    key: str
    fold: Fold
    entries: Entries | None
    correctable: bool


# What a phone may leave to the server cannot tell two reports apart.
COMPUTED = frozenset({"verdicts"})
KEPT: dict[type[Event], Kept] = {}
CHECKS: dict[type[Event], Check] = {}


def keeps(
    event: type[E],
    key: str,
    entries: Entries | None = None,
    *,
    chosen: bool = True,
    correctable: bool = True,
) -> Callable[
    [Callable[[Household, E, RecordedEvent], None]],
    Callable[[Household, E, RecordedEvent], None],
]:
    """Let a fold also keep the fact, so that it can be named again.

    `chosen` says that the reporter chose the id for this very fact, so that it tells repeats.
    """

    def keeping(
        fold: Callable[[Household, E, RecordedEvent], None],
    ) -> Callable[[Household, E, RecordedEvent], None]:
        KEPT[event] = Kept(key, fold, entries, correctable)
        key_of = attrgetter(key)

        def keep(state: Household, event: E, at: RecordedEvent) -> None:
            record = state.record
            record.facts[at.event_id] = at
            if chosen:
                record.said.setdefault(key_of(event), at)
            fold(state, event, at)

        return keep

    return keeping


def checks(event: type[Event]) -> Callable[[Check], Check]:
    """Register what a fact is checked for, when it is reported and when it is corrected."""

    def register(check: Check) -> Check:
        CHECKS[event] = check
        return check

    return register


def is_correctable(event: Event) -> bool:
    """Say whether values of a fact can be replaced."""
    kept = KEPT.get(type(event))
    return kept is not None and kept.entries is not None and kept.correctable


def is_annullable(event: Event) -> bool:
    """Say whether a fact can be taken out of the state."""
    kept = KEPT.get(type(event))
    return kept is not None and kept.entries is not None


def is_repeat(state: Household, key: UUID, event: type[Event], command: Command) -> bool:
    """Say whether this very fact is on record. The same id with other content is refused."""
    known = state.record.said.get(key)
    if known is None:
        return False
    shared = type(command).model_fields.keys() & event.model_fields.keys()
    shared -= event.personal.keys() | COMPUTED
    if (
        type(known.event) is event
        and all(getattr(known.event, field) == getattr(command, field) for field in shared)
        and command.occurred_at in (None, known.occurred_at)
    ):
        return True
    raise Refused("V2")
