"""Setting up by hand: keys are never overwritten, migrations apply once, refusals are clear."""

import re
import stat

import pytest

from config.programme_files import programme_names

COMMANDS = {"keys", "migrate", "serve", "work", "up", "verify", "households", "replay", "rebuild"}
COMMANDS |= {"simulate", "import", "duplicates", "users"}
NOBODY = "postgresql://nobody:nothing@127.0.0.1:1/nowhere"


def test_keys_are_made_once_for_this_user_alone(fresh):
    first = fresh.types("keys", "init")
    file = fresh.home / "secrets" / "keys"
    kept = file.read_text()

    again = fresh.types("keys", "init", code=1)

    assert str(file) in first.out
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text() == kept
    assert len(again.said) == 1
    assert "never overwritten" in again.err


def test_migrations_apply_once(fresh):
    first = fresh.types("migrate")
    again = fresh.types("migrate")

    assert first.out.splitlines()[0].startswith("0001")
    assert again.said == ["tidak ada yang kurang / nothing was missing"]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"JEJAK_PORT": "many"}, "JEJAK_PORT"),
        ({"JEJAK_PORT": "70000"}, "JEJAK_PORT"),
        ({"JEJAK_PROGRAMME": "../etc"}, "JEJAK_PROGRAMME"),
        ({"JEJAK_PROGRAMME": "atlantis"}, "atlantis"),
        ({"JEJAK_DATABASE_URL": NOBODY}, "PostgreSQL"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_in_a_sentence(fresh, settings, said):
    result = fresh.types("migrate", code=2, **settings)

    assert said in result.err
    assert result.out == ""
    assert "Traceback" not in result.err
    assert len(result.said) <= 2


@pytest.mark.parametrize("words", [("serve",), ("work",), ("households",), ("rebuild",)])
def test_nothing_starts_on_a_schema_that_is_not_there(fresh, words):
    result = fresh.types(*words, code=2)

    assert "jejak migrate" in result.err
    assert "Traceback" not in result.err


def test_nothing_is_written_without_the_keys(fresh):
    fresh.types("migrate")

    result = fresh.types("work", code=2)

    assert result.said == [
        f"{fresh.home / 'secrets' / 'keys'} cannot be read: No such file or directory"
    ]


def test_keys_that_others_can_read_are_refused(fresh):
    fresh.types("keys", "init")
    fresh.types("migrate")
    (fresh.home / "secrets" / "keys").chmod(0o644)

    result = fresh.types("work", code=2)

    assert "0600" in result.err


def test_the_help_lists_every_command_and_tells_each_in_both_languages(fresh):
    listed = fresh.types("--help").out.partition("Perintah / Commands:")[2].splitlines()
    names = {line.split()[0] for line in listed if re.match(r"  \S", line)}
    told = re.findall(r"(?m)^  \S+ +((?:.|\n {4,})+)$", "\n".join(listed))

    assert names >= COMMANDS
    assert len(told) == len(names)
    assert all(" / " in " ".join(each.split()) for each in told)
    for name in names:
        assert ". / " in fresh.types(name, "--help").out.replace("\n", " ")


def test_a_command_that_does_not_exist_is_said_so(fresh):
    result = fresh.types("destroy", code=2)

    assert "destroy" in result.err


def test_every_definition_has_a_schema_of_its_own(fresh):
    for name in programme_names():
        fresh.types("migrate", JEJAK_PROGRAMME=name)
        again = fresh.types("migrate", JEJAK_PROGRAMME=name)
        assert again.said == ["tidak ada yang kurang / nothing was missing"]


def test_the_first_user_is_registered_at_the_machine(fresh):
    fresh.types("keys", "init")
    fresh.types("migrate")
    password = "kata sandi contoh\n" * 2
    words = ("users", "add", "contoh-1", "--role", "auditor", "--organisation", "bappeda")

    result = fresh.types(*words, "--name", "Contoh Melati 17", typed=password)
    taken = fresh.types(*words, "--name", "Contoh Kenanga 18", typed=password, code=1)

    assert "contoh-1  auditor" in result.out
    assert "kata sandi" not in result.out + result.err
    assert "Melati" not in result.out + result.err
    assert "login" in taken.err
