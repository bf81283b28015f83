"""Which fields are personal data, and into which sealed group each of them goes.

A personal field never reaches the log in clear: it is encrypted under the key of the person it
is about, and the log keeps a salted commitment per group, so that one group can be shown to an
inspector without the others. UU 27/2022 art. 4 names health and children's data as specific.
"""

from enum import StrEnum
from typing import Annotated


class Group(StrEnum):
    """What can be opened to a reader on its own."""

    IDENTITY = "identity"
    CONTACT = "contact"
    LOCATION = "location"
    NARRATIVE = "narrative"
    HEALTH = "health"


class PersonalData:
    """Marks a field that is sealed with its person's key, and lost with it."""

    def __init__(self, group: Group) -> None:
        self.group = group


# None is also what a field reads as before it is opened, and for ever after erasure.
Identity = Annotated[str | None, PersonalData(Group.IDENTITY)]
Contact = Annotated[str | None, PersonalData(Group.CONTACT)]
Place = Annotated[str | None, PersonalData(Group.LOCATION)]
Narrative = Annotated[str | None, PersonalData(Group.NARRATIVE)]
Health = Annotated[str | None, PersonalData(Group.HEALTH)]
