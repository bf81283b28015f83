"""Compares read models with what the log gives when they are made again, and changes nothing."""

from collections.abc import Iterator
from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Composable, Identifier, Literal

from adapters.postgres.projector_apart import to_the_end
from adapters.postgres.projector_rebuild import Rebuild
from projections import tracking
from projections.tables import Log, Table

_COLUMNS = SQL(
    "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
    " AND NOT attisdropped ORDER BY attnum"
)
_DIFFERING = SQL(
    "SELECT count(*) FROM ((({live}) EXCEPT ALL ({made}))"
    " UNION ALL (({made}) EXCEPT ALL ({live}))) d"
)
_POSITIONS = SQL("SELECT min(position) FROM {}.tracking WHERE read_model = ANY (%s)")


class Comparison(Rebuild):
    """A rebuild that is thrown away after it was looked at."""

    def differing(self) -> list[str]:
        """Return the tables that differ at the position both have reached.

        Raises RebuildRunning when another process is rebuilding.
        """
        self._begin()
        to_the_end(self._movers, lambda: None)
        try:
            with self._connection.transaction():
                self._connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                return list(self._found())
        finally:
            self._clear()

    def _found(self) -> Iterator[str]:
        names = [model.name for model in self._read_models]
        live = self._connection.execute(
            _POSITIONS.format(Identifier(self._live)), [names]
        ).fetchone()
        upto = min(tracking.current(self._connection, *names), live[0] if live else -1)
        for model in self._read_models:
            for table in model.tables:
                sides = {
                    "live": self._as_of(self._live, table, upto),
                    "made": self._as_of(self._shadow, table, upto),
                }
                [[count]] = self._connection.execute(_DIFFERING.format(**sides)).fetchall()
                if count:
                    yield f"{table.name}: {count} rows differ up to position {upto}"

    def _as_of(self, schema: str, table: Table, upto: int) -> Composable:
        """Return the rows of a table as they were at a position."""
        place = Identifier(schema, table.name)
        names = _columns(self._connection, place)
        position = "position" if isinstance(table, Log) else "from_position"
        values = [
            SQL("CASE WHEN {c} <= {n} THEN {c} END").format(c=Identifier(name), n=Literal(upto))
            if name == "to_position"
            else Identifier(name)
            for name in names
        ]
        return SQL("SELECT {} FROM {} WHERE {} <= {}").format(
            SQL(", ").join(values), place, Identifier(position), Literal(upto)
        )


def _columns(connection: Connection[Any], place: Identifier) -> list[str]:
    found = connection.execute(_COLUMNS, [place.as_string(connection)]).fetchall()
    return [name for (name,) in found]
