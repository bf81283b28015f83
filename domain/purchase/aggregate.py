"""The stream kind; importing this module gives it all its decisions and folds."""

from domain.aggregate import Aggregate
from domain.purchase.state import Purchase

PURCHASE: Aggregate[Purchase] = Aggregate("purchase", Purchase)
