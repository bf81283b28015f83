"""A terminal at which the commands of `jejak` are typed, and the installation that they find."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests.store import PASSWORDS

ROOT = Path(__file__).parents[2]
NUMBER = count()


@dataclass(frozen=True)
class Result:
    """What a command returned and printed."""

    code: int
    out: str
    err: str

    @property
    def said(self):
        """Return the lines that a person reads."""
        return [line for line in (self.out + self.err).splitlines() if line.strip()]


class Running:
    """A command that is at work."""

    def __init__(self, terminal, process, files):
        self.terminal, self.process, self.files = terminal, process, files

    def line(self, wanted, seconds=60):
        """Wait for a line on the output that begins like this."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for line in self.files[1].read_text().splitlines():
                if line.startswith(wanted):
                    return line
            time.sleep(0.02)
        raise AssertionError(f"no line {wanted!r}: {self.files[2].read_text()}")

    def end(self, by=signal.SIGTERM):
        """Tell it to end, and return what came of it."""
        os.kill(self.process, by)
        return self.result()

    def result(self):
        code = self.terminal.ask({"wait": self.process})
        return Result(code, self.files[1].read_text(), self.files[2].read_text())


class Terminal:
    """Starts commands; `here` is the environment of the installation that they work on."""

    def __init__(self, folder):
        self.folder = folder
        self.started = []
        self.typist = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.typist"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, question):
        self.typist.stdin.write(json.dumps(question) + "\n")
        self.typist.stdin.flush()
        return int(self.typist.stdout.readline())

    def start(self, here, *words, typed=""):
        files = [self.folder / f"{next(NUMBER)}-{name}" for name in ("in", "out", "err")]
        files[0].write_text(typed)
        for file in files[1:]:
            file.touch()
        environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "COLUMNS": "200"}
        process = self.ask(
            {
                "words": [str(word) for word in words],
                "environment": environment | {name: str(value) for name, value in here.items()},
                "files": [str(file) for file in files],
            }
        )
        self.started.append(process)
        return Running(self, process, files)

    def close(self):
        for process in self.started:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self.typist.kill()
        self.typist.communicate()


class Installation:
    """One home and one database, at which commands are typed."""

    def __init__(self, terminal, home, database=None):
        self.terminal, self.home = terminal, home
        self.here = {"JEJAK_HOME": home, "HOME": home}
        if os.environ.get("JEJAK_TEST_FSYNC") == "off":
            self.here["JEJAK_ACCEPT_DATA_LOSS"] = "true"
        if database:
            self.here["JEJAK_DATABASE_URL"] = database
            # Roles belong to the server, which all tests share: so they share the passwords too.
            (home / "secrets").mkdir(parents=True, exist_ok=True, mode=0o700)
            (home / "secrets" / "database-roles.json").write_text(json.dumps(PASSWORDS))

    def start(self, *words, **settings):
        return self.terminal.start(self.here | settings, *words)

    def types(self, *words, code=0, typed="", **settings):
        """Type a command, wait for its end, and check what it returned."""
        result = self.terminal.start(self.here | settings, *words, typed=typed).result()
        assert result.code == code, result
        return result
