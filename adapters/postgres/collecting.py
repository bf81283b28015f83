"""Keeps the garbage collector away while pages of the log go by.

A page leaves no cycles behind, and at each collection every folded state would be looked at.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_busy = 0
_was_enabled = False


@contextmanager
def no_collections() -> Iterator[None]:
    """Let nothing be collected while anybody is in here, in whichever thread."""
    _enter()
    try:
        yield
    finally:
        _leave()


def _enter() -> None:
    global _busy, _was_enabled  # noqa: PLW0603 (there is one collector in a process)
    with _lock:
        if not _busy:
            _was_enabled = gc.isenabled()
        _busy += 1
        gc.disable()


def _leave() -> None:
    global _busy  # noqa: PLW0603
    with _lock:
        _busy -= 1
        if not _busy and _was_enabled:
            gc.enable()
