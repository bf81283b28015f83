"""What every decision about a village checks first."""

from domain.rules import Refused
from domain.village_programme.state import VillageProgramme


def check_selected(state: VillageProgramme) -> None:
    """Refuse whatever is asked of a village that is not in the programme."""
    if not state.selected:
        raise Refused("M3", "unselected")
