"""Files that hold secrets: whole or absent, and ours alone to read."""

import os
import tempfile
from pathlib import Path


def write_new(path: Path, text: str) -> None:
    """Write a file that only its owner may read. Raises FileExistsError, and then it is as it was.

    Under its name it is never seen half written, also when the machine stops meanwhile.
    """
    unfinished = _written(path, text)
    try:
        os.link(unfinished, path)
    finally:
        unfinished.unlink()


def write_again(path: Path, text: str) -> None:
    """Put a new file in the place of the old one; whoever reads it sees the one or the other."""
    _written(path, text).replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _written(path: Path, text: str) -> Path:
    """Return a file beside the path with the text on the disk; only its owner may read it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return Path(unfinished)
