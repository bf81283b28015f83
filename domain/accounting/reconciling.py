"""The books beside the bank: which line of a statement is which movement, and what is left over.

Both sides are told by different people. So a payment that was falsified on both sides of the
books still differs from the bank's line.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple, TypeVar
from uuid import UUID

# How many days the bank may take before a movement without its number is another one.
DAYS_APART = 5

Kind = Literal["only_bank", "only_books", "amount"]
Key = TypeVar("Key", bound=Hashable)


class Movement(NamedTuple):
    """What the books say moved on the account; `position` is where they say it."""

    position: int
    booked_on: date
    amount_rupiah: int
    reference: str


class BankLine(NamedTuple):
    """What the bank says moved; `position` is where its statement came into the log."""

    position: int
    booked_on: date
    amount_rupiah: int
    reference: str
    line_id: UUID


class Difference(NamedTuple):
    """A line or a movement that has no other half, or one of another sum."""

    kind: Kind
    line: BankLine | None
    movement: Movement | None

    @property
    def amount_rupiah(self) -> int:
        """Return by how much the bank has more than the books."""
        bank = self.line.amount_rupiah if self.line else 0
        return bank - (self.movement.amount_rupiah if self.movement else 0)


class Compared(NamedTuple):
    """`booked_on` is the bank's day of each movement that it knows, by position.

    `in_transit` are those that the next statement may show, with the first day that it covers.
    """

    booked_on: dict[int, date]
    in_transit: dict[int, date]
    differences: list[Difference]


class _Sides:
    """What is not yet matched of both."""

    def __init__(self, lines: Iterable[BankLine], movements: Iterable[Movement]) -> None:
        self.lines = list(lines)
        self.movements = list(movements)

    def match(
        self,
        line_key: Callable[[BankLine], Key | None],
        movement_key: Callable[[Movement], Key | None],
        days: int | None = None,
    ) -> Iterator[tuple[BankLine, Movement]]:
        """Yield pairs with one key, the earliest first, and take them off both sides."""
        waiting: dict[Key, list[Movement]] = {}
        for movement in self.movements:
            if (key := movement_key(movement)) is not None:
                waiting.setdefault(key, []).append(movement)
        left: list[BankLine] = []
        gone: set[int] = set()
        for line in self.lines:
            found = line_key(line)
            candidates = waiting.get(found, []) if found is not None else []
            near = next((m for m in candidates if _is_near(line, m, days)), None)
            if near is None:
                left.append(line)
                continue
            candidates.remove(near)
            gone.add(id(near))
            yield line, near
        self.lines = left
        self.movements = [each for each in self.movements if id(each) not in gone]


def _is_near(line: BankLine, movement: Movement, days: int | None) -> bool:
    return days is None or abs(line.booked_on - movement.booked_on) <= timedelta(days=days)


def compare(
    lines: Iterable[BankLine], movements: Iterable[Movement], until_on: date | None
) -> Compared:
    """Compare what statements say with the books, up to the day until which statements reach.

    What the books say after that day, or in the last days before it, waits for the next
    statement and is no difference yet.
    """
    sides = _Sides(
        sorted(lines, key=lambda each: (each.booked_on, each.position)),
        sorted(movements, key=lambda each: (each.booked_on, each.position)),
    )
    booked_on: dict[int, date] = {}
    differences: list[Difference] = []
    same = sides.match(lambda e: (e.reference, e.amount_rupiah), lambda e: (e[3], e[2]))
    for line, movement in same:
        booked_on[movement.position] = line.booked_on
    for line, movement in sides.match(lambda e: e.reference or None, lambda e: e.reference):
        booked_on[movement.position] = line.booked_on
        differences.append(Difference("amount", line, movement))
    alike = sides.match(lambda e: e.amount_rupiah, lambda e: e.amount_rupiah, DAYS_APART)
    for line, movement in alike:
        booked_on[movement.position] = line.booked_on
    differences += [Difference("only_bank", line, None) for line in sides.lines]
    in_transit: dict[int, date] = {}
    if until_on is not None:
        for each in sides.movements:
            if each.booked_on <= until_on - timedelta(days=DAYS_APART):
                differences.append(Difference("only_books", None, each))
            elif each.booked_on <= until_on:
                in_transit[each.position] = until_on + timedelta(days=1)
    return Compared(booked_on, in_transit, sorted(differences, key=_day_of))


def _day_of(difference: Difference) -> tuple[date, int]:
    told = difference.line or difference.movement
    assert told is not None  # noqa: S101 (one of the two is there)
    return told.booked_on, told.position
