"""Measures every figure that docs/benchmarks.md promises, and writes build/bench.json.

`python -m tests.benchmarks append replay` measures only some parts.
"""

import json
import sys
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmarks.figures import speed
from tests.database import running_server

PARTS = ("append", "replay", "intake", "proof", "scale", "flags")
RESULT = Path("build/bench.json")


def main(parts):
    figures = [speed()]
    with running_server() as admin_url:
        for part in parts:
            Console(stderr=True).print(f"measuring {part}…")
            figures += import_module(f"tests.benchmarks.{part}").measure(admin_url)
            write(figures)  # so that a part that fails takes none of the others along
    figures.append(speed())
    write(figures)
    show(figures)
    return 0 if all(figure["holds"] for figure in figures) else 1


def write(figures):
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(figures, indent=1))


def show(figures):
    table = Table("figure", "value", "unit", "bar", "holds")
    for figure in figures:
        table.add_row(*(str(figure[name]) for name in ("figure", "value", "unit", "bar", "holds")))
    Console(width=140).print(table)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or PARTS))
