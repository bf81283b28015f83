"""Writes a batch of changes into the tables of a read model, one set of rows at a time.

What a row holds depends on its event and the ones before it, never on where a batch begins or
ends: that is why a rebuilt table is equal to the live one.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from psycopg import Cursor
from psycopg.sql import SQL, Composed, Identifier

from projections.tables import Key, Log, Spans, Table, Totals, Write

Entry: TypeAlias = tuple[int, Write]  # the position, and what happened there
Row: TypeAlias = list[Any]

_COLUMNS = SQL(
    "SELECT attname, atttypid, format_type(atttypid, NULL) FROM pg_attribute"
    " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
)


def write(cursor: Cursor[Any], batch: Iterable[Entry]) -> None:
    """Write a batch, ordered by position."""
    by_table: dict[Table, list[Entry]] = {}
    for entry in batch:
        by_table.setdefault(entry[1].table, []).append(entry)
    for table, entries in by_table.items():
        _write(table, cursor, entries)


def _write(table: Table, cursor: Cursor[Any], entries: Sequence[Entry]) -> None:
    columns = _columns(cursor, table.name)
    if isinstance(table, Log):
        rows = [[*(write.values or ()), position] for position, write in entries]
    elif isinstance(table, Spans):
        rows, endings = spans(entries)
        _close(cursor, table, endings, columns)
    else:
        before = _totals(cursor, table, {write.key for _, write in entries}, columns)
        rows = running(entries, before)
    _copy(cursor, table.name, rows, columns)


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


def running(entries: Iterable[Entry], totals: dict[Key, int]) -> list[Row]:
    """Return the new totals, one row per key and position at which the total changed."""
    rows: dict[tuple[Key, int], Row] = {}
    before: dict[tuple[Key, int], int] = {}
    for position, (_, key, values, _) in entries:
        total = totals.get(key, 0)
        before.setdefault((key, position), total)
        totals[key] = total + sum(values or ())
        rows[key, position] = [*key, totals[key], position]
    return [row for at, row in rows.items() if row[-2] != before[at]]


def _columns(cursor: Cursor[Any], table: str) -> list[tuple[str, int, str]]:
    return [(name, oid, kind) for name, oid, kind in cursor.execute(_COLUMNS, [table]).fetchall()]


def _copy(
    cursor: Cursor[Any], table: str, rows: Iterable[Row], columns: list[tuple[str, int, str]]
) -> None:
    statement = SQL("COPY {} FROM STDIN (FORMAT BINARY)").format(Identifier(table))
    with cursor.copy(statement) as copy:
        copy.set_types([oid for _, oid, _ in columns])
        for row in rows:
            copy.write_row(row)


def _keys(key: Sequence[str], columns: list[tuple[str, int, str]], more: str = "") -> Composed:
    """Return `unnest(…) AS given(…)` over one array per key column."""
    kinds = {name: kind for name, _, kind in columns}
    arrays = [SQL("%s::" + kinds[name] + "[]") for name in key]
    names = [Identifier(name) for name in key]
    if more:
        arrays.append(SQL("%s::bigint[]"))
        names.append(Identifier(more))
    return SQL("unnest({}) AS given({})").format(SQL(", ").join(arrays), SQL(", ").join(names))


def _close(
    cursor: Cursor[Any],
    table: Spans,
    endings: dict[Key, int],
    columns: list[tuple[str, int, str]],
) -> None:
    if not endings:
        return
    statement = SQL(
        "UPDATE {} AS t SET to_position = given.at FROM {} WHERE {} AND t.to_position IS NULL"
    ).format(
        Identifier(table.name),
        _keys(table.key, columns, "at"),
        SQL(" AND ").join(SQL("t.{0} = given.{0}").format(Identifier(n)) for n in table.key),
    )
    cursor.execute(statement, [*map(list, zip(*endings, strict=True)), list(endings.values())])


def _totals(
    cursor: Cursor[Any], table: Totals, keys: set[Key], columns: list[tuple[str, int, str]]
) -> dict[Key, int]:
    statement = SQL(
        "SELECT given.*, last.total FROM {} CROSS JOIN LATERAL (SELECT t.total FROM {} AS t"
        " WHERE {} ORDER BY t.from_position DESC LIMIT 1) AS last"
    ).format(
        _keys(table.key, columns),
        Identifier(table.name),
        SQL(" AND ").join(SQL("t.{0} = given.{0}").format(Identifier(n)) for n in table.key),
    )
    rows = cursor.execute(statement, [list(column) for column in zip(*keys, strict=True)])
    return {tuple(key): total for *key, total in rows}
