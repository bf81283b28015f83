"""How far each read model has come: the writer's book-keeping, and what a reader may ask of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic, sleep
from typing import Any

from psycopg import Connection, Cursor
from psycopg.rows import class_row
from psycopg.sql import Identifier

from projections import sql
from projections.read_model import Poison, ReadModel

SQL = sql.load(__file__)
POLL_SECONDS = 0.005


@dataclass(frozen=True, slots=True)
class Track:
    """Where a read model stands, and the code that writes it."""

    read_model: str
    position: int
    code: str
    parked_reason: str | None
    parked_position: int | None


@dataclass(frozen=True, slots=True)
class Lag:
    """How many events a read model has not seen yet, and why it stands still if it does."""

    read_model: str
    position: int
    behind: int
    parked_reason: str | None
    parked_position: int | None


def tracks(connection: Connection[Any]) -> dict[str, Track]:
    """Return where every read model stands."""
    with connection.cursor(row_factory=class_row(Track)) as cursor:
        return {track.read_model: track for track in cursor.execute(SQL["all"])}


def lag(connection: Connection[Any]) -> list[Lag]:
    """Return how far every read model is behind the log."""
    with connection.cursor(row_factory=class_row(Lag)) as cursor:
        return cursor.execute(SQL["lag"]).fetchall()


def current(connection: Connection[Any], *read_models: str) -> int:
    """Return the last position that all of the named read models include, or all there are."""
    row = connection.execute(SQL["lowest"], {"read_models": list(read_models)}).fetchone()
    return -1 if row is None or row[0] is None else int(row[0])


def wait_for(
    connection: Connection[Any], position: int, timeout_seconds: float, *read_models: str
) -> bool:
    """Wait until the read models include a position. False: recorded, still being processed."""
    deadline = monotonic() + timeout_seconds
    while current(connection, *read_models) < position:
        if monotonic() > deadline:
            return False
        sleep(POLL_SECONDS)
    return True


@dataclass(frozen=True, slots=True)
class Book:
    """The book-keeping of one version of the code: it leaves alone what another one writes."""

    code: str

    def prepare(self, connection: Connection[Any], read_models: Sequence[ReadModel]) -> None:
        """Make what is missing, for processes that start together one after the other."""
        with connection.transaction():
            connection.execute(SQL["take_turns"])
            connection.execute(SQL["create"])
            known = tracks(connection)
            for model in read_models:
                if model.name not in known:
                    connection.execute(model.sql["create"])
                    made = {"read_model": model.name, "code": self.code}
                    connection.execute(SQL["begin"], made)

    def outdated(self, connection: Connection[Any]) -> set[str]:
        """Return the read models that another version of the code wrote."""
        return {name for name, track in tracks(connection).items() if track.code != self.code}

    def forget(self, connection: Connection[Any], known: Sequence[ReadModel]) -> None:
        """Forget read models of another version of the code that this one does not have."""
        names = [model.name for model in known]
        connection.execute(SQL["forget"], {"code": self.code, "read_models": names})

    def going(self, connection: Connection[Any]) -> dict[str, int]:
        """Return where the read models stand that may move on."""
        return {
            name: track.position
            for name, track in tracks(connection).items()
            if track.code == self.code and track.parked_reason is None
        }

    def advance(
        self, cursor: Cursor[Any], read_model: str, after: int, upto: int, poison: Poison | None
    ) -> bool:
        """Move a read model on. False: another runner was faster, and nothing may be written.

        The lock on its row is what makes competing runners take turns.
        """
        moved = {
            "read_model": read_model,
            "code": self.code,
            "after": after,
            "upto": upto,
            "parked_position": poison.position if poison else None,
            "parked_reason": poison.reason if poison else None,
        }
        return cursor.execute(SQL["advance"], moved).rowcount == 1

    def advance_all(
        self, cursor: Cursor[Any], read_models: list[str], after: int, upto: int
    ) -> set[str]:
        """Move read models on, and return which: another runner was faster with the others."""
        moved = {"read_models": read_models, "code": self.code, "after": after, "upto": upto}
        return {name for (name,) in cursor.execute(SQL["advance_all"], moved)}


def resume(connection: Connection[Any], read_model: str) -> bool:
    """Let a parked read model try again. False: it was not parked."""
    return connection.execute(SQL["resume"], {"read_model": read_model}).rowcount == 1


def lock(connection: Connection[Any], live: str, read_models: list[str]) -> int:
    """Make the runners of a schema wait; return how far the first of its read models is."""
    statement = SQL["lock"].format(live=Identifier(live))
    rows = connection.execute(statement, {"read_models": read_models}).fetchall()
    return max((position for _, position in rows), default=-1)


def replace(connection: Connection[Any], live: str, read_models: list[str]) -> None:
    """Say in a schema that its read models now stand where those just made do."""
    statement = SQL["replace"].format(live=Identifier(live))
    connection.execute(statement, {"read_models": read_models})
