"""What can have happened to an instrument, and to the programme definition as a whole."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from domain.events import Event
from domain.values import Code, Sha256


class InstrumentFact(BaseModel):
    """What the shapes of this module share."""

    model_config = ConfigDict(frozen=True)


class PublicationShape(InstrumentFact):
    """Which version of which instrument."""

    code: Code
    version: Annotated[int, Field(ge=1)]


class InstrumentPublished(PublicationShape, Event, name="instrument.published.v1"):
    """Instrumen diterbitkan. A version came into use.

    `content` is its canonical JSON, `sha256` the hash of that text.
    """

    sha256: Sha256
    content: str


class RetirementShape(PublicationShape):
    """From which day on a version is no longer used."""

    retired_on: date


class InstrumentRetired(RetirementShape, Event, name="instrument.retired.v1"):
    """Instrumen ditarik. A version went out of use."""


class DefinitionShape(InstrumentFact):
    """A programme definition. `content` is the gzip of its files, one after another, in base64.

    `files` names each file with its SHA-256, in the order in which they follow each other.
    """

    version: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    files: Annotated[tuple[tuple[Code, Sha256], ...], Field(min_length=1)]
    content: Annotated[str, Field(max_length=60_000, pattern=r"^[A-Za-z0-9+/=]+$")]


class ProgrammeDefinitionAdopted(DefinitionShape, Event, name="programme-definition.adopted.v1"):
    """Definisi program dipakai. From here on decisions use this definition."""
