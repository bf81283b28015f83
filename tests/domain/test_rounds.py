"""What visits say beside each other: how fast, how many, and whose photo (rule V3)."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from domain.rounds import (
    Meeting,
    Rounds,
    distance_m,
    is_crowded,
    is_too_fast,
    shares_photo,
    spot,
)

AT = datetime(2026, 6, 14, 2, tzinfo=UTC)
FAMILY, OTHER_FAMILY = UUID(int=0xA1), UUID(int=0xA2)
# A minute of latitude is a nautical mile, 1,853 metres on this sphere.
HERE = "-8.500000,117.000000"
PHOTO = "a" * 64


def met(number=1, minutes=0, place=HERE, photos=(), family=FAMILY):
    at = AT + timedelta(minutes=minutes)
    return Meeting(family, UUID(int=number), at, tuple(photos), place)


def north(metres):
    """Return a place so many metres north of HERE."""
    return f"{-8.5 + metres / 111_194.93:.6f},117.000000"


@pytest.mark.parametrize(
    ("metres", "minutes", "too_fast"),
    [
        (10_000, 10, False),  # exactly sixty kilometres an hour, to the rounding of a place
        (10_100, 10, True),
        (10_100, -10, True),  # whichever came first
        (10_100, 11, False),
        (900, 0, False),  # within a kilometre it may be one place
        (1_100, 0, True),  # in two places at once
        (1_100, 2, False),
    ],
)
def test_nobody_travels_faster_than_the_programme_thinks_possible(metres, minutes, too_fast):
    one, other = met(1), met(2, minutes, north(metres), family=OTHER_FAMILY)

    assert is_too_fast(one, other, 60) is too_fast
    assert is_too_fast(other, one, 60) is too_fast


def test_a_slower_programme_asks_sooner():
    one, other = met(1), met(2, 10, north(7_000))

    assert not is_too_fast(one, other, 60)
    assert is_too_fast(one, other, 40)


@pytest.mark.parametrize(
    "place", [None, "", "[dihapus]", "rumah", "1,2,3", "-8,500000 117,000000", "91,0", "0,181"]
)
def test_a_place_that_says_no_spot_is_compared_with_nothing(place):
    assert spot(place) is None
    assert not is_too_fast(met(1), met(2, 0, place), 60)


def test_a_place_is_what_the_form_writes():
    assert spot("-8.565123,116.351900") == (-8.565123, 116.3519)


@pytest.mark.parametrize(
    ("one", "other", "metres"),
    [
        ((0.0, 0.0), (0.0, 0.0), 0),
        ((0.0, 0.0), (0.0, 1.0), 111_195),
        ((0.0, 179.5), (0.0, -179.5), 111_195),
        ((90.0, 0.0), (-90.0, 0.0), 20_015_087),
    ],
)
def test_a_distance_is_over_the_earth(one, other, metres):
    assert distance_m(one, other) == pytest.approx(metres, abs=1)


def test_a_day_is_crowded_above_the_limit_and_counts_each_visit_once():
    day = [met(number, family=OTHER_FAMILY) for number in range(12)]

    assert not is_crowded([*day, *day], 12)
    assert is_crowded([*day, met(12)], 12)


def test_a_photo_belongs_to_one_visit():
    one = met(1, photos=[PHOTO, "b" * 64])

    assert shares_photo(one, met(2, photos=[PHOTO], family=OTHER_FAMILY))
    assert not shares_photo(one, met(2, photos=["c" * 64]))
    assert not shares_photo(met(1), met(2))
    assert not shares_photo(one, one)


def test_a_visit_is_not_compared_with_itself():
    visit = met(1, photos=[PHOTO])
    before = met(1, -600, north(90_000), [PHOTO])

    told = Rounds(visit, (before,), (before,)).warnings(60, 1)

    assert told == {"V3_speed": False, "V3_crowded": False, "V3_photo": False}


def test_what_is_corrected_is_still_where_it_was():
    right = met(1, place=None)
    other = met(2, 10, north(20_000))

    alone = Rounds(right, (other,)).warnings(60, 12)
    with_itself = Rounds(right, (met(1, 300), other)).warnings(60, 12)

    assert alone["V3_speed"] is False
    assert with_itself["V3_speed"] is True
