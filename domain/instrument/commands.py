"""What can be asked of instruments and of the programme definition."""

from domain.commands import Command
from domain.instrument.events import DefinitionShape, PublicationShape, RetirementShape


class PublishInstrument(PublicationShape, Command, name="instrument.publish"):
    """Bring a version of the programme definition's instruments into use."""


class RetireInstrument(RetirementShape, Command, name="instrument.retire"):
    """Take a version out of use."""


class AdoptDefinition(DefinitionShape, Command, name="programme-definition.adopt"):
    """Use a version of the programme definition from here on."""
