"""The settings of an installation come from the environment, with the defaults of a laptop."""

from pathlib import Path

import pytest

from config.settings import BadSetting, Settings


def test_nothing_has_to_be_set():
    settings = Settings.from_environment({})
    assert settings == Settings(home=Path(".jejak"), port=8000, database_url=None, programme="ntb")


def test_every_setting_has_its_variable():
    settings = Settings.from_environment(
        {
            "JEJAK_HOME": "/srv/jejak",
            "JEJAK_PORT": "8100",
            "JEJAK_DATABASE_URL": "postgresql://contoh@db/jejak",
            "JEJAK_PROGRAMME": "barito-kuala",
            "SOMETHING_ELSE": "x",
        }
    )
    assert (settings.home, settings.port) == (Path("/srv/jejak"), 8100)
    assert settings.programme == "barito-kuala"
    assert settings.database_url.get_secret_value() == "postgresql://contoh@db/jejak"


def test_an_empty_variable_counts_as_unset():
    settings = Settings.from_environment({"JEJAK_PORT": " ", "JEJAK_DATABASE_URL": ""})
    assert (settings.port, settings.database_url) == (8000, None)


def test_browsers_find_it_where_it_says_or_on_this_machine():
    here = Settings.from_environment({"JEJAK_PORT": "8100"})
    there = Settings.from_environment({"JEJAK_ORIGIN": "https://jejak.contoh.go.id"})
    assert here.address == "http://localhost:8100"
    assert there.address == "https://jejak.contoh.go.id"


def test_a_password_in_the_address_of_the_database_is_not_printed():
    given = {"JEJAK_DATABASE_URL": "postgresql://contoh:rahasia@db/jejak"}
    assert "rahasia" not in repr(Settings.from_environment(given))


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("JEJAK_ORIGIN", "http://jejak.contoh.go.id"),
        ("JEJAK_ORIGIN", "https://jejak.contoh.go.id/masuk"),
        ("JEJAK_PORT", "eighty"),
        ("JEJAK_PORT", "0"),
        ("JEJAK_PORT", "65536"),
        ("JEJAK_PROGRAMME", "../ntb"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_by_its_variable_and_not_repeated(variable, value):
    with pytest.raises(BadSetting) as refusal:
        Settings.from_environment({variable: value})
    assert str(refusal.value).count(variable) == 2
    assert value not in str(refusal.value).replace("65535", "")
