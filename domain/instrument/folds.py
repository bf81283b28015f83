"""How each event changes the states of an instrument and of the programme definition."""

from domain.history import RecordedEvent
from domain.instrument.aggregate import DEFINITION, INSTRUMENT
from domain.instrument.events import (
    InstrumentPublished,
    InstrumentRetired,
    ProgrammeDefinitionAdopted,
)
from domain.instrument.state import DefinitionHistory, InstrumentHistory


@INSTRUMENT.folds(InstrumentPublished)
def publish(state: InstrumentHistory, event: InstrumentPublished, _: RecordedEvent) -> None:
    state.sha256[event.version] = event.sha256


@INSTRUMENT.folds(InstrumentRetired)
def retire(state: InstrumentHistory, event: InstrumentRetired, _: RecordedEvent) -> None:
    state.retired_on[event.version] = event.retired_on


@DEFINITION.folds(ProgrammeDefinitionAdopted)
def adopt(state: DefinitionHistory, event: ProgrammeDefinitionAdopted, _: RecordedEvent) -> None:
    state.versions.append(event.version)
