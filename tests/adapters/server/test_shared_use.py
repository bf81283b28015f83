"""Any number of processes share the server of a home, and the last one to leave stops it."""

from concurrent.futures import ThreadPoolExecutor

from tests.adapters.server.surroundings import (
    another_process,
    asked,
    execute,
    one,
    postmaster,
    starts_logged,
)


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
