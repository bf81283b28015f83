"""The PostgreSQL that Jejak brings along: one server per home, for all processes that use it."""

import os
import secrets
import socket
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import psycopg
from psycopg.pq import PGconn, Ping
from psycopg.sql import SQL, Identifier

from adapters.postgres.binaries import COMMON_GROUND, is_reachable, open_common_ground
from adapters.postgres.cluster import (
    LET_GO_SECONDS,
    START_SECONDS,
    SUPERUSER,
    Cluster,
    ServerFailed,
)
from adapters.postgres.locks import SharedUse, locked

DATABASE = "jejak"
MAINTENANCE_DATABASE = "postgres"


class EmbeddedServer:
    """The server of one home directory.

    Any number of processes may call `start` at once: one starts the server, the others find it,
    and one that survived the killing of all its users is adopted. Whoever called `start` uses the
    server until it calls `stop` or ends; the last to call `stop` stops the server.
    """

    def __init__(self, home: Path, settings: Mapping[str, str] | None = None) -> None:
        self._home = home.resolve()
        self._folder = self._home / "postgres"
        self._start_lock = self._folder / "start.lock"
        self._password_file = self._home / "secrets" / "postgres"
        self._port_file = self._folder / "port"
        self._place_file = self._folder / "place"
        self._users = SharedUse(self._folder / "users.lock")
        self._settings = settings or {}

    def start(self) -> str:
        """Return the superuser's URL of the database, having done what was missing for it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._users.join()
        if not self._serves(DATABASE):
            with locked(self._start_lock) as lock:
                if not self.running():
                    self._launch(lock)
                self._create_database()
        return self._url(DATABASE)

    def stop(self) -> None:
        """Stop using the server, and stop it unless another process uses it."""
        if self._folder.exists():
            with locked(self._start_lock), self._users.leaving() as nobody_is_left:
                if nobody_is_left and self.running():
                    self._cluster().stop()

    def empty_place(self) -> Path | None:
        """Return where the data would lie, ready to be put there; None if there are any."""
        self._folder.mkdir(parents=True, exist_ok=True)
        if not self._cluster().exists():
            self._choose_place()
            self._password()
        cluster = self._cluster()
        return None if cluster.exists() else cluster.data

    def give(self, data: Path) -> None:
        """Hand files to the account as which the server runs."""
        self._cluster().give(data)

    def running(self) -> bool:
        """Say whether the server answers: the answer counts, never a process number."""
        return self._serves(MAINTENANCE_DATABASE)

    def _serves(self, database: str) -> bool:
        if not self._port_file.exists():
            return False
        try:
            with psycopg.connect(self._url(database), connect_timeout=5) as connection:
                # A copied home has the same password and port, so a neighbour could answer.
                answer = connection.execute("SHOW data_directory").fetchone()
        except psycopg.OperationalError:
            return False
        return answer == (str(self._cluster().data),)

    def _launch(self, lock: int) -> None:
        if not self._cluster().exists():
            self._choose_place()
            self._cluster().create(self._password(), lock)
        cluster = self._cluster()
        if self._adopted(cluster):
            return
        cluster.start(self._port(), self._settings)
        if not self.running():
            raise ServerFailed(f"The server of {cluster.data} started but does not answer.")

    def _adopted(self, cluster: Cluster) -> bool:
        """Wait until a server on its way up answers, or one on its way down is gone."""
        begun = time.monotonic()
        while (pid := cluster.holder()) is not None:
            if self.running():
                return True
            coming_up = PGconn.ping(self._url(MAINTENANCE_DATABASE).encode()) == Ping.REJECT
            patience = START_SECONDS if coming_up else LET_GO_SECONDS
            if time.monotonic() - begun > patience:
                raise ServerFailed(f"Process {pid} holds {cluster.data} but does not answer.")
            time.sleep(0.05)
        return False

    def _create_database(self) -> None:
        with psycopg.connect(self._url(MAINTENANCE_DATABASE), autocommit=True) as connection:
            known = connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
            if known.rowcount == 0:
                connection.execute(SQL("CREATE DATABASE {}").format(Identifier(DATABASE)))

    def _url(self, database: str) -> str:
        if not self._password_file.exists():
            raise ServerFailed(f"Without {self._password_file} nobody can sign in to PostgreSQL.")
        password, port = self._password_file.read_text(), self._port_file.read_text()
        return f"postgresql://{SUPERUSER}:{password}@127.0.0.1:{port}/{database}?sslmode=disable"

    def _cluster(self) -> Cluster:
        if self._place_file.exists():
            return Cluster(Path(self._place_file.read_text()))
        return Cluster(self._folder)

    def _choose_place(self) -> None:
        """Settle outside the home, for ever, if the account of root's server cannot come here."""
        if os.geteuid() != 0 or is_reachable(self._folder) or self._place_file.exists():
            return
        open_common_ground()
        place = Path(tempfile.mkdtemp(prefix="cluster-", dir=COMMON_GROUND))
        place.chmod(0o755)
        (place / "home").write_text(str(self._home))
        _write(self._place_file, str(place))

    def _password(self) -> str:
        if not self._password_file.exists():
            self._password_file.parent.mkdir(mode=0o700, exist_ok=True)
            _write(self._password_file, secrets.token_urlsafe(24))
        return self._password_file.read_text()

    def _port(self) -> int:
        """Return the port that was chosen once, or a new one if a stranger has it now."""
        if self._port_file.exists() and _is_free(port := int(self._port_file.read_text())):
            return port
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = int(probe.getsockname()[1])
        _write(self._port_file, str(port))
        return port


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def _write(path: Path, text: str) -> None:
    """Write a file that only we may read, whole or not at all."""
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(unfinished).replace(path)
