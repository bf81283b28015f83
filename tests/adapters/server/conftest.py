"""Homes that a server can live in, and servers that never outlive their test."""

import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest

from adapters.postgres.server import EmbeddedServer


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
