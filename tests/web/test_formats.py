"""How numbers, money and days are written: one table of cases for both languages."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from adapters.web import formats

MAKASSAR, JAKARTA = ZoneInfo("Asia/Makassar"), ZoneInfo("Asia/Jakarta")


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (300_000_000, "Rp300.000.000", "Rp300,000,000"),
        (0, "Rp0", "Rp0"),
        (999, "Rp999", "Rp999"),
        (-25_000, "-Rp25.000", "-Rp25,000"),
        (10**12, "Rp1.000.000.000.000", "Rp1,000,000,000,000"),
    ],
)
def test_money_is_written_without_a_space_and_without_cents(value, indonesian, english):
    assert formats.rupiah(value, "id") == indonesian
    assert formats.rupiah(value, "en") == english


def test_numbers_have_their_thousands_apart():
    assert formats.number(7_250, "id") == "7.250"
    assert formats.number(7_250, "en") == "7,250"


def test_a_share_has_one_decimal_and_a_share_of_nothing_is_a_dash():
    assert formats.percent(873, 1_000, "id") == "87,3%"
    assert formats.percent(873, 1_000, "en") == "87.3%"
    assert formats.percent(0, 0, "id") == "\u2013"


def test_days_name_their_month_so_that_nobody_mistakes_it_for_the_day():
    day = date(2026, 11, 21)

    assert formats.day(day, "id") == "21 November 2026"
    assert formats.short_day(date(2026, 8, 1), "id") == "1 Agu 2026"
    assert formats.short_day(date(2026, 8, 1), "en") == "1 Aug 2026"
    assert formats.month(date(2026, 5, 1), "id") == "Mei 2026"
    assert formats.month(date(2026, 5, 1), "en") == "May 2026"


def test_times_stand_on_the_clock_of_the_place_with_its_name():
    moment = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)

    assert formats.hour(moment, MAKASSAR, "id") == "14.30 WITA"
    assert formats.hour(moment, JAKARTA, "id") == "13.30 WIB"
    assert formats.hour(moment, MAKASSAR, "en") == "14:30 WITA"
    assert formats.moment(moment, MAKASSAR, "id") == "21 Nov 2026, 14.30 WITA"


def test_the_day_is_the_day_of_the_place_not_of_the_server():
    late = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)

    assert formats.moment(late, MAKASSAR, "id") == "21 Nov 2026, 01.00 WITA"
