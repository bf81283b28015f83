"""Named SQL statements, kept in the `.sql` file beside each module that uses them."""

import re
from pathlib import Path

from psycopg.sql import SQL

_NAME = re.compile(r"^-- name: (\w+)\n", re.MULTILINE)


def load(python_file: str) -> dict[str, SQL]:
    """Return the statements of `x.sql` for `x.py`, keyed by name."""
    text = Path(python_file).with_suffix(".sql").read_text("utf-8")
    _, *parts = _NAME.split(text)
    return {name: SQL(query) for name, query in zip(parts[::2], parts[1::2], strict=True)}
