"""How an identity that is recorded anew changes the state: rules read only that it is known."""

from domain.history import RecordedEvent
from domain.household.aggregate import HOUSEHOLD
from domain.household.events.identity import IdentityRecordedAnew
from domain.household.keeping import keeps
from domain.household.state import Household


@HOUSEHOLD.folds(IdentityRecordedAnew)
@keeps(IdentityRecordedAnew, "identity_id")
def identity_recorded_anew(
    state: Household, event: IdentityRecordedAnew, _: RecordedEvent
) -> None:
    member = state.people.members.get(event.person_id)
    if member is not None and "nik" in event.replaced:
        member.nik_missing = False
