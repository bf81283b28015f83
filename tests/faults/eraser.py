"""Carries out erasures in processes that are killed on the way: `python -m tests.faults.eraser`.

Each line on its input gives the address of a ledger and the step at which to die.
"""

import os
import signal
import sys

import psycopg

from adapters.postgres.database import Schemas
from services.erasure import Erasing
from tests.domain.data_request.requests import REQUEST
from tests.ledger.facts import postgres_ledger
from tests.services.work import Work
from tests.store import PROGRAMME

STEPS = ("before", "inside", "destroyed", "remembered", "reported")


def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)


def carry_out(url, step):
    if step == "inside":
        with psycopg.connect(url) as connection:
            call = Schemas(PROGRAMME).fill("SELECT * FROM @ledger@.erase(%s)")
            connection.execute(call.encode(), [REQUEST])
            die()
    with postgres_ledger(url) as ledger:
        work = Work(ledger)
        if step == "before":
            ledger.erase = die
        erasing = Erasing(work.casework, remember=die if step == "destroyed" else _nothing)
        if step == "remembered":
            Erasing._answer = die  # noqa: SLF001 (the step after it was remembered)
        erasing.carry_out(REQUEST)
        if step == "reported":
            die()


def _nothing(*_):
    """Remember nothing."""


def main():
    for line in iter(sys.stdin.readline, ""):
        process = os.fork()
        if process == 0:
            carry_out(*line.split())
            os._exit(0)
        _, status = os.waitpid(process, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
