"""The whole programme, about a million events: simulated, verified, projected, rebuilt, asked.

The simulated log is kept in build/bench-home and used again while its schema is the same.
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
from pathlib import Path

from starlette.testclient import TestClient

from projections import fund_trail
from tests.benchmarks import money
from tests.benchmarks.figures import figure, p95

HOME = Path("build/bench-home").resolve()
VILLAGES = int(os.environ.get("JEJAK_BENCH_VILLAGES", "40"))
ASKED = 60
SECONDS_PER_EVENT = 600 / 1_030_000


def measure(_admin_url):
    figures = simulated() if not is_usable() else []
    for step in (_verified, _projected, _rebuilt, _asked, _paid):
        figures += in_a_process_of_its_own(step.__name__)
    return figures


def _jejak(*arguments, home=HOME):
    environment = {**os.environ, "JEJAK_HOME": str(home)}
    command = [sys.executable, "-c", "from app import main; main()", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def is_usable():
    return HOME.exists() and _jejak("households", "--limit", "1", "--json").returncode == 0


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


def the_house():
    import gc  # noqa: PLC0415 (only in the process of a step)

    from app import House  # noqa: PLC0415
    from config.settings import Settings  # noqa: PLC0415

    gc.collect()
    gc.freeze()
    # Whoever asks here has no device for a second factor, as in a demonstration.
    (HOME / "secrets" / "demonstration.json").touch()
    return House(Settings.from_environment()).open()


def _megabytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


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
        seconds = time.monotonic() - started
    if not count:
        return []
    name = "projecting the log into all read models"
    return [
        figure(name, count / seconds, "events/s", 12_000, at_most=False),
        figure(f"{name}, memory", _megabytes(), "MB", 600),
    ]


def _rebuilt():
    with the_house() as house:
        started = time.monotonic()
        house.projector.rebuild()
        seconds = time.monotonic() - started
    return [
        figure("rebuilding all read models", seconds, "s", 150),
        figure("rebuilding all read models, memory", _megabytes(), "MB", 600),
    ]


def _asked():
    with the_house() as house:
        client = _auditor(house)
        size = house.store.recorder.max_notification_id() + 1
        chance = random.Random(7)  # noqa: S311 (a sample, not a secret)
        pages = [_timed(client, f"/rt/{each}") for each in _long_histories(house)]
        figures = [figure("replay page of about 200 events, p95", p95(pages), "ms", 120)]
        for path in ("/api/programme", "/api/villages"):
            asked = [
                _timed(client, f"{path}?as_of={chance.randrange(size)}") for _ in range(ASKED)
            ]
            figures.append(figure(f"{path} as of any position, p95", p95(asked), "ms", 200))
        first = house.programme.started_on - timedelta(days=900)
        days = [first + timedelta(days=chance.randrange(900)) for _ in range(ASKED)]
        asked = [_timed(client, f"/api/programme?as_of={day}") for day in days]
        figures.append(figure("/api/programme as of any date, p95", p95(asked), "ms", 200))
    return figures


def _paid():
    with the_house() as house:
        size = house.store.recorder.max_notification_id() + 1
        with house.store.reading() as connection:
            allocated = fund_trail.allocated(connection, size)
        found = money.pages(_auditor(house), _timed, sorted(allocated), size)
        return found + money.books(house)


def _auditor(house):
    """Return a client that an auditor of the simulated programme has signed in with."""
    from domain.desk.events import RoleGranted  # noqa: PLC0415

    rows = house.store.recorder.select_notifications(0, 1_000, topics=[RoleGranted.name])
    grants = [(row, house.codec.to_domain_event(row)) for row in rows]
    auditors = [line for _, line in grants if line.event.role == "auditor"]
    history = house.ledger.history(auditors[0].originator_id)
    user_id = history[0].event.user_id
    house.access.set_password(user_id, "auditor", "bench-password-only")
    token, _ = house.access.sign_in("auditor", "bench-password-only")
    return TestClient(
        house.api(), base_url="http://127.0.0.1", headers={"Authorization": f"Bearer {token}"}
    )


def _long_histories(house):
    with house.store.reading() as connection:
        rows = connection.execute(
            f"SELECT stream FROM {house.store.schemas.ledger}.event GROUP BY stream"
            " HAVING count(*) BETWEEN 190 AND 215 AND bool_or(name = 'household.nominated.v1')"
            " ORDER BY stream LIMIT %s",
            [ASKED],
        )
        return [row[0] for row in rows]


def _timed(client, path):
    started = time.perf_counter()
    answer = client.get(path)
    milliseconds = (time.perf_counter() - started) * 1000
    assert answer.status_code == 200, (path, answer.status_code, answer.text[:300])
    return milliseconds
