"""Lets threads that append at the same time share one call, and so one flush of the disk."""

from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock
from time import perf_counter, sleep
from typing import Generic, TypeVar

from eventsourcing.persistence import OperationalError

T = TypeVar("T")
A = TypeVar("A")

SHARED_MAX = 64
WORTH_WAITING = 0.2
NAP_SECONDS = 0.00005


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
    leads the next call, which carries what all of them want. As long as calls are shared, the
    leader waits a little for those who were answered last and may come again: who is alone never
    waits. An error of a shared call may be the fault of one, so that each is then tried alone.
    """

    def __init__(self, commit: Callable[[Sequence[T]], list[A]]) -> None:
        self._commit = commit
        self._lock = Lock()
        self._busy = False
        self._waiting: deque[_Request[T, A]] = deque()
        self._expected = 0
        self._seconds = 0.0

    def submit(self, items: Sequence[T]) -> list[A]:
        """Return the answers to the items, in their order."""
        request: _Request[T, A] = _Request(items)
        with self._lock:
            leads = not self._busy
            self._busy = True
            self._waiting.append(request)
        if not leads:
            leads = self._wait(request)
        if leads:
            self._lead()
        if request.error is not None:
            raise request.error
        return request.answers or []

    def _wait(self, request: _Request[T, A]) -> bool:
        """Wait for the answers, or for the lead: then return True."""
        try:
            request.done.acquire()
        except BaseException:
            with self._lock:
                waits = request in self._waiting
                if waits:
                    self._waiting.remove(request)
            if waits and not request.done.locked():
                self._hand_over(answered=0)
            raise
        return request.answers is None and request.error is None

    def _lead(self) -> None:
        """Commit for everybody who waits, as far as one call may carry them."""
        self._gather()
        with self._lock:
            shared = [self._waiting.popleft()]
            count = len(shared[0].items)
            while self._waiting and count + len(self._waiting[0].items) <= SHARED_MAX:
                shared.append(self._waiting.popleft())
                count += len(shared[-1].items)
        begun = perf_counter()
        try:
            self._commit_shared(shared)
        finally:
            self._seconds = perf_counter() - begun
            self._hand_over(answered=len(shared))
            for request in shared[1:]:
                if request.answers is None and request.error is None:
                    request.error = OperationalError("interrupted, perhaps after the commit")
                request.done.release()

    def _gather(self) -> None:
        """Wait for those who may come again, but only for a fraction of what a call takes."""
        until = perf_counter() + self._seconds * WORTH_WAITING
        while len(self._waiting) < self._expected and perf_counter() < until:
            sleep(NAP_SECONDS)

    def _hand_over(self, answered: int) -> None:
        """Wake the next leader, or leave the seat empty."""
        with self._lock:
            self._expected = len(self._waiting) + answered
            if self._waiting:
                self._waiting[0].done.release()
            else:
                self._busy = False

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
