"""Connections that several threads share, and that get over a restart of the server in seconds."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import Connection, InterfaceError, OperationalError
from psycopg_pool import ConnectionPool, PoolTimeout

CONNECT_SECONDS = 3
# For so long a lost connection is tried again by itself; after that by whoever needs one. The
# library's five minutes would let its pauses grow to minutes as well.
RECONNECT_SECONDS = 5
SPARE_SECONDS = 0.005


class SharedConnections(ConnectionPool[Connection[Any]]):
    """A pool that forgets all its idle connections when one of them turns out to be broken.

    When one is broken, so are usually the others: whoever comes next should not have to find out.
    """

    def __init__(self, url: str, size: int, kwargs: dict[str, Any]) -> None:
        super().__init__(
            url,
            min_size=1,
            max_size=size,
            timeout=CONNECT_SECONDS,
            reconnect_timeout=RECONNECT_SECONDS,
            kwargs={"autocommit": True, "connect_timeout": CONNECT_SECONDS, **kwargs},
            open=True,
        )

    @contextmanager
    def connection(self, timeout: float | None = None) -> Iterator[Connection[Any]]:
        """Yield a connection; raises OperationalError while the server is away."""
        try:
            with super().connection(timeout) as connection:
                yield connection
        except (OperationalError, InterfaceError):
            self.drain()
            raise

    @contextmanager
    def spare(self) -> Iterator[Connection[Any] | None]:
        """Yield a second connection if one is idle; who holds one must not wait for another."""
        try:
            connection = self.getconn(SPARE_SECONDS)
        except PoolTimeout:
            yield None
            return
        try:
            yield connection
        except (OperationalError, InterfaceError):
            self.drain()
            raise
        finally:
            self.putconn(connection)
