"""The stream kinds; importing this module gives them all their decisions and folds."""

from domain.aggregate import Aggregate
from domain.instrument.state import DefinitionHistory, InstrumentHistory

INSTRUMENT: Aggregate[InstrumentHistory] = Aggregate("instrument", InstrumentHistory)
DEFINITION: Aggregate[DefinitionHistory] = Aggregate("programme-definition", DefinitionHistory)
