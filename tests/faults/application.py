"""The use cases in processes of their own, to be killed: `python -m tests.faults.application URL`.

Each line on its input names a file of commands and a file for acknowledgements, and starts a
process that carries the commands out, many at once; its number is said on the output. A careless
one ("careless" as third word) acknowledges what it has not stored yet: what must never be. A
hungry one eats its memory up meanwhile, of which there is not much.
"""

import json
import os
import resource
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID, uuid5

from tests.ledger.facts import postgres_ledger
from tests.scenario import MENTOR
from tests.services.work import Work, visit

THREADS = 8
ROOM, BITE = 256 << 20, 2 << 20


EATEN = []


def acknowledge(file, command_id):
    os.write(file, f"{command_id}\n".encode())


def starve():
    """Leave this process little more memory than it has."""
    pages = int(Path("/proc/self/statm").read_text().split()[5])  # data and stacks
    limit = pages * resource.getpagesize() + ROOM
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def carry_out(work, file, said, mood):
    """Record one visit under the id that the sender chose."""
    if mood == "hungry":
        EATEN.append(bytearray(BITE))
    careless = mood == "careless"
    command_id, family = UUID(said["id"]), UUID(said["family"])
    report = visit(uuid5(command_id, "visit"), note="Contoh catatan")
    if careless:
        acknowledge(file, command_id)
    sent = work.asked(report, family, by=MENTOR, role="mentor", command_id=command_id)
    work.casework.execute(*sent)
    if not careless:
        acknowledge(file, command_id)


def run(url, outbox, acknowledgements, mood=""):
    file = os.open(acknowledgements, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    said = [json.loads(line) for line in Path(outbox).read_text().splitlines()]
    with postgres_ledger(url) as ledger, ThreadPoolExecutor(THREADS) as threads:
        work = Work(ledger)
        if mood == "hungry":
            starve()
        list(threads.map(lambda each: carry_out(work, file, each, mood), said))


def main(url):
    """Start processes as asked; they share nothing but what was imported once."""
    for line in iter(sys.stdin.readline, ""):
        outbox, acknowledgements, *mood = line.split()
        process = os.fork()
        if process == 0:
            run(url, outbox, acknowledgements, *mood)
            os._exit(0)
        sys.stdout.write(f"{process}\n")
        sys.stdout.flush()
        os.waitpid(process, 0)
        sys.stdout.write("ended\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
