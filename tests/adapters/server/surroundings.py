"""What surrounds an embedded server: other processes, its files, its answers."""

import subprocess
import sys
import time
from pathlib import Path

import psycopg

CHECKOUT = Path(__file__).parents[3]

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
