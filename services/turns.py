"""How writers who want the same stream get out of each other's way.

The first decision is taken without waiting, because mostly nobody else is there. Whoever was
beaten waits for a turn among those of this process, and pauses a little for those of others.
"""

from dataclasses import dataclass, field
from random import uniform
from threading import Lock
from uuid import UUID

TURNS = 64
PAUSE_SECONDS, LONGEST = 0.004, 10


@dataclass(frozen=True, slots=True)
class Turns:
    """Locks that streams share: a stream always has the same one."""

    locks: list[Lock] = field(default_factory=lambda: [Lock() for _ in range(TURNS)])

    def at(self, stream: UUID) -> Lock:
        """Return the lock of those who were beaten at a stream."""
        return self.locks[stream.int % TURNS]


def pause(attempt: int) -> float:
    """Return for how many seconds to stay away: longer and longer."""
    return uniform(0, PAUSE_SECONDS) * min(attempt, LONGEST)  # noqa: S311 (keeps no secret)
