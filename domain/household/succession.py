"""How a household keeps exactly one head when people go: rule N4."""

from dataclasses import dataclass
from uuid import UUID

from domain.checks import check_code, check_organisation
from domain.context import Context
from domain.events import Event
from domain.household.commands.people import ChildCare
from domain.household.events.people import (
    ChildReferredToSocialWorker,
    GuardianNamed,
    HeadChanged,
)
from domain.household.state import Household
from domain.rules import Refused


def adults(state: Household, context: Context) -> set[UUID]:
    """Return the adult members here."""
    return state.people.adults(context.programme.limits.adult_age_bands.on(context.today))


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """Who goes, who becomes head, who answers for children left alone, and why."""

    going: frozenset[UUID] = frozenset()
    successor_id: UUID | None
    care: ChildCare | None
    reason: str


def succeed(state: Household, context: Context, wish: Succession) -> list[Event]:
    """Return the change of head that is needed when these people go, and the care for children."""
    staying, head_id = state.people.here.keys() - wish.going, state.people.head_id
    if not staying:
        return []
    if head_id not in staying:
        if wish.successor_id not in staying:
            raise Refused("N4", "successor")
        return enthrone(state, context, wish)
    if adults(state, context) & staying:
        return []
    if wish.care is None and state.people.guardian_id is None:
        raise Refused("N4", "guardian")
    return _called(context, head_id, wish.care)


def enthrone(state: Household, context: Context, wish: Succession) -> list[Event]:
    """Return the change of head. A child becomes head only where no adult stays."""
    grown, care = adults(state, context) - wish.going, wish.care
    if grown and wish.successor_id not in grown:
        raise Refused("N4", "adult")
    if not grown and care is None:
        raise Refused("N4", "guardian")
    changed = HeadChanged(
        person_id=wish.successor_id, previous_head_id=state.people.head_id, reason=wish.reason
    )
    return [changed, *_called(context, changed.person_id, None if grown else care)]


def _called(context: Context, head_id: UUID, care: ChildCare | None) -> list[Event]:
    if care is None:
        return []
    check_organisation(context, care.agency)
    check_code(context, "guardian_relation", care.relation)
    return [
        GuardianNamed(**care.model_dump(exclude={"referral_id", "agency"})),
        ChildReferredToSocialWorker(
            referral_id=care.referral_id, person_id=head_id, agency=care.agency
        ),
    ]
