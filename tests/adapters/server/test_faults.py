"""Whatever is killed, taken, copied or lost: the data is kept and the reason is said."""

import os
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from socketserver import BaseRequestHandler, TCPServer
from threading import Thread

import pytest

from adapters.postgres.cluster import Cluster, ServerFailed
from tests.adapters.server.surroundings import (
    another_process,
    asked,
    data_of,
    eventually,
    execute,
    one,
    postmaster,
    starts_logged,
)


class Stranger(TCPServer):
    """Somebody else's server on our port, who hangs up on everybody."""

    allow_reuse_address = True


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
