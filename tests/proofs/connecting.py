"""Connections for a store under test."""

from contextlib import contextmanager

import psycopg


def connecting(url):
    """Return what gives a connection for a while."""

    @contextmanager
    def connect():
        with psycopg.connect(url, autocommit=True, options="-c timezone=UTC") as connection:
            yield connection

    return connect
