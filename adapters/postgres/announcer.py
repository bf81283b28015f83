"""Tells who listens that the log has grown, beside the append and not in it.

A NOTIFY inside the append would cost each one a tenth of its time, and make the commits of all
programmes on a server wait for each other. Here many appends share one word; who misses it finds
the log grown at the next poll.
"""

import time
from contextlib import suppress
from threading import Event, Lock, Thread
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier

PAUSE_SECONDS = 0.02
CLOSE_SECONDS = 3


class Announcer:
    """A thread that sends the word. It begins with the first append."""

    def __init__(self, url: str, channel: str, connect_seconds: int) -> None:
        self._url = url
        self._connect_seconds = connect_seconds
        self._word = SQL("NOTIFY {}").format(Identifier(channel))
        self._grown = Event()
        self._closing = False
        self._start = Lock()
        self._thread: Thread | None = None

    def announce(self) -> None:
        """Have it said soon that the log has grown."""
        if not self._grown.is_set():
            self._grown.set()
            if self._thread is None:
                self._begin()

    def close(self) -> None:
        """Say what is still to be said, and end."""
        if self._thread is not None:
            self._closing = True
            self._grown.set()
            self._thread.join(CLOSE_SECONDS)

    def _begin(self) -> None:
        with self._start:
            if self._thread is None:
                self._thread = Thread(target=self._run, name="jejak-announcer", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        connection: psycopg.Connection[Any] | None = None
        while True:
            self._grown.wait()
            self._grown.clear()
            with suppress(psycopg.Error):
                if connection is None or connection.closed:
                    connection = self._connect()
                connection.execute(self._word)
            if self._closing:
                break
            time.sleep(PAUSE_SECONDS)
        if connection is not None:
            connection.close()

    def _connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(
            self._url,
            autocommit=True,
            connect_timeout=self._connect_seconds,
            options="-c synchronous_commit=off",
        )
