"""`jejak up`, `serve` and `work`: ready on a line of its own, and gone when told to."""

import json
import signal
import socket
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.cli.terminal import Installation

READY = "ready http://127.0.0.1:"


@pytest.fixture
def port():
    """Return a port that nobody has taken."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def health(port):
    with urlopen(f"http://127.0.0.1:{port}/health", timeout=10) as answer:
        return json.load(answer)


def test_up_says_that_it_is_ready_on_a_line_of_its_own_and_ends_cleanly(played, port):
    up = played.start("up", JEJAK_PORT=port)

    assert up.line(READY) == f"{READY}{port}"
    assert health(port)["ready"]
    result = up.end()

    assert (result.code, "Traceback" in result.err) == (0, False)
    with pytest.raises(URLError):
        health(port)


def test_serve_alone_answers_and_ends_cleanly_when_interrupted(played, port):
    serve = played.start("serve", JEJAK_PORT=port)

    assert serve.line(READY) == f"{READY}{port}"
    assert serve.end(signal.SIGINT).code == 0


def test_work_alone_ends_cleanly(played):
    work = played.start("work")
    with pytest.raises(AssertionError):
        work.line("anything", seconds=0.5)

    assert work.end().code == 0


@pytest.mark.parametrize("command", ["up", "serve"])
def test_a_port_in_use_is_said_in_a_sentence_before_anything_is_done(played, port, command):
    with socket.create_server(("127.0.0.1", port)):
        result = played.types(command, code=1, JEJAK_PORT=port)

    assert len(result.said) == 1
    assert f"{port} is in use" in result.err
    assert READY not in result.out


def test_a_demonstration_that_was_cut_off_is_not_shown(played, port):
    unfinished = played.home / "secrets" / "demonstration-unfinished"
    unfinished.touch()
    try:
        result = played.types("up", code=1, JEJAK_PORT=port)
    finally:
        unfinished.unlink()

    assert str(played.home) in result.err


def test_with_its_own_postgresql_it_comes_up_twice_and_leaves_no_server_behind(
    terminal, tmp_path, port
):
    ours = Installation(terminal, tmp_path / "home")
    ours.types("simulate", "--villages", 1, "--households", 1, "--no-project")
    for _ in range(2):
        up = ours.start("up", JEJAK_PORT=port)
        up.line(READY)
        assert up.end().code == 0

        place = ours.home / "postgres" / "port"
        with socket.socket() as nobody:
            assert nobody.connect_ex(("127.0.0.1", int(place.read_text()))) != 0
