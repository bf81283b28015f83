"""Which wrongs with money befall which village and which purchase of a simulated programme."""

from dataclasses import dataclass, field
from random import Random

# How many of each the full programme has: of single purchases, and of villages.
OF_PURCHASES = {
    "overpriced": 16,
    "split_purchase": 12,
    "short_delivery": 12,
    "paper_again": 10,
    "new_supplier": 10,
    "invoices_in_a_row": 8,
    "late_invoice": 12,
    "tax_kept": 12,
}
OF_VILLAGES = {
    "one_supplier": 4,
    "round_sums": 8,
    "same_sums": 6,
    "idle_money": 4,
    "bank_differs": 6,
    "advance_open": 8,
}
# Either way sums look alike; a village has one way of it.
ALIKE = ("round_sums", "same_sums")
OF_GIFTS = {"less_received": 10, "no_papers": 8, "never_received": 8}


@dataclass(slots=True)
class Slips:
    """What goes wrong with the money of one village: with one purchase, or throughout."""

    of_purchase: dict[int, str] = field(default_factory=dict)
    of_village: set[str] = field(default_factory=set)
    of_gifts: list[str] = field(default_factory=list)

    @property
    def alike(self) -> str:
        """Return in which way the sums of this village look alike, if they do."""
        return next((kind for kind in ALIKE if kind in self.of_village), "")

    def take(self, kind: str) -> bool:
        """Say once whether a wrong of this kind is to befall a gift."""
        if kind not in self.of_gifts:
            return False
        self.of_gifts.remove(kind)
        return True


def of_villages(slips: list[Slips], counts: dict[str, int], random: Random) -> None:
    """Deal the wrongs of villages and of gifts: no village has one kind twice."""
    for kind in OF_VILLAGES:
        free = [each for each in slips if kind not in ALIKE or not each.alike]
        for each in random.sample(free, min(counts[kind], len(free))):
            each.of_village.add(kind)
    for kind in OF_GIFTS:
        for _ in range(counts[kind]):
            random.choice(slips).of_gifts.append(kind)


def of_purchases(
    slips: list[Slips], sizes: list[range], counts: dict[str, int], random: Random
) -> None:
    """Deal the wrongs of single purchases to those that are there, one wrong to each."""
    free = [
        (each, number) for each, numbers in zip(slips, sizes, strict=True) for number in numbers
    ]
    random.shuffle(free)
    for kind in OF_PURCHASES:
        for _ in range(counts[kind]):
            if free:
                each, number = free.pop()
                each.of_purchase[number] = kind
