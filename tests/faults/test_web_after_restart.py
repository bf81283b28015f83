"""The web outlives its database: away it says so and when to come back, then it goes on."""

import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest
from psycopg import OperationalError
from psycopg_pool import ConnectionPool

from adapters.postgres.pool import SharedConnections
from adapters.postgres.server import EmbeddedServer
from tests.web.office import MELATI
from tests.web.opening import open_office
from tests.web.test_commands_api import visit

PATHS = ("/health", "/api/programme", f"/api/households/{MELATI}", f"/rt/{MELATI}")
SECONDS_TO_RECOVER = 30


@pytest.fixture
def server(tmp_path):
    server = EmbeddedServer(tmp_path / "home")
    yield server
    server.stop()


def ask(lead, mentor):
    """Let one read everything and another report a visit, all at once; return the answers."""
    headers = {"idempotency-key": str(uuid4()), "prefer": "respond-async"}
    asked = [
        *(partial(lead.get, path) for path in PATHS),
        partial(
            mentor.post, f"/api/households/{MELATI}/record-visit", json=visit(), headers=headers
        ),
    ]
    with ThreadPoolExecutor(len(asked)) as threads:
        return [each.result() for each in [threads.submit(one) for one in asked]]


def statuses(answers):
    return {answer.status_code for answer in answers}


def until_well(lead, mentor):
    """Ask until all is well again; return every answer that was not."""
    unwell, deadline = [], time.monotonic() + SECONDS_TO_RECOVER
    while time.monotonic() < deadline:
        answers = ask(lead, mentor)
        if statuses(answers) == {200, 201}:
            return unwell
        unwell += [answer for answer in answers if answer.status_code >= 400]
    raise AssertionError(f"not well again, but {statuses(unwell)}")


def test_while_the_database_is_away_all_is_503_and_afterwards_well_again(server):
    with open_office(server.start()) as office:
        lead, mentor = office.signed_in("programme_lead"), office.signed_in("mentor")
        assert statuses(ask(lead, mentor)) == {200, 201}

        server.stop()
        away = ask(lead, mentor) + ask(lead, mentor)
        assert statuses(away) == {503}
        assert {answer.headers["retry-after"] for answer in away} == {"2"}

        server.start()
        unwell = until_well(lead, mentor)
        assert statuses(unwell) <= {503}
        assert statuses(ask(lead, mentor)) == {200, 201}


def test_a_restart_between_two_requests_is_noticed_by_one_of_them_at_most(server):
    url = server.start()
    with SharedConnections(url, 4, {}) as pool:
        assert failures_after_a_restart(server, pool) == 1


def test_control_a_plain_pool_hands_out_every_broken_connection(server):
    with ConnectionPool(server.start(), min_size=1, max_size=4, timeout=10) as pool:
        assert failures_after_a_restart(server, pool) > 1


def failures_after_a_restart(server, pool):
    """Let four use the pool at once, restart the server, and count who finds a dead line."""
    all_four = Barrier(4, timeout=60)
    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(lambda _: use(pool, all_four.wait), range(4)))
    server.stop()
    server.start()
    return sum(not use(pool) for _ in range(6))


def use(pool, meanwhile=lambda: None):
    try:
        with pool.connection() as connection:
            connection.execute("SELECT 1")
            meanwhile()
    except OperationalError:
        return False
    return True
