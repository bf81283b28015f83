"""How the household earns and saves."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID


@dataclass(slots=True)
class Saving:
    """A deposit, or a withdrawal with a negative amount."""

    at: datetime
    account_id: UUID
    rupiah: int


@dataclass(slots=True)
class Trading:
    """One livelihood in one month."""

    livelihood_id: UUID
    month_on: date
    income_rupiah: int
    alive: bool


@dataclass(slots=True)
class Livelihood:
    """Each fact once, under its own id; balances and counts are read off these."""

    accounts: dict[UUID, str] = field(default_factory=dict)
    savings: dict[UUID, Saving] = field(default_factory=dict)
    trading: dict[UUID, Trading] = field(default_factory=dict)
    shocks: dict[UUID, str] = field(default_factory=dict)

    def deposits(self) -> int:
        """Return how often the household saved."""
        return sum(saving.rupiah > 0 for saving in self.savings.values())

    def saved_rupiah(self) -> int:
        """Return deposits less withdrawals."""
        return sum(saving.rupiah for saving in self.savings.values())
