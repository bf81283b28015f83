"""What a mentor or an agency can say about a referral."""

from domain.commands import Command
from domain.household.events.rights import (
    AcceptanceShape,
    DeliveryShape,
    ReferralShape,
    RefusalShape,
)


class MakeReferral(ReferralShape, Command, name="household.make-referral"):
    """Put a need before the agency that has to serve it."""


class AcceptReferral(AcceptanceShape, Command, name="household.accept-referral"):
    """Take a referral on and promise a day."""


class DeclineReferral(RefusalShape, Command, name="household.decline-referral"):
    """Say no to a referral."""


class DeliverService(DeliveryShape, Command, name="household.deliver-service"):
    """Show that the service reached the household."""


class CloseReferralUnmet(RefusalShape, Command, name="household.close-referral-unmet"):
    """End a referral without a service."""
