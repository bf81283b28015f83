"""The files of this checkout, as the tests of its shape look at them."""

import ast
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("domain", "services", "projections", "adapters", "config")
NOT_OURS = {"build", "node_modules", "__pycache__"}


def files(*places: str) -> Iterator[Path]:
    """Yield the files below some places of the checkout, or all of them."""
    for place in places or (".",):
        path = ROOT / place
        if path.is_file():
            yield path
        for folder, rooms, names in os.walk(path):
            rooms[:] = sorted(room for room in rooms if _is_ours(room))
            # In a linked checkout `.git` is a file, and names the other one.
            yield from (Path(folder) / name for name in sorted(names) if name != ".git")


def _is_ours(room: str) -> bool:
    return room not in NOT_OURS and (not room.startswith(".") or room == ".ci")


def modules(*places: str) -> list[Path]:
    """Return the Python modules below some places, or of the whole product."""
    return [file for file in files(*(places or (*ROOMS, "app.py"))) if file.suffix == ".py"]


def name_of(file: Path) -> str:
    """Return a file's place in the checkout."""
    return file.relative_to(ROOT).as_posix()


@cache
def parsed(file: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(file.read_text("utf-8"))


def texts(*places: str) -> Iterator[tuple[str, str]]:
    """Yield the place and the text of every file that is text."""
    for file in files(*places):
        try:
            yield name_of(file), file.read_text("utf-8")
        except UnicodeDecodeError:
            continue
