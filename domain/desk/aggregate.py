"""The stream kind; importing this module gives it all its decisions and folds."""

from domain.aggregate import Aggregate
from domain.desk.state import Desk

DESK: Aggregate[Desk] = Aggregate("desk", Desk)
