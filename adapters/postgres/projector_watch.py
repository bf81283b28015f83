"""What the log makes of a read model that reads it for itself, such as the red flags."""

from collections.abc import Sequence
from typing import Any

from psycopg import Connection
from psycopg.sql import SQL

from domain.programme import Programme
from projections.read_model import Batch, Poison, ReadModel, Watching

STRETCH = 50_000
_END = SQL("SELECT size - 1 FROM frontier")


class Watched:
    """Stretches of the log as such read models see them.

    What they remember is in no table: a process that starts lets them see the log from its first
    event, once there is something new, before they write again.
    """

    def __init__(self, connection: Connection[Any], definition: Programme) -> None:
        self._connection = connection
        self._definition = definition
        self._watching: dict[str, Watching] = {}

    def read(self, read_models: Sequence[ReadModel], after: int, limit: int) -> list[Batch]:
        [[end]] = self._connection.execute(_END).fetchall()
        upto = min(after + limit, end)
        return [self._seen(model, after, upto) for model in read_models] if upto > after else []

    def _seen(self, model: ReadModel, after: int, upto: int) -> Batch:
        """Return what a stretch writes, or nothing while what came before is still being read."""
        watching = self._watching_of(model, after)
        if watching.position < after:
            upto = min(after, watching.position + STRETCH)
        try:
            entries = watching.see(self._connection, upto)
        except Poison as poison:
            return Batch(model, [], after, poison)
        new = [entry for entry in entries if entry[0] > after]
        return Batch(model, new, max(after, watching.position))

    def _watching_of(self, model: ReadModel, after: int) -> Watching:
        watching = self._watching.get(model.name)
        if watching is None or watching.position > after:
            if model.watch is None:
                raise TypeError(f"{model.name} does not read the log for itself")
            watching = self._watching[model.name] = model.watch(self._definition)
        return watching
