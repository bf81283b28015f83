"""A process that appends, and says on its output what the ledger has acknowledged.

python -m tests.faults.writer URL SECONDS: each line is a command id and its position. It ends
after so many seconds, or when told to terminate, with the answer to what it has under way.
"""

import signal
import sys
import time
from threading import Event
from uuid import uuid4

from eventsourcing.persistence import OperationalError

from tests.ledger.facts import append, fact, postgres_ledger


def write(url, seconds):
    """Append to streams of our own; a command that nobody answered is sent again as it was."""
    stream, version, told = uuid4(), 0, Event()
    signal.signal(signal.SIGTERM, lambda *_: told.set())
    until = time.monotonic() + seconds
    with postgres_ledger(url) as ledger:
        while time.monotonic() < until and not told.is_set():
            version += 1
            command = append(fact(stream, version))
            receipt = None
            while receipt is None:
                try:
                    receipt = ledger.append(command)
                except OperationalError:
                    time.sleep(0.05)
            print(command.command_id, receipt.first_position, flush=True)  # noqa: T201


if __name__ == "__main__":
    write(sys.argv[1], float(sys.argv[2]))
