"""Money: the pages of a village at any position of the log, and the books as files."""

import random
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from adapters.books.book import read_book, root_at
from adapters.books.formats import FORMATS
from projections import as_of, postings
from tests.benchmarks.figures import figure, p95

ASKED = 60
PATHS = ("/dana/{village}", "/dana/tanggungan?village={village}", "/antrean", "/temuan")


def pages(client, timed, villages, size):
    """Return p95 of each page about money, at random positions and of random villages."""
    chance = random.Random(11)  # noqa: S311 (a sample, not a secret)
    figures = []
    for path in PATHS:
        milliseconds = []
        for _ in range(ASKED):
            asked = path.format(village=chance.choice(villages))
            mark = "&" if "?" in asked else "?"
            milliseconds.append(timed(client, f"{asked}{mark}as_of={chance.randrange(size)}"))
        name = path.split("?", maxsplit=1)[0].format(village="<village>")
        figures.append(figure(f"{name} as of any position, p95", p95(milliseconds), "ms", 200))
    return figures


def books(house):
    """Return how fast the books of all villages are written, in transactions a second."""
    figures = []
    for name, form in FORMATS.items():
        with TemporaryDirectory() as folder, house.store.reading() as connection:
            point = as_of.resolve(connection, house.programme, None, *postings.BASED_ON)
            root = root_at(house.store.anchors, point.position)
            started = time.monotonic()
            when = point.position, point.recorded_at
            book = read_book(connection, house.programme, when, root)
            form.write(book, Path(folder) / f"books.{form.suffix}")
            figures.append(
                figure(f"books as {name}, all villages", time.monotonic() - started, "s", 60)
            )
    return figures
