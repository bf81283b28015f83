"""Which facts take or give up a household's claim on a person's NIK (rule T3).

Only a live household claims. The dead stay claimed, so that nobody can be nominated in their name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.events import Event
from domain.household.events.assessment import CaseClosed, HouseholdExited
from domain.household.events.identity import IdentityRecordedAnew
from domain.household.events.people import (
    HouseholdAbsorbed,
    HouseholdFormedBySplit,
    HouseholdMerged,
    HouseholdMergeReverted,
    HouseholdSplit,
    MemberAdded,
    MemberLeft,
)
from domain.household.events.targeting import (
    HouseholdNominated,
    NominationRejected,
    NominationReopened,
)
from domain.household.state import Household, Status


@dataclass(frozen=True, slots=True)
class Retake:
    """Whose NIK is claimed anew, and the household in whose history it is sealed (None: its own).

    `persons` is asked with the state before the event.
    """

    persons: Callable[[Household, Any], Iterable[UUID]]
    sealed_in: Callable[[Any], UUID | None] = lambda _: None


def _returning(household: Household, _: HouseholdMergeReverted) -> Iterable[UUID]:
    """Return whom the merged household gets back; the one that went on gets nobody."""
    return household.people.here if household.status is Status.MERGED else ()


# The event carries the NIK of the person that its `subject` names.
TAKES: frozenset[type[Event]] = frozenset({HouseholdNominated, MemberAdded})

# The event carries a new NIK of a person who may have claimed another one, if it carries any.
RENEWS: frozenset[type[Event]] = frozenset({IdentityRecordedAnew})

# The NIK stands in an earlier event about the person.
RETAKES: dict[type[Event], Retake] = {
    NominationReopened: Retake(lambda household, _: household.people.here),
    HouseholdMergeReverted: Retake(_returning),
    HouseholdFormedBySplit: Retake(
        lambda _, event: [line.person_id for line in event.members],
        lambda event: event.from_household_id,
    ),
    HouseholdAbsorbed: Retake(
        lambda _, event: [line.person_id for line in event.adopted],
        lambda event: event.household_id,
    ),
}

RELEASES_PERSON: dict[type[Event], Callable[[Any], Iterable[UUID]]] = {
    MemberLeft: lambda event: (event.person_id,),
    HouseholdSplit: lambda event: event.member_ids,
    HouseholdMergeReverted: lambda event: event.person_ids,
}

RELEASES_ALL: frozenset[type[Event]] = frozenset(
    {NominationRejected, HouseholdMerged, HouseholdExited, CaseClosed}
)
