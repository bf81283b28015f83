"""What may stand for a person: numbers that can exist, and numbers that nobody can have."""

from datetime import date

import pytest

from domain.persons import Nik, age_band, is_family_card, is_missing

# Serials from 9000 on are not given out: a number that ends so is visibly invented.
MAN, WOMAN = "7499011503909001", "7499015503909001"


def test_a_nik_tells_region_sex_and_birthday():
    assert Nik.parse(MAN) == Nik("749901", 15, 3, 90, "m")
    assert Nik.parse(WOMAN) == Nik("749901", 15, 3, 90, "f")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("749901150390900", "15 digits"),
        ("74990115039090011", "17 digits"),
        ("7499011503909O01", "a letter"),
        ("٧٤٩٩٠١١٥٠٣٩٠٩٠٠١", "digits of another script"),
        ("1111111111111111", "16 equal digits"),
        ("9999999999999999", "16 equal digits"),
        ("0099011503909001", "no such province"),
        ("7499010003909001", "day 0"),
        ("7499013203909001", "day 32"),
        ("7499017203909001", "day 32 of a woman"),
        ("7499011500909001", "month 0"),
        ("7499011513909001", "month 13"),
        ("7499013002909001", "30 February"),
        ("7499012902909001", "29 February of a year without one"),
        ("7499011503900000", "serial 0000"),
    ],
)
def test_a_nik_that_cannot_have_been_given_out_is_none(text, why):
    assert Nik.parse(text) is None, why


@pytest.mark.parametrize("text", ["7499012902889001", "7499013112999001", "7499017101009001"])
def test_the_last_possible_days_are_days(text):
    assert Nik.parse(text) is not None


def test_the_century_of_a_birthday_is_not_in_the_nik():
    nik = Nik.parse(MAN)

    assert nik is not None
    assert nik.is_of(date(1990, 3, 15))
    assert not nik.is_of(date(1990, 3, 16))
    assert not nik.is_of(date(1991, 3, 15))


@pytest.mark.parametrize("text", [None, "", "0" * 16, "749901" + "0" * 10])
def test_zeros_stand_for_a_number_that_the_list_does_not_know(text):
    assert is_missing(text)


def test_a_real_number_is_not_missing():
    assert not is_missing(MAN)


@pytest.mark.parametrize(
    ("text", "possible"),
    [("7499011503260001", True), ("749901150326000", False), ("0" * 16, False), ("x" * 16, False)],
)
def test_a_family_card_number_has_16_digits(text, possible):
    assert is_family_card(text) is possible


@pytest.mark.parametrize(
    ("age", "band"),
    [(0, "0-4"), (4, "0-4"), (5, "5-6"), (6, "5-6"), (7, "7-12"), (12, "7-12"), (13, "13-17")],
)
def test_a_child_changes_the_age_band_on_a_birthday(age, band):
    born = date(2026 - age, 6, 15)

    assert age_band(born, date(2026, 6, 15)) == band


@pytest.mark.parametrize(
    ("age", "band"), [(17, "13-17"), (18, "18-59"), (59, "18-59"), (60, "60+"), (101, "60+")]
)
def test_an_adult_changes_the_age_band_on_a_birthday(age, band):
    born = date(2026 - age, 6, 15)

    assert age_band(born, date(2026, 6, 15)) == band


def test_a_child_is_a_year_younger_on_the_eve_of_the_birthday():
    assert age_band(date(2008, 6, 15), date(2026, 6, 14)) == "13-17"


def test_nobody_has_an_age_before_birth():
    with pytest.raises(ValueError, match="not born yet"):
        age_band(date(2026, 6, 16), date(2026, 6, 15))
