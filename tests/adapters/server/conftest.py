"""Homes that a server can live in, and servers that never outlive their test."""

import shutil
import subprocess
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


@pytest.fixture(scope="session")
def made_home():
    """Return the home of a server that was made once, to be copied: making one takes long."""
    ground = Path(tempfile.mkdtemp()).resolve()
    ground.chmod(0o755)
    server = EmbeddedServer(ground / "home")
    server.start()
    server.stop()
    postgres = ground / "home" / "postgres"
    for of_this_server in (postgres / "port", postgres / "data" / "server.log"):
        of_this_server.unlink()
    yield ground / "home"
    shutil.rmtree(ground)


@pytest.fixture
def started(made_home, home, server_of):
    subprocess.run(["/bin/cp", "-a", made_home, home], check=True)
    server = server_of(home)
    server.start()
    return server
