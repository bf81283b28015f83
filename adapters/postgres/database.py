"""Where things lie in the database: the schemas of a programme, and its three roles."""

import json
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from psycopg.sql import Identifier, Literal

from adapters.secret_files import write_new

OWNER, APP, READER = ROLES = ("jejak_owner", "jejak_app", "jejak_reader")

# Schemas of one programme share its name; PostgreSQL cuts names after 63 bytes.
PROGRAMME = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True)
class Schemas:
    """The schemas of one programme."""

    programme: str

    def __post_init__(self) -> None:
        if not PROGRAMME.fullmatch(self.programme):
            raise ValueError(f"{self.programme!r} cannot name a programme's schemas")

    @property
    def ledger(self) -> str:
        return self.programme

    @property
    def keys(self) -> str:
        return f"{self.programme}_keys"

    @property
    def read(self) -> str:
        return f"{self.programme}_read"

    @property
    def shadow(self) -> str:
        """Return where read models are made again before they are put in their place."""
        return f"{self.programme}_shadow"

    @property
    def access(self) -> str:
        return f"{self.programme}_access"

    @property
    def channel(self) -> str:
        """Return the channel on which every append is announced."""
        return f"{self.programme}_appended"

    def fill(self, template: str, **more: str) -> str:
        """Return SQL with this programme's names, safely quoted, in place of @marks@."""
        frontier = Literal(Identifier(self.ledger, "frontier").as_string()).as_string()
        names = {
            "ledger": Identifier(self.ledger).as_string(),
            "keys": Identifier(self.keys).as_string(),
            "read": Identifier(self.read).as_string(),
            "access": Identifier(self.access).as_string(),
            # The lock of the programme's log: an advisory lock by the number of its frontier.
            "lock": f"{frontier}::regclass::oid::bigint",
            **{mark: Identifier(name).as_string() for mark, name in more.items()},
        }
        return re.sub(r"@(\w+)@", lambda mark: names[mark[1]], template)


def role_passwords(path: Path) -> dict[str, str]:
    """Return the passwords of the roles, kept in a file of ours that is made when missing."""
    if not path.exists():
        made = {role: secrets.token_urlsafe(24) for role in ROLES}
        with suppress(FileExistsError):  # another process was faster
            write_new(path, json.dumps(made))
    kept: dict[str, str] = json.loads(path.read_text())
    return kept


def url_as(url: str, role: str, passwords: Mapping[str, str]) -> str:
    """Return the address of the same database for one of the roles."""
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"{role}:{quote(passwords[role], safe='')}@{place}").geturl()
