"""Refuses a PostgreSQL that may forget what it has acknowledged."""

from typing import Any

import psycopg
from psycopg import Connection

# How each setting must not stand; anything else keeps its promise at least on this machine.
UNSAFE = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
SETTINGS = "SELECT name, setting FROM pg_settings WHERE name = ANY (%s) ORDER BY name"


class MayForget(Exception):
    """The server may lose what it has acknowledged; the message says which setting, and how on."""

    def __init__(self, settings: list[tuple[str, str]]) -> None:
        named = ", ".join(f"{name} = {value}" for name, value in settings)
        super().__init__(
            f"PostgreSQL ini dapat kehilangan catatan yang sudah dijawab ({named}); nyalakan, lalu"
            f" mulai lagi. / This PostgreSQL may lose what it has acknowledged ({named}); switch"
            " it on, then start again."
        )


def unsafe_settings(connection: Connection[Any]) -> list[tuple[str, str]]:
    """Return the settings that let acknowledged events be lost, as they hold for this role."""
    rows = connection.execute(SETTINGS, [list(UNSAFE)]).fetchall()
    return [(name, value) for name, value in rows if value == UNSAFE[name]]


def check_durability(url: str) -> None:
    """Refuse to go on with a server that may forget. Raises MayForget."""
    with psycopg.connect(url) as connection:
        if unsafe := unsafe_settings(connection):
            raise MayForget(unsafe)
