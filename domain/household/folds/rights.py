"""How referrals change the state."""

from domain.history import RecordedEvent
from domain.household.aggregate import HOUSEHOLD
from domain.household.events.rights import (
    ReferralAccepted,
    ReferralClosedUnmet,
    ReferralDeclined,
    ReferralMade,
    ServiceDelivered,
)
from domain.household.keeping import keeps
from domain.household.state import Household
from domain.household.states.rights import Referral


@HOUSEHOLD.folds(ReferralMade)
@keeps(ReferralMade, "referral_id", lambda state: state.rights.referrals)
def referral(state: Household, event: ReferralMade, _: RecordedEvent) -> None:
    state.rights.referrals[event.referral_id] = Referral(event.need_id, event.owner, event.due_on)


@HOUSEHOLD.folds(ReferralAccepted)
def acceptance(state: Household, event: ReferralAccepted, _: RecordedEvent) -> None:
    state.rights.accepted[event.referral_id] = event.due_on


@HOUSEHOLD.folds(ReferralDeclined)
def refusal(state: Household, event: ReferralDeclined, _: RecordedEvent) -> None:
    state.rights.ended[event.referral_id] = "declined"


@HOUSEHOLD.folds(ServiceDelivered)
@keeps(ServiceDelivered, "referral_id", lambda state: state.rights.ended, chosen=False)
def delivery(state: Household, event: ServiceDelivered, _: RecordedEvent) -> None:
    state.rights.ended[event.referral_id] = "served"


@HOUSEHOLD.folds(ReferralClosedUnmet)
def unmet(state: Household, event: ReferralClosedUnmet, _: RecordedEvent) -> None:
    state.rights.ended[event.referral_id] = "unmet"
