"""What a sample says about its population: how much is wrong, and between which bounds.

Whole rupiah come out; docs/sampling.md has the formulas and where they come from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, sqrt
from statistics import NormalDist, mean, variance
from uuid import UUID

from domain.audit_engagement.sampling import Unit, by_village, interval_of

NORMAL_FROM = 30


@dataclass(frozen=True, slots=True)
class Estimate:
    """How much of the population is wrong; without bounds where the method allows none.

    `why` says why there are none: all was looked at, or too little was drawn.
    """

    wrong_rupiah: int
    low_rupiah: int | None = None
    high_rupiah: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """The share of units with an error, in thousandths, between Wilson's bounds."""

    count: int
    of: int
    low: int
    high: int


def share(errors: Mapping[UUID, int], population: int, confidence: int) -> Share:
    """Return how many of the units are wrong at all; a whole population has no bounds to widen."""
    of, count = len(errors), sum(1 for each in errors.values() if each)
    rate = count / of
    if of == population:
        return Share(count, of, round(rate * 1000), round(rate * 1000))
    z = _z(confidence)
    middle, spread = 1 + z * z / of, z * sqrt(rate * (1 - rate) / of + z * z / (4 * of * of))
    centre = rate + z * z / (2 * of)
    bounds = [(centre - spread) / middle, (centre + spread) / middle]
    low, high = (round(max(0.0, min(1.0, each)) * 1000) for each in bounds)
    return Share(count, of, low, high)


def estimate(
    method: str,
    units: Sequence[Unit],
    size: int,
    errors: Mapping[UUID, int],
    confidence: int,
) -> Estimate:
    """Return what the errors of a whole sample say; an error is what is missing, in rupiah."""
    if len(errors) == len(units):
        return Estimate(sum(errors.values()), why="all")
    if method == "money_unit":
        return _of_money(units, size, errors, confidence)
    if method == "stratified":
        return _of_strata(units, errors, confidence)
    return _of_strata_in([list(units)], errors, confidence)


def _of_strata(units: Sequence[Unit], errors: Mapping[UUID, int], confidence: int) -> Estimate:
    return _of_strata_in(list(by_village(units).values()), errors, confidence)


def _of_strata_in(
    strata: Sequence[Sequence[Unit]], errors: Mapping[UUID, int], confidence: int
) -> Estimate:
    """Return mean error times size, stratum by stratum, with the normal interval."""
    wrong, spread, is_narrow = 0.0, 0.0, len(errors) < NORMAL_FROM
    for stratum in strata:
        seen = [errors[unit.unit_id] for unit in stratum if unit.unit_id in errors]
        wrong += mean(seen) * len(stratum)
        if len(seen) == len(stratum):
            continue
        if len(seen) == 1:
            is_narrow = True
            continue
        spread += len(stratum) ** 2 * (1 - len(seen) / len(stratum)) * variance(seen) / len(seen)
    if is_narrow:
        return Estimate(round(wrong), why="few")
    reach = _z(confidence) * sqrt(spread)
    known = sum(errors.values())
    return Estimate(round(wrong), max(known, round(wrong - reach)), round(wrong + reach))


def _of_money(
    units: Sequence[Unit], size: int, errors: Mapping[UUID, int], confidence: int
) -> Estimate:
    """Return the projected error, and above it Stringer's bound; below it only what was seen."""
    interval = interval_of(units, size)
    known, taints = 0, []
    for unit in units:
        error = errors.get(unit.unit_id, 0)
        if unit.amount_rupiah >= interval:
            known += error
        elif error:
            taints.append(min(1.0, error / unit.amount_rupiah))
    projected = known + sum(taints) * interval
    factors = [_poisson(count, confidence) for count in range(len(taints) + 1)]
    above = factors[0] + sum(
        taint * (factors[rank + 1] - factors[rank])
        for rank, taint in enumerate(sorted(taints, reverse=True))
    )
    return Estimate(round(projected), sum(errors.values()), known + round(above * interval))


def _z(confidence: int) -> float:
    return NormalDist().inv_cdf(0.5 + confidence / 2000)


def _poisson(count: int, confidence: int) -> float:
    """Return the mean at which `count` errors or fewer have the probability that is left."""
    low, high = 0.0, 10.0 + 4 * (count + 1)
    for _ in range(60):
        middle = (low + high) / 2
        term = total = exp(-middle)
        for each in range(1, count + 1):
            term *= middle / each
            total += term
        low, high = (middle, high) if total > 1 - confidence / 1000 else (low, middle)
    return high
