"""The household as an aggregate: importing this module gives it all its decisions and folds."""

from domain.aggregate import Aggregate
from domain.household.state import Household

HOUSEHOLD: Aggregate[Household] = Aggregate("household", Household)
