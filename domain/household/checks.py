"""What many decisions on a household check in the same words."""

from uuid import UUID

from domain.household.state import Household, Status
from domain.household.states.people import Member
from domain.programme import NeedKind
from domain.rules import Refused


def check_status(state: Household, *allowed: Status) -> None:
    """Refuse what the state machine does not allow now."""
    if state.status is Status.UNKNOWN:
        raise Refused("S1", "unknown")
    if state.status not in allowed:
        raise Refused("S1", status=state.status.value)


def check_known(state: Household, person_id: UUID) -> Member:
    """Return somebody who belongs or belonged to the household."""
    member = state.people.members.get(person_id)
    if member is None:
        raise Refused("S1", "missing")
    return member


def check_here(state: Household, person_id: UUID) -> Member:
    """Return somebody who lives with the household now."""
    member, presence = check_known(state, person_id), state.people.presence(person_id)
    if presence == "dead":
        raise Refused("N4", "dead")
    if presence != "here":
        raise Refused("S1", "missing")
    return member


def check_owner(kind: NeedKind, owner: str) -> None:
    """Refuse an agency that does not own needs of this kind (rule R1)."""
    if owner not in kind.owned_by:
        raise Refused("R1", "owner", owner=owner, kind=kind.code)


def head_of(state: Household) -> UUID:
    """Return the person under whose key facts about the whole household are sealed."""
    if state.people.head_id is None:
        raise Refused("S1", "unknown")
    return state.people.head_id
