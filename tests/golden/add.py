"""Puts down the golden rows of new events: `.venv/bin/python -m tests.golden.add`.

Rows that are there stay as they are. When one of them is no longer what it was, nothing is added.
"""

import sys
from pathlib import Path

from adapters.documents import import_domain
from tests.golden.rows import FOLDER, Changed, golden_rows, missing_rows
from tests.golden.seals import FILE, add_sealed


def add(folder: Path = FOLDER) -> list[str]:
    """Return the names of the events whose rows were added. Raises Changed."""
    for row in golden_rows(folder):
        row.check()
    added = list(missing_rows(folder))
    for row in added:
        aggregate = row.name.split(".")[0]
        with (folder / f"{aggregate}.jsonl").open("a", encoding="utf-8") as file:
            file.write(row.line())
    return sorted({row.name for row in added})


if __name__ == "__main__":
    import_domain()
    try:
        names = add()
    except Changed as changed:
        sys.exit(str(changed))
    if add_sealed():
        names.append(FILE.name)
    sys.stdout.write("".join(f"{name}\n" for name in names) or "every event has its rows\n")
