"""Types commands of `jejak`, each in a process of its own: `python -m tests.cli.typist`.

The program is imported once and each command forks from it. A line on the input says which words,
in which environment, with which files for input and output; the answer is the process's number.
A line that says to wait is answered with what the process returned.
"""

import json
import os
import signal
import sys
import time

from app import main as jejak

PATIENCE_SECONDS = 60


def become(asked):
    """Make this process the command that was typed, away from any terminal."""
    os.setsid()
    os.environ.clear()
    os.environ.update(asked["environment"])
    for number, path in enumerate(asked["files"]):
        mode = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        os.dup2(os.open(path, mode), number)
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(n, "w" if n else "r") for n in range(3))
    sys.argv = ["jejak", *asked["words"]]


def returned(process):
    """Return what a process returned; one that does not end is killed."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.kill(process, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def main():
    for line in iter(sys.stdin.readline, ""):
        asked = json.loads(line)
        if "wait" in asked:
            answer = returned(asked["wait"])
        else:
            answer = os.fork()
            if answer == 0:
                become(asked)
                jejak()
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
