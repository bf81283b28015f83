"""Moves read models that read the log for themselves in a process of their own.

Threads that compute take the interpreter from each other; another process has one of its own.
"""

import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from typing import Protocol, Self

from adapters.postgres.collecting import no_collections
from adapters.postgres.projector_connection import connect
from adapters.postgres.projector_steps import Steps
from adapters.postgres.projector_watch import Watched
from domain.loading import import_domain
from domain.programme import Programme
from projections.read_model import ReadModel
from projections.tracking import Book

_SPAWNING = get_context("spawn")


class Mover(Protocol):
    """Moves some read models on, a step at a time."""

    def step(self) -> int:
        """Return how many events that was; nothing at the end of the log."""


@dataclass(frozen=True, slots=True)
class Task:
    """Which read models to move, and where.

    The definition is JSON: types made on the way, as it has them, cannot be sent elsewhere.
    """

    url: str
    search_path: str
    definition: str
    read_models: Sequence[ReadModel]
    book: Book
    page_size: int


class Apart:
    """A mover whose step goes to the end of the log, in a process that lives as long as this."""

    def __init__(self, task: Task) -> None:
        self._pipe, there = _SPAWNING.Pipe()
        self._process = _SPAWNING.Process(target=_serve, args=(there,), daemon=True)
        self._process.start()
        there.close()
        self._is_going = False
        # Not with the start: that would wait for ever for a process that was killed at once.
        self._tell(task)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe.close()
        self._process.join()

    def begin(self) -> None:
        """Let it go, and do not wait; the next step does."""
        self._tell(None)
        self._is_going = True

    def step(self) -> int:
        """Go to the end, and return how many events that was.

        Raises what went wrong there, or ChildProcessError when the process is gone.
        """
        if not self._is_going:
            self.begin()
        self._is_going = False
        try:
            found = self._pipe.recv()
        except (EOFError, ConnectionError):
            raise ChildProcessError("the process beside the projector was ended") from None
        if isinstance(found, Exception):
            raise found
        return int(found)

    def _tell(self, what: Task | None) -> None:
        with suppress(BrokenPipeError):  # the next step will hear of it
            self._pipe.send(what)


def to_the_end(movers: Sequence[Mover], moved: Callable[[], object]) -> None:
    """Bring all to the end of the log: those apart meanwhile, the others one after the other."""
    for mover in movers:
        if isinstance(mover, Apart):
            mover.begin()
    with no_collections():
        for mover in movers:
            while mover.step():
                moved()


def _serve(pipe: Pipe) -> None:
    """Go to the end of the log whenever asked, until nobody is there to ask."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks is interrupted, and then we end
    try:
        task: Task = pipe.recv()
        import_domain()
        with connect(task.url, task.search_path) as connection, no_collections():
            source = Watched(connection, Programme.model_validate_json(task.definition))
            steps = Steps(connection, source, task.read_models, task.book, task.page_size)
            while True:
                pipe.recv()
                pipe.send(_to_the_end(steps, pipe))
    except (EOFError, ConnectionError):
        return
    except Exception as error:  # noqa: BLE001 (it is raised by who asks)
        pipe.send(error)


def _to_the_end(steps: Steps, pipe: Pipe) -> int:
    count = 0
    while moved := steps.step():
        count += moved
        if pipe.poll():  # nobody asks twice: whoever asked is gone
            raise EOFError
    return count
