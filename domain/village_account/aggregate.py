"""The stream kind; importing this module gives it all its decisions and folds."""

from domain.aggregate import Aggregate
from domain.village_account.state import VillageAccount

VILLAGE_ACCOUNT: Aggregate[VillageAccount] = Aggregate("village-account", VillageAccount)
