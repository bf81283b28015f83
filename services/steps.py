"""Commands that concern more than one stream, and those that only come along with them."""

from domain.household.commands.record import AnnulEvent, CorrectEvent
from services import finding_steps, household_steps, money_steps
from services.follow_ups import FOLLOW_UPS, follow_ups_of
from services.step import Step

__all__ = ["FOLLOW_UPS", "ONLY_FOLLOWING", "Step", "follow_ups_of"]

ROOMS = finding_steps, household_steps, money_steps

# The other halves: nobody asks for them, they come along with what is asked for.
# So does an amendment: only the second person's confirmation of a proposal brings it about.
ONLY_FOLLOWING = frozenset(
    command.name for following in FOLLOW_UPS.values() for command in following.brings
) | {AnnulEvent.name, CorrectEvent.name}
