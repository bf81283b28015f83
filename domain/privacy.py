"""What the law on personal data asks of a programme: how fast to answer, how long to keep."""

from typing import Literal

from domain.definition import Dated, Definition, Item, Label
from domain.personal import Group

# UU 27/2022 arts. 5-13; "retention" is asked by the calendar, not by a person.
RequestKind = Literal[
    "access",
    "consent_withdrawal",
    "correction",
    "erasure",
    "objection",
    "portability",
    "restriction",
    "retention",
]
# A request of these kinds may end in erasure, these others in a file that is handed over.
ERASING = frozenset({"erasure", "retention"})
OPENING = frozenset({"access", "portability"})
ALL_GROUPS = tuple(sorted(group.value for group in Group))


class DataRight(Item):
    """A kind of request, and within how many hours it must be decided."""

    hours: Dated[int]


class Retention(Definition):
    """How long the file of a family is kept after it came to rest.

    It rests when its status is one of `statuses`; `months` later its people's data are proposed
    for erasure. Until then nobody may ask for `kept` to be erased.
    """

    code: str
    label: Label
    enrolled: bool
    statuses: tuple[str, ...]
    months: Dated[int]
    kept: tuple[Group, ...] = ()
