"""Reads the log for the read models: page by page, and the past of the streams in a page."""

from collections.abc import Collection, Iterator
from typing import Any, cast
from uuid import UUID

from eventsourcing.persistence import Mapper
from psycopg import Connection
from psycopg.sql import SQL

from domain.history import RecordedEvent
from projections.read_model import Poison
from services.entries import LedgerRow

_COLUMNS = "position, stream, version, event_id, name, payload, metadata, recorded_at"
_PAGE = SQL(
    f"SELECT {_COLUMNS} FROM event"  # noqa: S608 (no value comes from outside)
    " WHERE position > %(after)s AND position <= %(after)s::bigint + %(limit)s ORDER BY position"
)
_HISTORIES = SQL(
    f"SELECT {_COLUMNS} FROM event"  # noqa: S608 (no value comes from outside)
    " WHERE stream = ANY(%(streams)s) AND position <= %(upto)s ORDER BY stream, version"
)
_FACTS = SQL(f"SELECT {_COLUMNS} FROM event WHERE event_id = ANY(%(event_ids)s)")  # noqa: S608


class LogReader:
    """The log behind one connection; each event is decoded once for all read models."""

    def __init__(self, connection: Connection[Any], mapper: Mapper[UUID]) -> None:
        self._connection = connection
        self._mapper = mapper

    def page(self, after: int, limit: int) -> list[RecordedEvent]:
        """Return the events that follow a position, up to the first that cannot be read.

        Raises Poison when that is the very first.
        """
        events: list[RecordedEvent] = []
        with self._connection.cursor(binary=True) as cursor:
            for row in cursor.execute(_PAGE, {"after": after, "limit": limit}):
                try:
                    events.append(self._decode(row))
                except Poison:
                    if not events:
                        raise
                    break
        return events

    def histories(self, streams: Collection[UUID], upto: int) -> Iterator[RecordedEvent]:
        """Yield what happened to the streams up to a position, stream by stream."""
        with self._connection.cursor(binary=True) as cursor:
            for row in cursor.execute(_HISTORIES, {"streams": list(streams), "upto": upto}):
                yield self._decode(row)

    def facts(self, event_ids: Collection[UUID]) -> Iterator[RecordedEvent]:
        """Yield events by their ids."""
        with self._connection.cursor(binary=True) as cursor:
            for row in cursor.execute(_FACTS, {"event_ids": list(event_ids)}):
                yield self._decode(row)

    def _decode(self, row: tuple[Any, ...]) -> RecordedEvent:
        position, stream, version, event_id, name, payload, metadata, recorded_at = row
        stored = LedgerRow(
            stream, version, name, payload, position, event_id, metadata, recorded_at
        )
        try:
            return cast("RecordedEvent", self._mapper.to_domain_event(stored))
        except Exception as error:
            raise Poison(position, name, error) from error
