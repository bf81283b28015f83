"""The state of a user's desk. What was read, taken and refused is counted."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Submission:
    """A refused submission in the box."""

    command: str
    code: str
    variant: str
    target: UUID | None


@dataclass(slots=True)
class Desk:
    """`roles` gives per role the villages it is limited to; `box` holds what needs attention.

    `reset_asked` is who asked to forget the second factor, and when, until a second person agrees;
    `resets` is how often one did.
    `settled` and `explained` say what became of a submission, and why.
    """

    user_id: UUID | None = None
    organisation: str = ""
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    blocked: str = ""
    reset_asked: tuple[UUID, datetime] | None = None
    resets: int = 0
    box: dict[UUID, Submission] = field(default_factory=dict)
    settled: dict[UUID, str] = field(default_factory=dict)
    explained: dict[UUID, str] = field(default_factory=dict)
    refusals: int = 0
    readings: int = 0
    releases: int = 0
