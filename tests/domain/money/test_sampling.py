"""Samples: how many, who, and what they say; each again by a few lines that share no code."""

from hashlib import sha256
from math import sqrt
from random import Random
from statistics import mean
from uuid import UUID

import pytest

from domain.audit_engagement.extrapolation import estimate, share
from domain.audit_engagement.sampling import (
    Unit,
    allocation,
    draw,
    interval_of,
    needed,
    population_sha256,
    seed_of,
)

VILLAGES = ("52.01.01.2001", "52.01.01.2002", "52.02.01.2003")
ROOT, REQUEST = sha256(b"root").hexdigest(), UUID(int=0x510)


def population(size, rng=None):
    rng = rng or Random(5)  # noqa: S311 (a made-up population, always the same)
    return [
        Unit(
            UUID(int=rng.getrandbits(128), version=4),
            VILLAGES[n % 7 % 3],
            rng.randint(1, 90) * 10_000,
        )
        for n in range(size)
    ]


UNITS = population(400)


def seed(number):
    return seed_of(ROOT, UUID(int=number))


@pytest.mark.parametrize(
    ("method", "size", "confidence", "margin", "wanted"),
    [
        ("full", 182, 950, 50, 182),
        ("simple", 7_250, 950, 50, 365),  # as in every textbook table
        ("simple", 400, 950, 50, 197),
        ("stratified", 7_250, 900, 50, 261),
        ("simple", 1, 950, 50, 1),
        ("money_unit", 7_250, 950, 50, 60),  # 3.00 / 5 %
        ("money_unit", 7_250, 900, 100, 24),
        ("money_unit", 30, 950, 50, 30),
    ],
)
def test_confidence_and_margin_give_the_size(method, size, confidence, margin, wanted):
    assert needed(method, size, confidence, margin) == wanted


@pytest.mark.parametrize("method", ["full", "simple", "stratified", "money_unit"])
def test_the_same_seed_and_population_give_the_same_sample_in_whatever_order(method):
    size = len(UNITS) if method == "full" else 40
    mixed = sorted(UNITS, key=lambda unit: unit.amount_rupiah)
    first = draw(method, UNITS, size, seed(1))

    assert draw(method, mixed, size, seed(1)) == first == tuple(sorted(first))
    assert population_sha256(mixed) == population_sha256(UNITS)
    assert set(first) <= {unit.unit_id for unit in UNITS}
    if method != "full":
        assert draw(method, UNITS, size, seed(2)) != first
    assert len(first) == size or method == "money_unit"


def test_a_simple_sample_is_the_lowest_lots_and_anybody_can_draw_them():
    lots = {sha256(bytes.fromhex(seed(1)) + u.unit_id.bytes).digest(): u.unit_id for u in UNITS}
    lowest = [lots[lot] for lot in sorted(lots)[:40]]

    assert draw("simple", UNITS, 40, seed(1)) == tuple(sorted(lowest))
    assert seed(1) == sha256(bytes.fromhex(ROOT) + UUID(int=1).bytes).hexdigest()


def test_each_village_has_its_share_and_none_is_left_out():
    sizes = {"a": 1, "b": 2, "c": 300, "d": 97}
    shares = allocation(sizes, 40)

    assert sum(shares.values()) == 40
    assert all(1 <= shares[code] <= size for code, size in sizes.items())
    assert shares["c"] > shares["d"] > shares["b"]
    assert allocation(sizes, 4) == dict.fromkeys(sizes, 1)
    assert allocation(sizes, 400) == sizes


def test_over_many_seeds_nobody_is_drawn_more_often_than_by_chance():
    few, turns = UNITS[:50], 600
    counted = dict.fromkeys((unit.unit_id for unit in few), 0)
    for number in range(turns):
        for unit_id in draw("simple", few, 10, seed(number)):
            counted[unit_id] += 1

    expected, spread = turns / 5, sqrt(turns * 0.2 * 0.8)
    assert all(abs(count - expected) < 4.5 * spread for count in counted.values())


def test_a_rupiah_is_drawn_as_often_as_any_other():
    big = Unit(UUID(int=1), VILLAGES[0], 50_000_000)
    units = [big, *UNITS]
    interval = interval_of(units, 60)
    drawn = [set(draw("money_unit", units, 60, seed(n))) for n in range(200)]

    assert big.amount_rupiah > interval
    assert all(big.unit_id in chosen for chosen in drawn)
    rich = [u for u in UNITS if u.amount_rupiah > 700_000]
    poor = [u for u in UNITS if u.amount_rupiah < 300_000]
    often = [
        mean(sum(u.unit_id in c for c in drawn) / u.amount_rupiah for u in each)
        for each in (rich, poor)
    ]
    assert often[0] == pytest.approx(often[1], rel=0.1)


@pytest.mark.parametrize(
    ("method", "size", "least"),
    [("simple", 80, 0.9), ("stratified", 80, 0.9), ("money_unit", 60, 0.95)],
)
def test_the_bounds_hold_the_truth_as_often_as_they_promise(method, size, least):
    rng = Random(17)  # noqa: S311 (made-up errors, always the same)
    wrong = {u.unit_id: u.amount_rupiah // 2 for u in UNITS if rng.random() < 0.25}
    truth, held, points = sum(wrong.values()), 0, []
    for number in range(150):
        chosen = draw(method, UNITS, size, seed(number))
        errors = {unit_id: wrong.get(unit_id, 0) for unit_id in chosen}
        found = estimate(method, UNITS, size, errors, 950)
        held += found.low_rupiah <= truth <= found.high_rupiah
        points.append(found.wrong_rupiah)

    assert held >= least * 150
    assert mean(points) == pytest.approx(truth, rel=0.06)


def test_what_was_looked_at_whole_needs_no_bounds_and_too_few_allow_none():
    errors = {unit.unit_id: 10_000 for unit in UNITS}
    whole = estimate("full", UNITS, len(UNITS), errors, 950)
    few = estimate("simple", UNITS, 10, dict(list(errors.items())[:10]), 950)

    assert (whole.wrong_rupiah, whole.high_rupiah, whole.why) == (4_000_000, None, "all")
    assert (few.wrong_rupiah, few.high_rupiah, few.why) == (4_000_000, None, "few")


def test_a_sample_of_money_without_an_error_still_has_an_upper_bound():
    chosen = draw("money_unit", UNITS, 60, seed(3))
    found = estimate("money_unit", UNITS, 60, dict.fromkeys(chosen, 0), 950)
    total = sum(unit.amount_rupiah for unit in UNITS)

    assert (found.wrong_rupiah, found.low_rupiah) == (0, 0)
    assert found.high_rupiah == pytest.approx(0.05 * total, rel=0.01)  # the margin asked for


def test_a_share_stands_between_bounds_unless_everybody_was_looked_at():
    errors = {UUID(int=n): n % 10 == 0 for n in range(100)}

    part = share(errors, 7_250, 950)
    assert (part.count, part.of, part.low, part.high) == (10, 100, 55, 174)  # Wilson
    assert share(errors, 100, 950).low == share(errors, 100, 950).high == 100
