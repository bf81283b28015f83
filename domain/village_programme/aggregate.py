"""The stream kind; importing this module gives it all its decisions and folds."""

from domain.aggregate import Aggregate
from domain.village_programme.state import VillageProgramme

VILLAGE_PROGRAMME: Aggregate[VillageProgramme] = Aggregate("village-programme", VillageProgramme)
