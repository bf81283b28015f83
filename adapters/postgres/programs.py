"""Runs PostgreSQL's own programs for backups, without a password on their command line."""

import os
import subprocess
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from adapters.postgres.binaries import find_binaries


class ProgramFailed(RuntimeError):
    """A program of PostgreSQL ended with an error; the message holds what it said."""


def surroundings(url: str) -> dict[str, str]:
    """Return the environment in which PostgreSQL's programs find a server."""
    parts = urlsplit(url)
    found = {
        "PATH": os.defpath,
        "LC_ALL": "C",
        "PGHOST": parts.hostname or "127.0.0.1",
        "PGPORT": str(parts.port or 5432),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGAPPNAME": "jejak-backup",
    }
    for name, values in parse_qs(parts.query).items():
        found[f"PG{name.upper()}"] = values[0]
    return found


def command(program: str, *arguments: str | Path) -> list[str]:
    """Return the words of a command; the program is of the same version as our server."""
    return [str(find_binaries() / program), *map(str, arguments)]


def run(program: str, *arguments: str | Path, url: str | None = None) -> None:
    """Run a program to its end. Raises ProgramFailed."""
    done = subprocess.run(  # noqa: S603 (our own words)
        command(program, *arguments),
        check=False,
        env=surroundings(url) if url else {"PATH": os.defpath, "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise ProgramFailed(f"{program} ({done.returncode}): {done.stdout.strip()[-2000:]}")
