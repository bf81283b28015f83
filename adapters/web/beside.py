"""Reads two things of one page at the same time, where a second connection is idle."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

from psycopg import Connection

from adapters.web.parts import Parts
from adapters.web.reads import Point

Read = TypeVar("Read")


@contextmanager
def beside(
    parts: Parts, point: Point, read: Callable[[Connection[Any]], Read]
) -> Iterator[Callable[[], Read]]:
    """Let something be read while the block goes on, and yield what waits for it.

    Without a connection to spare it is read over the point's own, when it is waited for.
    """
    with parts.spare() as spare:
        if spare is None:
            yield lambda: read(point.connection)
            return
        with ThreadPoolExecutor(1) as thread:
            yield thread.submit(read, spare).result
