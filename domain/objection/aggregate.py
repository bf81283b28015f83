"""The stream kind; importing this module gives it all its decisions and folds."""

from domain.aggregate import Aggregate
from domain.objection.state import Objection

OBJECTION: Aggregate[Objection] = Aggregate("objection", Objection)
