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
    "round_sums": 6,
    "same_sums": 5,
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


def of_villages(
    slips: list[Slips], to_the_end: list[Slips], counts: dict[str, int], random: Random
) -> None:
    """Deal the wrongs of villages and of gifts: no village has one kind twice.

    Only who spends `to_the_end` has enough invoices in a year for sums that are alike.
    """
    for kind in OF_VILLAGES:
        free = [each for each in to_the_end if not each.alike] if kind in ALIKE else slips
        for each in random.sample(free, min(counts[kind], len(free))):
            each.of_village.add(kind)
    for kind in OF_GIFTS:
        for _ in range(counts[kind]):
            random.choice(slips).of_gifts.append(kind)


def of_purchases(
    slips: list[Slips],
    plain: list[list[int]],
    alike: list[list[int]],
    counts: dict[str, int],
    random: Random,
) -> None:
    """Deal the wrongs of single purchases, one to each: where sums are alike only at last."""
    free: list[tuple[Slips, int]] = []
    for sizes in (alike, plain):
        some = [(each, n) for each, numbers in zip(slips, sizes, strict=True) for n in numbers]
        random.shuffle(some)
        free += some
    for kind in OF_PURCHASES:
        for _ in range(counts[kind]):
            if free:
                each, number = free.pop()
                each.of_purchase[number] = kind
