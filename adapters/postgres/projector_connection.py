"""How a projector is connected: to the read models of a schema first, then to the log."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import Connection

CONNECT_SECONDS = 3


@contextmanager
def connect(url: str, search_path: str) -> Iterator[Connection[Any]]:
    """Yield a connection in autocommit. Raises psycopg.OperationalError."""
    with psycopg.connect(
        url,
        autocommit=True,
        connect_timeout=CONNECT_SECONDS,
        # What a crash takes from a read model, it takes from its position too.
        options=f"-c search_path={search_path} -c synchronous_commit=off -c timezone=UTC",
    ) as connection:
        yield connection
