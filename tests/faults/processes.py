"""Real processes for the tests of faults: writers, servers that are killed, a wire that is cut."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile

import psycopg

ROOT = Path(__file__).parents[2]


class Writers:
    """Processes that append; what they are told goes to files, as a pipe that is full stops it.

    They are gone when the block ends, however it ends.
    """

    def __init__(self, url, seconds, many):
        self._command = [sys.executable, "-m", "tests.faults.writer", url, str(seconds)]
        self._seconds, self._many = seconds, many

    def __enter__(self):
        self._files = [TemporaryFile("w+") for _ in range(self._many)]  # noqa: SIM115
        self._processes = [
            subprocess.Popen(self._command, stdout=file, cwd=ROOT) for file in self._files
        ]
        return self

    def __exit__(self, *_):
        self.kill()
        for process in self._processes:
            process.wait()
        for file in self._files:
            file.close()

    def at_work(self):
        return any(process.poll() is None for process in self._processes)

    def kill(self):
        for process in self._processes:
            process.kill()

    def stop(self):
        """Let each end with what it has under way; return how they ended."""
        for process in self._processes:
            process.terminate()
        return [process.wait(timeout=60) for process in self._processes]

    def acknowledged(self):
        """Wait for their end; return what they were told, as pairs of command id and position."""
        for process in self._processes:
            process.wait(timeout=60 + self._seconds)
        for file in self._files:
            file.seek(0)
        said = [line for file in self._files for line in file if line.endswith("\n")]
        return [(command_id, int(at)) for command_id, at in map(str.split, said)]


def wait_until(true, seconds=60):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


def kill_server(url):
    """Kill PostgreSQL as a power cut would: all its processes at once, nothing written back."""
    with psycopg.connect(url, autocommit=True) as connection:
        [[backend]] = connection.execute("SELECT pg_backend_pid()").fetchall()
        postmaster = _parent(backend)
        os.kill(postmaster, signal.SIGSTOP)  # so that it neither cleans up nor starts anybody
        for process in [*_children(postmaster), postmaster]:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)


@contextmanager
def held_up(process):
    """Let the process do nothing in the block; it may be killed there."""
    os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGCONT)


def _parent(process):
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])


def _children(process):
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if _parent(int(folder.name)) == process:
                found.append(int(folder.name))
    return found


class Wire:
    """A TCP relay to the server. It loses the answer to one message and cuts the line."""

    def __init__(self, host, port):
        self._server = (host, port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.cuts = 0
        self._asked = None
        self._asking = threading.Lock()
        self._sockets = []
        threading.Thread(target=self._accept, daemon=True).start()

    def lose_answer_to(self, part):
        """Cut the line instead of relaying the answer to the next message with this part."""
        self._asked = part

    def _accept(self):
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(self._server)
                self._sockets += [client, server]
                cut = threading.Event()
                for relay in (self._relay_questions, self._relay_answers):
                    thread = threading.Thread(
                        target=relay, args=(client, server, cut), daemon=True
                    )
                    thread.start()

    def _relay_questions(self, client, server, cut):
        with suppress(OSError):
            while block := client.recv(65_536):
                with self._asking:  # of two lines with this part one is cut
                    if self._asked is not None and self._asked in block:
                        self._asked = None
                        cut.set()
                server.sendall(block)
        self._hang_up(client, server)

    def _relay_answers(self, client, server, cut):
        with suppress(OSError):
            while block := server.recv(65_536):
                if cut.is_set():
                    self.cuts += 1
                    break
                client.sendall(block)
        self._hang_up(client, server)

    def _hang_up(self, *ends):
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self):
        self._hang_up(self._listener, *self._sockets)
        for each in [self._listener, *self._sockets]:
            each.close()


@contextmanager
def wire_to(url):
    """Yield a relay, and the address of the database by way of it."""
    host, _, port = url.partition("@")[2].partition("/")[0].rpartition(":")
    wire = Wire(host, int(port))
    try:
        yield wire, url.replace(f"@{host}:{port}/", f"@127.0.0.1:{wire.port}/")
    finally:
        wire.close()
