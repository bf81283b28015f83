"""The ledger in PostgreSQL, under the event store's recorder contract."""

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn
from uuid import UUID

from eventsourcing.persistence import IntegrityError, Notification, NotSupportedError
from psycopg_pool import ConnectionPool

from adapters.postgres.announcer import Announcer
from adapters.postgres.append_line import (
    CONNECT_SECONDS,
    LIMITS,
    VIGILANCE,
    AppendLine,
    options,
    persistently,
)
from adapters.postgres.committer import GroupCommitter
from adapters.postgres.database import Schemas
from adapters.postgres.pool import RECONNECT_SECONDS
from adapters.sealing import Sealed
from services.entries import Entry, Erasure, LedgerRow, Receipt, Recorder, SealedPart
from services.ports import KeyReused

CONNECTIONS_MAX = 8

ROW = "SELECT stream, version, name, payload, position, event_id, metadata, recorded_at"
STREAM = f"{ROW} FROM @ledger@.event WHERE stream = %s"
LOG = f"{ROW} FROM @ledger@.event WHERE position >= %s"
SIZE = "SELECT size FROM @ledger@.frontier"
COMMAND = """SELECT c.digest, c.first_position, c.last_position, e.recorded_at
    FROM @ledger@.command c JOIN @ledger@.event e ON e.position = c.first_position
    WHERE c.command_id = %s"""
SEALED = """SELECT stream, version, person, grp, ciphertext FROM @ledger@.sealed
    WHERE stream = ANY (%s) ORDER BY stream, version, grp"""
ERASE = "SELECT person, groups, sealed, claims FROM @ledger@.erase(%s)"
ABOUT = """SELECT stream FROM @ledger@.event
    WHERE position(convert_to(%s, 'UTF8') IN payload) > 0 GROUP BY stream ORDER BY min(position)"""
PERSON_KEY = "SELECT wrapped FROM @keys@.person_key WHERE person = %s"


def _row(values: tuple[Any, ...]) -> LedgerRow:
    """Return a row as it was read. A frozen class checks each field; a log has many rows."""
    row = object.__new__(LedgerRow)
    its = row.__dict__
    its["originator_id"], its["originator_version"], its["topic"], its["state"] = values[:4]
    its["id"], its["event_id"], its["metadata"], its["recorded_at"] = values[4:]
    return row


class LedgerRecorder(Recorder):
    """Records through the append function, reads through a small pool of connections."""

    def __init__(self, url: str, programme: str) -> None:
        self._schemas = Schemas(programme)
        self._queries: dict[str, bytes] = {}
        self._line = AppendLine(url, self._schemas)
        self._committer = GroupCommitter[Entry, Receipt | IntegrityError](self._line.append)
        self._announcer = Announcer(url, self._schemas.channel, CONNECT_SECONDS)
        self._pool: ConnectionPool[Any] = ConnectionPool(
            url,
            min_size=0,
            max_size=CONNECTIONS_MAX,
            timeout=CONNECT_SECONDS,
            reconnect_timeout=RECONNECT_SECONDS,
            kwargs={"autocommit": True, "options": options(LIMITS), **VIGILANCE},
            open=True,
        )

    def close(self) -> None:
        """Give the connections back."""
        self._announcer.close()
        self._pool.close()
        self._line.close()

    def record(self, entries: Sequence[Entry]) -> list[Receipt | IntegrityError]:
        if not entries:
            return []
        answers = self._committer.submit(entries)
        self._announcer.announce()
        return answers

    def receipt_of(self, command_id: UUID, digest: bytes | None = None) -> Receipt | None:
        found = self._rows(COMMAND, [command_id])
        if not found:
            return None
        stored, first, last, recorded_at = found[0]
        if digest is not None and stored != digest:
            raise KeyReused(command_id)
        return Receipt(first, last, recorded_at, repeated=True)

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[LedgerRow]:
        bounds = {" AND version > %s": gt, " AND version <= %s": lte}
        order = " ORDER BY version DESC" if desc else " ORDER BY version"
        return self._select(STREAM, [originator_id], bounds, order, limit)

    def select_history(
        self, stream: UUID, *, upto_version: int | None, upto_position: int | None
    ) -> Sequence[LedgerRow]:
        bounds = {" AND version <= %s": upto_version, " AND position <= %s": upto_position}
        return self._select(STREAM, [stream], bounds, " ORDER BY version")

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        first = 0 if start is None else start + (not inclusive_of_start)
        bounds = {
            " AND position <= %s": stop,
            " AND name = ANY (%s)": list(topics) or None,
        }
        return self._select(LOG, [first], bounds, " ORDER BY position", limit)

    def max_notification_id(self) -> int | None:
        [[size]] = self._rows(SIZE, [])
        return size - 1 if size else None

    def subscribe(self, *_: Any, **__: Any) -> NoReturn:
        raise NotSupportedError("read models follow the log with select_notifications")

    def select_sealed(self, streams: Sequence[UUID]) -> list[Sealed]:
        """Return the sealed parts of all events of these streams."""
        parts: dict[tuple[UUID, int], list[SealedPart]] = {}
        for stream, version, *part in self._rows(SEALED, [list(streams)]):
            parts.setdefault((stream, version), []).append(SealedPart(*part))
        return [Sealed(*place, tuple(its)) for place, its in parts.items()]

    def erase(self, request: UUID) -> Erasure:
        [[person, groups, sealed, claims]] = self._rows(ERASE, [request])
        return Erasure(person, tuple(groups), sealed, claims)

    def streams_about(self, person: UUID) -> Sequence[UUID]:
        return [stream for (stream,) in self._rows(ABOUT, [str(person)])]

    def wrapped_key(self, person: UUID) -> bytes | None:
        """Return the wrapped key of a person, for the keyring."""
        found = self._rows(PERSON_KEY, [person])
        return found[0][0] if found else None

    def _select(
        self,
        query: str,
        parameters: list[Any],
        bounds: Mapping[str, Any],
        order: str,
        limit: int | None = None,
    ) -> list[LedgerRow]:
        for condition, bound in bounds.items():
            if bound is not None:
                query += condition
                parameters.append(bound)
        query += order
        if limit is not None:
            query += " LIMIT %s"
            parameters.append(limit)
        return list(map(_row, self._rows(query, parameters)))

    def _rows(self, template: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        query = self._queries.get(template)
        if query is None:
            query = self._queries[template] = self._schemas.fill(template).encode()
        return persistently(lambda: self._fetch(query, parameters), self._renew)

    def _fetch(self, query: bytes, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        with self._pool.connection() as connection:
            cursor = connection.execute(query, parameters, prepare=True, binary=True)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows

    def _renew(self) -> None:
        """Replace all connections: when one is broken, so are usually the others."""
        self._pool.drain()
