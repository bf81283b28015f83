"""File locks between the processes of one home.

The kernel gives them back however a process ends.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked(path: Path) -> Iterator[int]:
    """Hold the lock alone; yields its descriptor, so that a child process can hold on to it."""
    lock = _open(path)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock
    finally:
        os.close(lock)


class SharedUse:
    """A count of the processes that use something, which cannot go wrong when one is killed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mine: int | None = None

    def join(self) -> None:
        """Count this process among the users, after waiting for one that is closing down."""
        if self._mine is None:
            self._mine = _open(self._path)
            fcntl.flock(self._mine, fcntl.LOCK_SH)

    @contextmanager
    def leaving(self) -> Iterator[bool]:
        """Leave; yields whether nobody else is left, and lets nobody join until the end."""
        mine = _open(self._path) if self._mine is None else self._mine
        self._mine = None
        try:
            yield _got_alone(mine)
        finally:
            os.close(mine)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def _got_alone(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
