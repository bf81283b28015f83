"""How fast one user may write and carry data away: a bucket of tokens for each, in memory.

Whoever goes on too fast is told when to go on. Signing in has a slower limit of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from threading import Lock
from time import monotonic
from uuid import UUID

MINUTE = 60.0
USERS_MAX = 10_000


@dataclass(slots=True)
class Pace:
    """So many writes and exports a minute, all at once if need be. Each process counts its own."""

    writes: int = 600
    exports: int = 120
    clock: Callable[[], float] = monotonic
    _buckets: dict[tuple[UUID, bool], tuple[float, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def wait(self, user_id: UUID, *, is_write: bool) -> int:
        """Take a token, or return after how many seconds there is one."""
        most = self.writes if is_write else self.exports
        with self._lock:
            now = self.clock()
            left = self._left((user_id, is_write), most, now)
            if left < 1:
                return ceil((1 - left) * MINUTE / most)
            if len(self._buckets) >= USERS_MAX:
                self._forget(now)
            self._buckets[user_id, is_write] = left - 1, now
            return 0

    def _left(self, key: tuple[UUID, bool], most: int, now: float) -> float:
        left, at = self._buckets.get(key, (float(most), now))
        return min(most, left + (now - at) * most / MINUTE)

    def _forget(self, now: float) -> None:
        """Drop the buckets that are full again: they are as good as none."""
        self._buckets = {
            key: bucket for key, bucket in self._buckets.items() if now - bucket[1] < MINUTE
        }
