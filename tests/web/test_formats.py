"""How numbers, money and days are written: one table of cases for both languages."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from adapters.web import formats

MAKASSAR, JAKARTA = ZoneInfo("Asia/Makassar"), ZoneInfo("Asia/Jakarta")


CASES = json.loads((Path(__file__).parent / "format-cases.json").read_text("utf-8"))
WRITTEN = ("number", "rupiah", "percent", "short_rupiah", "long_rupiah", "relative_day")


@pytest.mark.parametrize(
    ("format_", "values", "indonesian", "english"),
    [(name, *case) for name in WRITTEN for case in CASES[name]],
)
def test_a_figure_is_written_as_the_table_of_cases_says(format_, values, indonesian, english):
    write = getattr(formats, format_)

    assert write(*values, "id") == indonesian
    assert write(*values, "en") == english


@pytest.mark.parametrize(("typed", "rupiah"), CASES["amount"])
def test_an_amount_is_read_in_one_way_or_not_at_all(typed, rupiah):
    assert formats.amount(typed) == rupiah


@pytest.mark.parametrize(("digits", "shown"), CASES["masked"])
def test_a_personal_number_shows_its_ends_only(digits, shown):
    assert formats.masked(digits) == shown


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
