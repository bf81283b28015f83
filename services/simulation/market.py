"""Who sells in a simulated regency: a handful of suppliers with invoice numbers of their own."""

from dataclasses import dataclass
from random import Random
from uuid import UUID

from services.simulation.population import make_id
from services.simulation.world import World

WORKS, GOODS = 4, 3
REGENCY = 5
SOLD_BETWEEN = 40


@dataclass(slots=True)
class Supplier:
    """A supplier; between two sales to the programme come many to others."""

    supplier_id: UUID
    name: str
    number: int

    def next_number(self, random: Random) -> int:
        """Return the number of the next invoice to somebody of the programme."""
        self.number += random.randint(3, SOLD_BETWEEN)
        return self.number


def market(world: World, village_code: str) -> list[Supplier]:
    """Return who sells to a village: first for its works, then goods for its families."""
    regency = village_code[:REGENCY]
    if regency not in world.markets:
        random = world.random(f"market/{regency}")
        world.markets[regency] = [
            Supplier(make_id(random), f"Toko Contoh {regency}-{number}", random.randrange(900))
            for number in range(WORKS + GOODS)
        ]
    sellers: list[Supplier] = world.markets[regency]
    return sellers
