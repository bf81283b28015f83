"""The whole programme, about a million events: simulated, verified, projected, rebuilt, asked.

The simulated log is kept in build/bench-home and used again while it can be migrated.
JEJAK_BENCH_VILLAGES makes it smaller, for trying; the figures then say so by their own size.
"""

import json
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from datetime import timedelta

from projections import fund_trail
from tests.benchmarks import money, pages
from tests.benchmarks.figures import figure, p95, peak_megabytes
from tests.benchmarks.house import (
    ASKED,
    HOME,
    log_size,
    long_histories,
    signed_in,
    the_house,
    timed,
    token_of,
)

VILLAGES = int(os.environ.get("JEJAK_BENCH_VILLAGES", "40"))
SECONDS_PER_EVENT = 600 / 1_030_000


def measure(_admin_url):
    figures = simulated() if not is_usable() else []
    for step in (_verified, _projected, _rebuilt, _asked, _walked, _slid, _paid):
        figures += in_a_process_of_its_own(step.__name__)
    return figures


def _jejak(*arguments, home=HOME):
    environment = {**os.environ, "JEJAK_HOME": str(home)}
    command = [sys.executable, "-c", "from app import main; main()", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def is_usable():
    """Say whether the simulated log can be used, once its schema is what it is by now."""
    asked = (["migrate"], ["households", "--limit", "1", "--json"])
    return HOME.exists() and all(_jejak(*words).returncode == 0 for words in asked)


def simulated():
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    started = time.monotonic()
    done = _jejak("simulate", "--villages", str(VILLAGES), "--no-project")
    seconds = time.monotonic() - started
    if done.returncode:
        raise RuntimeError(done.stderr[-2_000:])
    figures = [figure(f"simulating {VILLAGES} villages, two years", seconds, "s", 600)]
    small = HOME.with_name("bench-demonstration")
    shutil.rmtree(small, ignore_errors=True)
    started = time.monotonic()
    _jejak("simulate", "--villages", "2", home=small)
    figures.append(figure("the demonstration, 2 villages", time.monotonic() - started, "s", 30))
    shutil.rmtree(small, ignore_errors=True)
    return figures


def in_a_process_of_its_own(step, module=__name__):
    """Run one step of a module, so that its memory is its own, and return its figures."""
    code = f"import json; from {module} import {step}; print(json.dumps({step}()))"
    environment = {**os.environ, "JEJAK_HOME": str(HOME)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2_000:])
    found = json.loads(done.stdout.splitlines()[-1])
    for each in found:
        sys.stderr.write(f"{each['figure']}: {each['value']} {each['unit']}\n")
    return found


def _megabytes():
    """Return the most that this process took, and the largest of those that it had beside it.

    To be asked before anything else is started: a new process counts as large as its parent.
    """
    beside = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return peak_megabytes() + beside


def _verified():
    from adapters.postgres.verify import verify  # noqa: PLC0415

    with the_house() as house:
        started = time.monotonic()
        found = verify(house.store.url("jejak_reader"), house.store.schemas.programme)
        seconds = time.monotonic() - started
    assert found.ok, found
    name = f"reading the log of {found.size:,} events back and recomputing its root"
    return [figure(name, found.size / seconds, "events/s", 60_000, at_most=False)]


def _projected():
    with the_house() as house:
        started = time.monotonic()
        count = house.projector.catch_up()
        seconds, megabytes = time.monotonic() - started, _megabytes()
    if not count:
        return []
    name = "projecting the log into all read models"
    return [
        figure(name, count / seconds, "events/s", 12_000, at_most=False),
        figure(f"{name}, memory", megabytes, "MB", 600),
    ]


def _rebuilt():
    with the_house() as house:
        started = time.monotonic()
        house.projector.rebuild()
        seconds, megabytes = time.monotonic() - started, _megabytes()
    return [
        figure("rebuilding all read models", seconds, "s", 150),
        figure("rebuilding all read models, memory", megabytes, "MB", 600),
    ]


def _asked():
    with the_house() as house:
        client = signed_in(house, "auditor")
        size = log_size(house)
        chance = random.Random(7)  # noqa: S311 (a sample, not a secret)
        shown = [timed(client, f"/rt/{each}") for each in long_histories(house)]
        figures = [figure("replay page of about 200 events, p95", p95(shown), "ms", 120)]
        for path in ("/api/programme", "/api/villages"):
            asked = [timed(client, f"{path}?as_of={chance.randrange(size)}") for _ in range(ASKED)]
            figures.append(figure(f"{path} as of any position, p95", p95(asked), "ms", 200))
        first = house.programme.started_on - timedelta(days=900)
        days = [first + timedelta(days=chance.randrange(900)) for _ in range(ASKED)]
        asked = [timed(client, f"/api/programme?as_of={day}") for day in days]
        figures.append(figure("/api/programme as of any date, p95", p95(asked), "ms", 200))
    return figures


def _walked():
    with the_house() as house:
        size, family = log_size(house), long_histories(house)[0]
        figures = pages.of_server(house, size)
        return figures + pages.weights(house, size, family)


def _slid():
    with the_house() as house:
        token = token_of(house, "auditor", None)
        return pages.in_browser(house, token, long_histories(house))


def _paid():
    with the_house() as house:
        size = log_size(house)
        with house.store.reading() as connection:
            allocated = fund_trail.allocated(connection, size)
        client = signed_in(house, "auditor")
        found = money.pages(client, timed, sorted(allocated), size)
        return found + money.books(house)
