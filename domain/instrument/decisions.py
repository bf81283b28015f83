"""Which wishes about instruments come true: a published version never changes."""

from hashlib import sha256

from domain.canonical import canonical_json
from domain.context import Context
from domain.events import Event
from domain.instrument.aggregate import DEFINITION, INSTRUMENT
from domain.instrument.commands import AdoptDefinition, PublishInstrument, RetireInstrument
from domain.instrument.events import (
    InstrumentPublished,
    InstrumentRetired,
    ProgrammeDefinitionAdopted,
)
from domain.instrument.state import DefinitionHistory, InstrumentHistory
from domain.programme import Instrument
from domain.rules import Refused


@INSTRUMENT.decides(PublishInstrument)
def publish(state: InstrumentHistory, command: PublishInstrument, context: Context) -> list[Event]:
    instrument = _defined(command, context)
    content = canonical_json(instrument.model_dump())
    digest = sha256(content.encode()).hexdigest()
    published = state.sha256.get(command.version)
    if published == digest:
        return []
    if published is not None:
        raise Refused("Q1", "changed", instrument=command.code, version=command.version)
    return [InstrumentPublished(**command.facts(), sha256=digest, content=content)]


@INSTRUMENT.decides(RetireInstrument)
def retire(state: InstrumentHistory, command: RetireInstrument, _: Context) -> list[Event]:
    if state.retired_on.get(command.version) == command.retired_on:
        return []
    if command.version not in state.sha256:
        raise Refused("Q1", "unpublished", instrument=command.code, version=command.version)
    return [InstrumentRetired(**command.facts())]


@DEFINITION.decides(AdoptDefinition)
def adopt(state: DefinitionHistory, command: AdoptDefinition, context: Context) -> list[Event]:
    """Adopt the running definition; going back to an earlier version is an adoption too."""
    if state.versions and state.versions[-1] == command.version:
        return []
    if command.version != context.programme.version:
        raise Refused("Q1", "running", version=command.version)
    return [ProgrammeDefinitionAdopted(**command.facts())]


def _defined(command: PublishInstrument, context: Context) -> Instrument:
    for instrument in context.programme.instruments:
        if (instrument.code, instrument.version) == (command.code, command.version):
            return instrument
    raise Refused("Q1", "unknown", instrument=command.code, version=command.version)
