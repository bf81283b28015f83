"""A read model that can be made to stumble, in its listener or in its table."""

from domain.household.events.accompaniment import VisitMissed, VisitRecorded
from projections.read_model import ReadModel
from projections.tables import Log

TABLE = Log("brittle")
BRITTLE = ReadModel("brittle", __file__, (TABLE,))
# What it does with a visit that was missed.
mood = {"minutes": 0}


@BRITTLE.on(VisitRecorded)
def visited(event, _):
    return [TABLE.says(event.visit_id, event.minutes)]


@BRITTLE.on(VisitMissed)
def missed(event, _):
    return [TABLE.says(event.visit_id, mood["minutes"] + 0)]
