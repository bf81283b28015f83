"""What proofs cost: bundles and their checks, checkpoints beside appends, a whole log checked."""

import statistics
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import perf_counter

from psycopg_pool import ConnectionPool

from adapters.anchors.anchoring import Anchoring
from adapters.postgres.anchors import AnchorStore
from adapters.postgres.evidence import EvidenceStore
from services.entries import Append
from tests.benchmarks import whole_log
from tests.benchmarks.append_writers import append, entries_of
from tests.benchmarks.figures import figure
from tests.ledger.facts import postgres_ledger
from tests.projections.lives import lives
from tests.proofs.bags import Held, content_of
from tests.proofs.inspector import VERIFIER
from tests.proofs.test_cards import differing
from tests.sample_programme import OTHER_VILLAGE, VILLAGE
from tests.services.work import Work
from tests.store import fresh_store

HOUSEHOLDS, COMMANDS_A_CALL = 180, 200
CARDS = 500
TURNS, APPENDS_A_TURN = 20, 60
SIGNED_EVERY = 1.0  # seconds; in service it is half a minute


def measure(admin_url):
    with fresh_store(admin_url) as store, TemporaryDirectory() as folder, village(store) as ledger:
        home = Path(folder)
        options = {"autocommit": True, "options": "-c timezone=UTC"}
        with ConnectionPool(store.app, min_size=1, kwargs=options, open=True) as pool:
            anchors = AnchorStore(pool.connection, store.schemas)
            anchoring = Anchoring(anchors, Work(ledger).casework, home)
            anchoring.keys.make("coba")
            anchoring.keeper.seal()
            evidence = EvidenceStore(pool.connection, store.schemas)
            bundles = Held(anchoring, evidence, ledger.recorder)
            (home / "policy").write_text(anchoring.policy_text())
            return [
                *_bundles(bundles, home, store),
                _checkpoints(anchoring, ledger),
                _cards(),
                *whole_log.measure(),
            ]


@contextmanager
def village(store):
    """Yield a ledger in which a village has lived for two years."""
    with postgres_ledger(store.app) as ledger:
        appends = [
            Append(line.origin.command_id, b"d" * 32, [line])
            for line in lives(1, HOUSEHOLDS, (VILLAGE,))
        ]
        for first in range(0, len(appends), COMMANDS_A_CALL):
            ledger.append_all(appends[first : first + COMMANDS_A_CALL])
        store.execute("ANALYZE")  # as the server does by itself before long
        yield ledger


def _bundles(bundles, home, store):
    """Measure a household of about 200 events, and the whole village."""
    streams = store.execute(
        "SELECT stream FROM @ledger@.event GROUP BY stream ORDER BY abs(count(*) - 200) LIMIT 1"
    )
    made = {
        "household": (lambda: bundles.household(streams[0][0]), 150_000, 0.3, 0.3),
        "village": (lambda: bundles.village(VILLAGE), 12_000_000, 8, 3),
    }
    for name, (make, size, seconds, check_seconds) in made.items():
        bundle, took = timed(make)
        path = home / f"{name}.zip"
        path.write_bytes(content_of(bundle))
        command = [sys.executable, "-I", VERIFIER, path, "--policy", home / "policy"]
        _, checked = timed(lambda command=command: subprocess.check_output(command))
        yield figure(f"bundle of a {name}, size", bundle.size, "bytes", size)
        yield figure(f"bundle of a {name}, made in", took, "s", seconds)
        yield figure(f"bundle of a {name}, verified in", checked, "s", check_seconds)


def _checkpoints(anchoring, ledger):
    """Measure appends beside signing, in turns with appends alone; p50."""
    entries, times = entries_of(ledger, 1), {True: [], False: []}
    for turn in range(TURNS):
        signs = bool(turn % 2)
        stop = Event()
        signing = Thread(target=_sign, args=(anchoring, stop))
        if signs:
            signing.start()
        for _ in range(APPENDS_A_TURN):
            entry, started = next(entries), perf_counter()
            append(ledger, entry)
            times[signs].append(perf_counter() - started)
        stop.set()
        if signs:
            signing.join()
    ratio = statistics.median(times[True]) / statistics.median(times[False])
    return figure("append p50 beside a checkpoint a second, against without", ratio, "x", 1.1)


def _sign(anchoring, stop):
    while not stop.wait(SIGNED_EVERY):
        anchoring.keeper.checkpoint()


def _cards():
    """Count the households whose card the verifier makes otherwise than the server."""
    wrong = differing(lives(7, CARDS, (VILLAGE, OTHER_VILLAGE)))
    name = f"cards that differ between verifier and server, {CARDS} households at 3 positions"
    return figure(name, len(wrong), "cards", 0)


def timed(act):
    """Return what came of it, and the seconds of the best of three."""
    best, result = None, None
    for _ in range(3):
        started = perf_counter()
        result = act()
        took = perf_counter() - started
        best = took if best is None else min(best, took)
    return result, best
