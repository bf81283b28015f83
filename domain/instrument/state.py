"""The states of an instrument and of the programme definition."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True)
class InstrumentHistory:
    """The versions of one instrument: the hash of each, and since when it is out of use."""

    sha256: dict[int, str] = field(default_factory=dict)
    retired_on: dict[int, date] = field(default_factory=dict)


@dataclass(slots=True)
class DefinitionHistory:
    """The versions of the programme definition in the order of their adoption."""

    versions: list[str] = field(default_factory=list)
