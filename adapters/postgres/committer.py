"""Lets threads that append at the same time share one call, and so one flush of the disk."""

from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, TypeVar

from eventsourcing.persistence import OperationalError

T = TypeVar("T")
A = TypeVar("A")

SHARED_MAX = 64


class _Request(Generic[T, A]):
    """What one thread wants recorded, and where it waits for its answers."""

    __slots__ = ("answers", "done", "error", "items")

    def __init__(self, items: Sequence[T]) -> None:
        self.items = items
        self.answers: list[A] | None = None
        self.error: Exception | None = None
        self.done = Lock()
        self.done.acquire()


class GroupCommitter(Generic[T, A]):
    """Calls `commit` with the items of one thread, or of all that came while it was busy.

    The first thread to come leads: it calls at once. Those that come meanwhile wait; one of them
    leads the next call, which carries what all of them want. An error of a shared call may be
    the fault of one of them, so that each is then tried on its own.
    """

    def __init__(self, commit: Callable[[Sequence[T]], list[A]]) -> None:
        self._commit = commit
        self._lock = Lock()
        self._busy = False
        self._waiting: deque[_Request[T, A]] = deque()

    def submit(self, items: Sequence[T]) -> list[A]:
        """Return the answers to the items, in their order."""
        with self._lock:
            leads = not self._busy
            if leads:
                self._busy = True
            else:
                request: _Request[T, A] = _Request(items)
                self._waiting.append(request)
        if leads:
            try:
                return self._commit(items)
            finally:
                self._hand_over()
        try:
            request.done.acquire()
        except BaseException:
            self._abandon(request)
            raise
        if request.answers is None and request.error is None:
            self._lead(request)
        if request.error is not None:
            raise request.error
        return request.answers or []

    def _hand_over(self) -> None:
        """Wake the next leader, or leave the seat empty."""
        with self._lock:
            if self._waiting:
                self._waiting[0].done.release()
            else:
                self._busy = False

    def _abandon(self, request: _Request[T, A]) -> None:
        """Leave the queue after an interruption, and pass on the lead if it was given just now."""
        with self._lock:
            waits = request in self._waiting
            if waits:
                self._waiting.remove(request)
        if waits and not request.done.locked():
            self._hand_over()

    def _lead(self, own: _Request[T, A]) -> None:
        """Commit for everybody who waits, the leader's own request first."""
        with self._lock:
            shared = [self._waiting.popleft()]
            count = len(own.items)
            while self._waiting and count + len(self._waiting[0].items) <= SHARED_MAX:
                shared.append(self._waiting.popleft())
                count += len(shared[-1].items)
        try:
            self._commit_shared(shared)
        finally:
            self._hand_over()
            for request in shared[1:]:
                if request.answers is None and request.error is None:
                    request.error = OperationalError("interrupted, perhaps after the commit")
                request.done.release()

    def _commit_shared(self, shared: list[_Request[T, A]]) -> None:
        try:
            answers = iter(self._commit([item for request in shared for item in request.items]))
        except OperationalError as error:
            for request in shared:
                request.error = error
        except Exception as error:  # noqa: BLE001 (whose fault it is comes out below)
            if len(shared) == 1:
                shared[0].error = error
                return
            for request in shared:
                self._commit_shared([request])
        else:
            for request in shared:
                request.answers = [next(answers) for _ in request.items]
