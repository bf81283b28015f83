"""What an export of the books is made from: one position of the log, and its root."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from psycopg import Connection

from adapters.anchors.hash_tiles import HashTiles
from adapters.postgres.anchors import AnchorStore
from domain.accounting.accounts import BANK, of_village
from domain.accounting.reconciling import Compared
from domain.programme import Programme
from domain.sealed_log import Frontier
from projections import postings
from projections.postings import Balance, Leg, Statement

CURRENCY = "IDR"


@dataclass(frozen=True, slots=True)
class Book:
    """The books of some villages, or of all, up to a position. `root` seals the log up to there.

    Entries are read while the connection is open, once.
    """

    programme: Programme
    position: int
    recorded_at: datetime | None
    root: str
    balances: list[Balance]
    statements: list[Statement]
    compared: dict[str, Compared]
    entries: Iterator[list[Leg]]

    def accounts(self) -> list[str]:
        """Return the name of every account that the books name, in order."""
        posted = {of_village(each.account, each.village_code) for each in self.balances}
        return sorted(posted | {of_village(BANK, each.village_code) for each in self.statements})

    def booked_on(self, leg: Leg) -> date:
        """Return the bank's day of an entry that it knows or will know, else that of the books."""
        known = self.compared.get(leg.village_code)
        if known is None:
            return leg.booked_on
        expected = known.in_transit.get(leg.position, leg.booked_on)
        return known.booked_on.get(leg.position, expected)


def read_book(
    connection: Connection[Any],
    programme: Programme,
    at: tuple[int, datetime | None],
    root: str,
    villages: Collection[str] | None = None,
) -> Book:
    """Read the books as they stood at a position."""
    position, recorded_at = at
    return Book(
        programme,
        position,
        recorded_at,
        root,
        postings.trial_balance(connection, position, villages),
        postings.statements(connection, position, villages),
        postings.compared(connection, position, villages),
        postings.entries(connection, position, villages),
    )


def root_at(store: AnchorStore, position: int) -> str:
    """Return the root over the log up to and including a position, as hex."""
    size = position + 1
    if size == 0:
        return Frontier().root().hex()
    store.complete_tiles(size)
    return HashTiles(size, store.hashes).root().hex()
