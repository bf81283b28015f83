"""Writes a batch of changes into the tables of a read model, one set of rows at a time.

What a row holds depends on its event and the ones before it, never on where a batch begins or
ends: that is why a rebuilt table is equal to the live one.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

from psycopg import Cursor
from psycopg.sql import SQL, Identifier

from projections.tables import Key, Log, Spans, Table, Write

Entry: TypeAlias = tuple[int, Write]  # the position, and what happened there
Row: TypeAlias = list[Any]

_COLUMNS = SQL(
    "SELECT attname, atttypid, format_type(atttypid, NULL) FROM pg_attribute"
    " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
)


class Column(NamedTuple):
    """A column of a table, as the database knows it."""

    name: str
    oid: int
    kind: str


class Writer:
    """Writes into the tables of one schema, whose columns it asks for once."""

    def __init__(self) -> None:
        self._columns: dict[Table, list[Column]] = {}

    def write(self, cursor: Cursor[Any], batch: Iterable[Entry]) -> None:
        """Write a batch, ordered by position."""
        by_table: dict[Table, list[Entry]] = {}
        for entry in batch:
            by_table.setdefault(entry[1].table, []).append(entry)
        for table, entries in by_table.items():
            columns = self._columns_of(cursor, table)
            if isinstance(table, Log):
                rows = [[*(write.values or ()), position] for position, write in entries]
            else:
                rows, endings = spans(entries)
                _close(cursor, table, endings, columns)
            _copy(cursor, table.name, rows, columns)

    def _columns_of(self, cursor: Cursor[Any], table: Table) -> list[Column]:
        if table not in self._columns:
            found = cursor.execute(_COLUMNS, [table.name])
            self._columns[table] = [Column(*row) for row in found]
        return self._columns[table]


def spans(entries: Iterable[Entry]) -> tuple[list[Row], dict[Key, int]]:
    """Return the rows that a batch opens, and where older rows of its keys end."""
    current: dict[Key, Row] = {}
    opened: list[Row] = []
    endings: dict[Key, int] = {}
    for position, (_, key, values, first) in entries:
        if (row := current.pop(key, None)) is not None:
            row[-1] = position
        elif not first:
            endings.setdefault(key, position)
        if values is not None:
            row = [*key, *values, position, None]
            current[key] = row
            opened.append(row)
    return [row for row in opened if row[-1] != row[-2]], endings


def _close(
    cursor: Cursor[Any], table: Spans, endings: dict[Key, int], columns: Sequence[Column]
) -> None:
    """Give the current rows of some keys their end."""
    if not endings:
        return
    key = columns[: len(table.key)]
    statement = SQL(
        "UPDATE {} AS t SET to_position = given.at FROM unnest({}, %s::bigint[]) AS given({}, at)"
        " WHERE t.to_position IS NULL AND {}"
    ).format(
        Identifier(table.name),
        SQL(", ").join(SQL("%s::" + column.kind + "[]") for column in key),
        SQL(", ").join(Identifier(column.name) for column in key),
        SQL(" AND ").join(SQL("t.{0} = given.{0}").format(Identifier(c.name)) for c in key),
    )
    cursor.execute(statement, [*map(list, zip(*endings, strict=True)), list(endings.values())])


def _copy(cursor: Cursor[Any], table: str, rows: Iterable[Row], columns: Sequence[Column]) -> None:
    statement = SQL("COPY {} FROM STDIN (FORMAT BINARY)").format(Identifier(table))
    with cursor.copy(statement) as copy:
        copy.set_types([column.oid for column in columns])
        for row in rows:
            copy.write_row(row)
