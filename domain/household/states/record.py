"""What the record knows about itself: what was amended, what is on hold, what was out of order."""

from dataclasses import dataclass, field
from uuid import UUID

from domain.history import RecordedEvent


@dataclass(slots=True)
class RecordKeeping:
    """`said` finds a fact by the id its reporter gave it, `facts` by its event id.

    Both hold the lines of the history themselves, which is why they take no part in comparing or
    printing a state. `amended` leads from each superseded event to the one that supersedes it;
    `erasures` from each granted request to the person whose data are gone.
    """

    said: dict[UUID, RecordedEvent] = field(default_factory=dict, compare=False, repr=False)
    facts: dict[UUID, RecordedEvent] = field(default_factory=dict, compare=False, repr=False)
    amended: dict[UUID, UUID] = field(default_factory=dict)
    irregularities: dict[UUID, str] = field(default_factory=dict)
    holds: dict[UUID, UUID] = field(default_factory=dict)
    erasures: dict[UUID, UUID] = field(default_factory=dict)
