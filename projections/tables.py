"""The two kinds of table that can answer for any position of the log.

Log    a row holds from its position on, for ever.
Spans  a row holds from one position up to another; the current row of a key has no end yet.

In every table the columns stand in this order: the key, the values, the positions.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias, Union

Key: TypeAlias = tuple[Any, ...]


class Write(NamedTuple):
    """One change of one table. Without values the current row of the key ends.

    `first` promises that the key has no current row, which saves looking for one.
    """

    table: "Table"
    key: Key
    values: tuple[Any, ...] | None = ()
    first: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class Log:
    """A table of what happened."""

    name: str

    def says(self, *values: Any) -> Write:
        return Write(self, (), values)


@dataclass(frozen=True, eq=False, slots=True)
class Spans:
    """A table of what was so, and until when."""

    name: str
    key: tuple[str, ...]

    def begins(self, key: Key, *values: Any) -> Write:
        """Open the first row of a key."""
        return Write(self, key, values, first=True)

    def becomes(self, key: Key, *values: Any) -> Write:
        """Replace the current row of a key, if there is one."""
        return Write(self, key, values)

    def ends(self, key: Key) -> Write:
        """Close the current row of a key, if there is one."""
        return Write(self, key, None)


Table = Union[Log, Spans]  # noqa: UP007 (a forward reference cannot be joined with |)
