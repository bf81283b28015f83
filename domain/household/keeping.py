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
from domain.household.aggregate import HOUSEHOLD
from domain.household.state import Household
from domain.rules import Refused

E = TypeVar("E", bound=Event)
Fold = Callable[[Household, Any, RecordedEvent], None]
Check = Callable[[Household, Any, Context], dict[str, bool]]


@dataclass(frozen=True, slots=True)
class Kept:
    """`key` names the field with the id that the reporter chose; some facts have none.

    `forget` takes the fact out of the state; a fact without it is not annulled. `again` says
    whether it may be corrected.
    """

    key: str | None
    fold: Fold
    forget: Callable[[Household, Any], None] | None
    again: bool


KEPT: dict[type[Event], Kept] = {}
CHECKS: dict[type[Event], Check] = {}


def keeps(
    event: type[E],
    key: str | None,
    forget: Callable[[Household, E], None] | None = None,
    *,
    again: bool = True,
) -> Callable[
    [Callable[[Household, E, RecordedEvent], None]],
    Callable[[Household, E, RecordedEvent], None],
]:
    """Register the fold of a fact that can be named again."""

    def register(
        fold: Callable[[Household, E, RecordedEvent], None],
    ) -> Callable[[Household, E, RecordedEvent], None]:
        KEPT[event] = Kept(key, fold, forget, again)
        HOUSEHOLD.folds(event)(_keeping(fold, key))
        return fold

    return register


def _keeping(
    fold: Callable[[Household, E, RecordedEvent], None], key: str | None
) -> Callable[[Household, E, RecordedEvent], None]:
    if key is None:

        def keep(state: Household, event: E, at: RecordedEvent) -> None:
            state.record.facts[at.event_id] = at
            fold(state, event, at)

        return keep

    key_of = attrgetter(key)

    def keep_by_key(state: Household, event: E, at: RecordedEvent) -> None:
        record = state.record
        record.said.setdefault(key_of(event), at)
        record.facts[at.event_id] = at
        fold(state, event, at)

    return keep_by_key


def checks(event: type[Event]) -> Callable[[Check], Check]:
    """Register what a fact is checked for, when it is reported and when it is corrected."""

    def register(check: Check) -> Check:
        CHECKS[event] = check
        return check

    return register


def is_repeat(state: Household, key: UUID, event: type[Event], command: Command) -> bool:
    """Say whether this very fact is on record. The same id with other content is refused."""
    known = state.record.said.get(key)
    if known is None:
        return False
    shared = type(command).model_fields.keys() & event.model_fields.keys() - event.personal.keys()
    if (
        type(known.event) is event
        and all(getattr(known.event, field) == getattr(command, field) for field in shared)
        and command.occurred_at in (None, known.occurred_at)
    ):
        return True
    raise Refused("V2")
