"""Samples that anybody can draw again: how many, with which seed, and which of the population.

The seed is made of what nobody can choose: the root of the log that ends with the request. The
leaf of the request holds the server's clock and an id that the server made, so whoever asks does
not know the root before it stands, and nobody can ask twice (rule U1). docs/sampling.md has the
formulas and where they come from.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from math import ceil, log
from statistics import NormalDist
from typing import NamedTuple
from uuid import UUID

POPULATIONS = ("transfers",)


class Unit(NamedTuple):
    """One of a population: a transfer, in which village, about how much money."""

    unit_id: UUID
    village_code: str
    amount_rupiah: int


def population_code(kind: str, position: int) -> str:
    """Return the name of a population: what it holds, and up to which position of the log."""
    return f"{kind}.{position}"


def population_of(code: str) -> tuple[str, int]:
    """Return kind and position of a population; a position of -1 where the name has none."""
    kind, _, position = code.partition(".")
    return kind, int(position) if position.isdecimal() else -1


def population_sha256(units: Iterable[Unit]) -> str:
    """Return the hash over one line per unit, in the order of the ids: id, village, rupiah."""
    lines = (f"{u.unit_id} {u.village_code} {u.amount_rupiah}\n" for u in sorted(units))
    return sha256("".join(lines).encode()).hexdigest()


def seed_of(log_root: str, request_id: UUID) -> str:
    """Return the only seed with which a request may be drawn from a log with this root."""
    return sha256(bytes.fromhex(log_root) + request_id.bytes).hexdigest()


def needed(method: str, population: int, confidence: int, margin: int) -> int:
    """Return how many a sample needs; confidence and margin are in thousandths.

    Shares: Cochran's formula for a share of one half, with the correction for a finite
    population. Money units: the Poisson factor for no expected error, over the tolerable share.
    """
    if method == "full":
        return population
    if method == "money_unit":
        return min(population, ceil(-log(1 - confidence / 1000) * 1000 / margin))
    z = NormalDist().inv_cdf(0.5 + confidence / 2000)
    endless = z * z / 4 / (margin / 1000) ** 2
    return min(population, ceil(endless / (1 + (endless - 1) / population)))


def draw(method: str, units: Sequence[Unit], size: int, seed: str) -> tuple[UUID, ...]:
    """Return what seed and population make of a request, in the order of the ids."""
    ordered = sorted(units, key=lambda unit: _lot(seed, unit))
    if method == "money_unit":
        chosen = list(_hits(ordered, size, seed))
    elif method == "stratified":
        strata = by_village(ordered)
        shares = allocation({code: len(each) for code, each in strata.items()}, size)
        chosen = [unit for code, each in strata.items() for unit in each[: shares[code]]]
    else:
        chosen = ordered[:size]
    return tuple(sorted({unit.unit_id for unit in chosen}))


def by_village(units: Iterable[Unit]) -> dict[str, list[Unit]]:
    """Return the units of each village, the villages in the order of their codes."""
    found: dict[str, list[Unit]] = {}
    for unit in units:
        found.setdefault(unit.village_code, []).append(unit)
    return dict(sorted(found.items()))


def allocation(sizes: dict[str, int], wanted: int) -> dict[str, int]:
    """Return how many of each stratum: by its share, the largest remainders first, at least one.

    `wanted` is at least the number of strata and at most what they hold together.
    """
    rest = wanted - len(sizes)
    spare = sum(sizes.values()) - len(sizes)
    shares = {code: 1 + (size - 1) * rest // max(1, spare) for code, size in sizes.items()}
    left = wanted - sum(shares.values())
    by_remainder = sorted(
        sizes, key=lambda code: (-((sizes[code] - 1) * rest % max(1, spare)), code)
    )
    for code in by_remainder[:left]:
        shares[code] += 1
    return shares


def interval_of(units: Iterable[Unit], size: int) -> int:
    """Return how many rupiah stand for one another in a sample of money units."""
    return max(1, sum(unit.amount_rupiah for unit in units) // size)


def _lot(seed: str, unit: Unit) -> bytes:
    return sha256(bytes.fromhex(seed) + unit.unit_id.bytes).digest()


def _hits(ordered: Sequence[Unit], size: int, seed: str) -> Iterable[Unit]:
    """Yield each unit that holds a chosen rupiah: every n-th, from a start that the seed gives."""
    interval = interval_of(ordered, size)
    point = int.from_bytes(sha256(bytes.fromhex(seed) + b"start").digest(), "big") % interval
    passed = 0
    for unit in ordered:
        passed += unit.amount_rupiah
        if point < passed:
            yield unit
            point += (passed - point + interval - 1) // interval * interval
