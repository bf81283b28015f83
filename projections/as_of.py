"""Which prefix of the log a question is about: a position, or what was recorded by a moment."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from psycopg import Connection

from domain.programme import Programme
from projections import sql, tracking

SQL = sql.load(__file__)
WRITTEN = re.compile(
    r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?", re.ASCII | re.IGNORECASE
)
# As JSON writes whole numbers, of which 10.0 is one.
WHOLE = re.compile(r"\d+(\.0+)?", re.ASCII)
DAY_LENGTH, A_LEAP_YEAR = 10, 2000
# Nobody recorded anything before it, and there are days on both sides of it to count with.
EARLIEST = date(1900, 1, 1)


class NotYet(LookupError):
    """The position asked for is not in the log, or not yet in the read models."""

    def __init__(self, asked: int, current: int) -> None:
        super().__init__(f"position {asked} is beyond {current}")
        self.asked, self.current = asked, current


@dataclass(frozen=True, slots=True)
class AsOf:
    """A prefix of the log: everything up to and including a position, -1 for nothing at all.

    `recorded_at` is when its last event was recorded.
    """

    position: int
    recorded_at: datetime | None


def resolve(
    connection: Connection[Any],
    programme: Programme,
    asked: int | date | datetime | str | None,
    *read_models: str,
) -> AsOf:
    """Return the prefix that is meant by a position, a local day, a moment or their text; or now.

    Never more than the read models include, so that an answer is whole. A day means its end where
    the programme is. Raises NotYet for a position that is not there, ValueError for other text.
    """
    current = tracking.current(connection, *read_models)
    if isinstance(asked, str):
        asked = parse(asked)
    if asked is None:
        position = current
    elif isinstance(asked, int):
        position = asked
    else:
        moment = asked if isinstance(asked, datetime) else programme.end_of(asked)
        position = min(at_moment(connection, moment), current)
    if position > current:
        raise NotYet(position, current)
    return AsOf(position, recorded_at(connection, position))


def parse(text: str) -> int | date | datetime:
    """Return what a text in an address or on a command line stands for. Raises ValueError.

    Whatever lies before all records stands for one day before them.
    """
    if WHOLE.fullmatch(text):
        return int(text.partition(".")[0])
    if WRITTEN.fullmatch(text) is None:
        raise ValueError("neither a position nor a day nor a moment with its offset from UTC")
    is_day, is_early = len(text) == DAY_LENGTH, int(text[:4]) < EARLIEST.year
    known = f"{A_LEAP_YEAR}{text[4:]}" if is_early else text
    found = date.fromisoformat(known) if is_day else datetime.fromisoformat(known.upper())
    return EARLIEST if is_early else found


def at_moment(connection: Connection[Any], moment: datetime) -> int:
    """Return the last position that was recorded by a moment; -1 if there is none."""
    row = connection.execute(SQL["at_moment"], {"moment": moment}).fetchone()
    return -1 if row is None else int(row[0])


def recorded_at(connection: Connection[Any], position: int) -> datetime | None:
    """Return when a position was recorded."""
    row = connection.execute(SQL["recorded_at"], {"position": position}).fetchone()
    return None if row is None else row[0]
