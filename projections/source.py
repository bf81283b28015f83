"""Which code wrote a read model: after a change of the code it is rebuilt, never migrated."""

from functools import cache
from hashlib import sha256
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_ROOMS = ("domain", "projections")


@cache
def fingerprint() -> str:
    """Return a hash of everything that decides what is in a row: folds, listeners and tables."""
    digest = sha256()
    for room in _ROOMS:
        for path in sorted((_ROOT / room).rglob("*")):
            if path.suffix in {".py", ".sql"}:
                digest.update(path.relative_to(_ROOT).as_posix().encode() + b"\0")
                digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:32]
