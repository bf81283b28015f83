"""One PostgreSQL data directory: who owns it, how it is made, started and stopped."""

import os
import pwd
import shlex
import shutil
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict

from adapters.postgres.binaries import find_binaries, major_version, within_reach

SUPERUSER = "postgres"
BUILTIN_LOCALES_SINCE = 17
START_SECONDS = 120  # long enough to replay max_wal_size after a crash
LET_GO_SECONDS = 10  # how long the remains of a killed server may hold the directory

SETTINGS = {
    # A ledger may be slow to answer; it may not forget.
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    # Two cores, a few gigabytes, a solid-state disk.
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "4GB",
    # A backup that was given up must not fill the disk.
    "max_slot_wal_keep_size": "8GB",
    "min_wal_size": "256MB",
    "checkpoint_timeout": "15min",
    "max_connections": "200",
    "max_parallel_workers_per_gather": "1",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    # A failing statement and the DETAIL of a broken constraint can hold personal data.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


class ServerFailed(RuntimeError):
    """A PostgreSQL program ended with an error; the message holds what it said."""


class _Account(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


class Cluster:
    """The data directory in a folder of ours; its server may run as somebody else."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self._unfinished = folder / "data.init"
        self._password_file = folder / "password.init"
        self._log = self.data / "server.log"

    def exists(self) -> bool:
        return self.data.exists()

    def create(self, password: str, lock: int) -> None:
        """Make the directory under another name and rename it, so that it is whole or absent."""
        shutil.rmtree(self._unfinished, ignore_errors=True)
        self._password_file.unlink(missing_ok=True)
        self._unfinished.mkdir(mode=0o700)
        self._password_file.touch(mode=0o600)
        self._password_file.write_text(password)
        for path in (self._unfinished, self._password_file):
            _give(path, self._account())
        try:
            # Its child keeps the lock, so that nobody clears this away should we be killed now.
            self._run("initdb", *self._initdb_options(), pass_fds=(lock,))
        finally:
            self._password_file.unlink()
        with (self._unfinished / "postgresql.conf").open("a") as conf:
            conf.writelines(f"{name} = {value}\n" for name, value in SETTINGS.items())
        self._unfinished.rename(self.data)

    def _initdb_options(self) -> list[str]:
        options = ["--pgdata", str(self._unfinished), "--username", SUPERUSER]
        options += ["--auth", "scram-sha-256", "--pwfile", str(self._password_file)]
        options += ["--encoding", "UTF8", "--locale", "C", "--data-checksums"]
        if major_version(self._binaries()) >= BUILTIN_LOCALES_SINCE:
            options += ["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]
        return options

    def give(self, folder: Path) -> None:
        """Hand a folder with all that is in it to the account of the server."""
        for path in (folder, *folder.rglob("*")):
            _give(path, self._account())

    def start(self, port: int, settings: Mapping[str, str]) -> None:
        """Start the server; a predecessor's last backends may need a moment to let go."""
        given = {"port": str(port), "listen_addresses": "127.0.0.1", "unix_socket_directories": ""}
        options = shlex.join(f"--{name}={value}" for name, value in {**given, **settings}.items())
        deadline = time.monotonic() + LET_GO_SECONDS
        while True:
            seen = self._log.stat().st_size if self._log.exists() else 0
            try:
                self._pg_ctl(
                    "start", "-t", str(START_SECONDS), "-l", str(self._log), "-o", options
                )
            except ServerFailed as failure:
                said = self._log.read_bytes()[seen:].decode() if self._log.exists() else ""
                if "shared memory block" not in said or time.monotonic() > deadline:
                    raise ServerFailed(f"{failure}\n{said[-2000:]}".strip()) from None
                time.sleep(0.1)
            else:
                return

    def stop(self) -> None:
        """Stop the server, open connections or not; committed work is safe."""
        self._pg_ctl("stop", "-t", "60", "-m", "fast")

    def holder(self) -> int | None:
        """Return the process that holds the directory, if it is a living PostgreSQL server.

        A zombie, or a stranger that was given the number of a dead server, makes PostgreSQL refuse
        to start; then the lock file is removed (PostgreSQL still guards its shared memory).
        """
        lock_file = self.data / "postmaster.pid"
        try:
            pid = int(lock_file.read_text().split("\n", 1)[0])
            os.kill(pid, 0)
        except (FileNotFoundError, ValueError, ProcessLookupError):
            return None
        except PermissionError:
            pass
        if _is_postgres(pid):
            return pid
        lock_file.unlink(missing_ok=True)
        return None

    def _pg_ctl(self, action: str, *options: str) -> None:
        self._run("pg_ctl", action, "--silent", "--wait", "--pgdata", str(self.data), *options)

    def _run(self, program: str, *arguments: str, pass_fds: tuple[int, ...] = ()) -> None:
        done = subprocess.run(
            [self._binaries() / program, *arguments],
            check=False,
            cwd="/",  # the account may not be allowed to stand where we stand
            env={"LC_ALL": "C", "PATH": os.defpath},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            pass_fds=pass_fds,
            start_new_session=True,  # Ctrl-C is for us; we stop the server after our own work
            **self._account(),
        )
        if done.returncode:
            raise ServerFailed(f"{program} ended with {done.returncode}: {done.stdout.strip()}")

    def _binaries(self) -> Path:
        found = find_binaries()
        return within_reach(found) if self._account() else found

    def _account(self) -> _Account:
        # PostgreSQL refuses to run as root: it runs as the owner of its data, at first `nobody`.
        if os.geteuid() != 0:
            return {}
        if self.exists():
            owner = self.data.stat()
            return {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
        nobody = pwd.getpwnam("nobody")
        return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _give(path: Path, account: _Account) -> None:
    if account:
        os.chown(path, account["user"], account["group"])


def _is_postgres(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return True  # nothing is known against it: no /proc here, or not for us
    name, _, rest = stat.partition("(")[2].rpartition(")")
    return name == "postgres" and rest.split()[0] not in {"Z", "X"}
