"""The connection that a process appends on: one statement, one round trip, and no answer lost.

When the connection breaks nobody knows whether the append was committed. It is sent again under
the same command ids, and the ledger says which of them it has already.
"""

import time
from collections.abc import Callable, Sequence
from random import uniform
from typing import Any, TypeVar
from uuid import UUID

import psycopg
from eventsourcing.persistence import (
    DataError,
    IntegrityError,
    OperationalError,
    ProgrammingError,
)
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus
from psycopg.pq.abc import PGconn, PGresult

from adapters.postgres import append_call as calls
from adapters.postgres.append_call import Answer, Parameters
from adapters.postgres.arrays import pack_moments
from adapters.postgres.database import Schemas
from services.entries import Entry, Receipt
from services.ports import ErasureRefused, PersonErased, PersonKeyChanged

T = TypeVar("T")

CONNECT_SECONDS = 3
PATIENCE_SECONDS = 10
BINARY = 1

# Small tables make tempting plans that would be kept while the tables grow.
PLANS = "plan_cache_mode=force_generic_plan enable_seqscan=off enable_hashjoin=off jit=off"
LIMITS = "timezone=UTC statement_timeout=30s lock_timeout=20s"
# A server that vanished without a word is noticed after some seconds, not hours.
VIGILANCE: dict[str, Any] = {
    "connect_timeout": CONNECT_SECONDS,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}


def options(*settings: str) -> str:
    """Return settings in the form that a connection takes them."""
    return " ".join(f"-c {setting}" for group in settings for setting in group.split())


class AppendLine:
    """Sends appends one after another; who uses it sees to it that only one thread does."""

    def __init__(self, url: str, schemas: Schemas) -> None:
        self._url = url
        self._statements = {
            name: schemas.fill(text).encode()
            for name, text in (
                (b"event", calls.APPEND_EVENT),
                (b"batch", calls.APPEND),
                (b"at", calls.APPEND_AT),
            )
        }
        self._connection: psycopg.Connection[Any] | None = None
        self._prepared: set[bytes] = set()

    def append(self, entries: Sequence[Entry]) -> list[Answer]:
        """Record the commands in one call, and answer each.

        What breaks a constraint takes the whole call with it; then each is tried on its own.
        """
        try:
            return self._append(entries)
        except IntegrityError as error:
            if len(entries) == 1:
                return [error]
        return [answer for entry in entries for answer in self.append([entry])]

    def _append(self, entries: Sequence[Entry]) -> list[Answer]:
        times = [entry.recorded_at for entry in entries if entry.recorded_at is not None]
        if times and len(times) < len(entries):
            return [answer for entry in entries for answer in self._append([entry])]
        if times:
            parameters = [pack_moments(times), *calls.batch_parameters(entries)]
            return calls.batch_answers(entries, self._call(b"at", parameters))
        if calls.is_one_plain_event(entries):
            receipt = self._append_event(entries[0])
            if receipt is not None:
                return [receipt]
        result = self._call(b"batch", calls.batch_parameters(entries))
        return calls.batch_answers(entries, result)

    def _append_event(self, entry: Entry) -> Receipt | None:
        """Take the short way. None: the long way has the answer, for instance to a repetition."""
        try:
            return calls.event_receipt(self._call(b"event", calls.event_parameters(entry)))
        except IntegrityError:
            return None

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _call(self, name: bytes, parameters: Parameters) -> PGresult:
        formats = [BINARY] * len(parameters)
        return persistently(lambda: self._execute(name, parameters, formats), self.close)

    def _execute(self, name: bytes, parameters: Parameters, formats: list[int]) -> PGresult:
        line = self._line(name)
        result = line.exec_prepared(name, parameters, formats, BINARY)  # type: ignore[arg-type]
        _check(line, result)
        return result

    def _line(self, name: bytes) -> PGconn:
        if self._connection is None:
            self._prepared.clear()
            self._connection = psycopg.connect(
                self._url,
                autocommit=True,
                options=options(PLANS, LIMITS),
                **VIGILANCE,
            )
        line = self._connection.pgconn
        if name not in self._prepared:
            _check(line, line.prepare(name, self._statements[name]))
            self._prepared.add(name)
        return line


def _check(line: PGconn, result: PGresult) -> None:
    """Raise what the server, or the lack of one, has against the statement."""
    if line.status == ConnStatus.BAD:
        raise psycopg.OperationalError("the connection is lost")
    if result.status not in {ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK}:
        raise error_from_result(result)


def persistently(call: Callable[[], T], reconnect: Callable[[], None]) -> T:
    """Call, and call again on a new connection when the old one broke, for some seconds."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    pause = 0.01
    while True:
        try:
            return call()
        except psycopg.Error as error:
            if not _broken(error):
                raise translated(error) from error
            reconnect()
            if time.monotonic() > deadline:
                said = str(error).strip().splitlines()[-1:]
                raise OperationalError(f"the database does not answer: {said}") from error
        time.sleep(uniform(pause / 2, pause))  # noqa: S311 (spreads callers, keeps no secret)
        pause = min(pause * 2, 1.0)


def _broken(error: psycopg.Error) -> bool:
    """Say whether the error is about the connection and not about the statement."""
    state = error.sqlstate
    if state is None:
        return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
    # Connection exceptions, a server that shuts down or starts, and too many connections.
    return state[:2] == "08" or state[:3] == "57P" or state == "53300"


def translated(error: psycopg.Error) -> Exception:
    """Return the error in the event store's own words, without what the database was told."""
    state = error.sqlstate or ""
    if state in OURS:
        return OURS[state](error.diag.message_detail or "")
    message = f"{type(error).__name__} ({state})"
    if isinstance(error, psycopg.IntegrityError):
        return IntegrityError(f"{message}: {error.diag.constraint_name}")
    if isinstance(error, psycopg.ProgrammingError):
        return ProgrammingError(f"{message}: {error.diag.message_primary}")
    return OperationalError(message)


# What the functions of the ledger raise, each under a code of its own, with its detail.
OURS: dict[str, Callable[[str], Exception]] = {
    "JK001": lambda person: PersonKeyChanged(UUID(person)),
    "JK002": lambda _: DataError("an event is larger than an entry of the log may be"),
    "JK003": lambda _: DataError(
        "nothing can be recorded before the end of the log, or in the future"
    ),
    "JK004": lambda person: PersonErased(UUID(person)),
    "JK005": lambda _: ErasureRefused(is_held=False),
    "JK006": lambda _: ErasureRefused(is_held=True),
}
