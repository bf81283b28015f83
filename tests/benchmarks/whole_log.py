"""The whole simulated log checked, from PostgreSQL and from a mirror: in what time and memory.

Nothing is written into that log: the mirror is signed here, by a key of its own.
"""

import shutil
from time import perf_counter

from tests.benchmarks import scale
from tests.benchmarks.figures import figure, peak_megabytes
from tests.benchmarks.house import HOME, log_size, the_house

MIRROR = HOME.with_name("bench-mirror")
AT_ONCE = 16


def measure():
    figures = scale.simulated() if not scale.is_usable() else []
    try:
        for step in ("_verified", "_mirrored", "_checked"):
            figures += scale.in_a_process_of_its_own(step, __name__)
    finally:
        shutil.rmtree(MIRROR, ignore_errors=True)
    return figures


def _verified():
    from adapters.postgres.verify import verify  # noqa: PLC0415 (in a process of its own)

    with the_house() as house:
        started = perf_counter()
        found = verify(house.store.url("jejak_reader"), house.store.schemas.programme)
        seconds = perf_counter() - started
    assert found.ok, found
    return _figures(f"verifying a log of {found.size:,} events from PostgreSQL", seconds, 20)


def _mirrored():
    """Write the mirror, which is not measured: nobody waits for it."""
    from adapters.anchors.mirror import write_tile  # noqa: PLC0415
    from adapters.anchors.notes import LOG, Checkpoint, Signer  # noqa: PLC0415
    from adapters.anchors.texts import WIDTH, Tile, entry_bundle  # noqa: PLC0415
    from domain.sealed_log import Frontier  # noqa: PLC0415

    shutil.rmtree(MIRROR, ignore_errors=True)
    frontier = Frontier()
    with the_house() as house:
        size = log_size(house)
        for first in range(0, size, WIDTH * AT_ONCE):
            events = house.store.evidence.between(first, min(first + WIDTH * AT_ONCE, size))
            for at in range(0, len(events), WIDTH):
                chunk, index = events[at : at + WIDTH], (first + at) // WIDTH
                entries = entry_bundle([each.entry for each in chunk])
                write_tile(MIRROR, Tile(-1, index, len(chunk)), entries)
                leaves = [each.leaf for each in chunk]
                write_tile(MIRROR, Tile(0, index, len(chunk)), b"".join(leaves))
                for leaf in leaves:
                    frontier.append(leaf)
    signer = Signer.make("jejak.contoh/log", LOG)
    text = Checkpoint(signer.name, size, frontier.root()).text
    (MIRROR / "checkpoint").write_text(f"{text}\n{signer.line(text)}")
    (MIRROR / "policy").write_text(f"log {signer.verifier}\nquorum none\n")
    return []


def _checked():
    from adapters.anchors.mirror_check import check_mirror  # noqa: PLC0415
    from adapters.anchors.policy import Policy  # noqa: PLC0415

    policy = Policy.parse((MIRROR / "policy").read_text())
    started = perf_counter()
    checked = check_mirror(MIRROR, policy)
    seconds = perf_counter() - started
    return _figures(f"verifying a mirror of {checked.size:,} events", seconds, 6)


def _figures(name, seconds, bar):
    memory = figure(f"{name}, memory", peak_megabytes(), "MB", 300)
    return [figure(name, seconds, "s", bar), memory]
