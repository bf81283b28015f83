"""Which code wrote a read model: after a change of the code it is rebuilt, never migrated."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from domain.programme import Programme

_ROOT = Path(__file__).parents[1]
_ROOMS = ("domain", "projections")


@cache
def _code() -> bytes:
    digest = sha256()
    for room in _ROOMS:
        for path in sorted((_ROOT / room).rglob("*")):
            if path.suffix in {".py", ".sql"}:
                digest.update(path.relative_to(_ROOT).as_posix().encode() + b"\0")
                digest.update(sha256(path.read_bytes()).digest())
    return digest.digest()


def fingerprint(definition: Programme | None = None) -> str:
    """Return a hash of everything that decides what is in a row.

    That is folds, listeners and tables, and the thresholds of the red flags.
    """
    digest = sha256(_code())
    if definition is not None:
        for part in (definition.flags, definition.limits):
            digest.update(part.model_dump_json().encode())
    return digest.hexdigest()[:32]
