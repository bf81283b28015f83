"""`jejak doctor`: what must always hold, on a programme that was played and on a spoilt copy."""

import json
import socket

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from adapters.doctor.found import INVARIANTS
from adapters.postgres.durability import MayForget, check_durability


@pytest.fixture
def ready(copied):
    """A copy with its rights and its read models."""
    copied.types("migrate")
    copied.types("rebuild")
    return copied


def execute(installation, statement):
    with psycopg.connect(installation.here["JEJAK_DATABASE_URL"], autocommit=True) as connection:
        return connection.execute(statement).rowcount


def found(installation, *words, code=0):
    answer = json.loads(installation.types("doctor", "--json", *words, code=code).out)
    assert [each["code"] for each in answer["invariants"]] == list(INVARIANTS)
    return answer, {each["code"] for each in answer["invariants"] if not each["ok"]}


def test_a_programme_that_was_played_is_sound_to_the_last_sealed_field(ready):
    answer, wrong = found(ready, "--deep")

    assert (answer["ok"], wrong) == (True, set())
    assert answer["size"] > 100
    assert [each for each in answer["invariants"] if each["left_out"]] == []


def test_a_read_model_that_somebody_changed_is_found_and_the_log_is_not_blamed(ready):
    assert (
        execute(
            ready,
            "DELETE FROM ntb_read.visit_log WHERE visit_id IN"
            " (SELECT visit_id FROM ntb_read.visit_log LIMIT 1)",
        )
        > 0
    )

    answer, wrong = found(ready, "--deep", code=1)

    assert wrong == {"I5"}
    assert "visit_log" in json.dumps(answer)


def test_read_models_of_another_version_are_left_to_a_rebuild_and_it_says_so(ready):
    execute(ready, "UPDATE ntb_read.tracking SET code = 'another'")
    execute(ready, "ALTER TABLE ntb_read.visit_log DROP COLUMN visit_id")

    answer, wrong = found(ready, "--deep")

    assert wrong == set()
    [rebuilt] = [each for each in answer["invariants"] if each["code"] == "I5"]
    assert "jejak rebuild" in rebuilt["left_out"]


def test_a_side_of_an_entry_that_is_missing_is_found(ready):
    execute(
        ready,
        "INSERT INTO ntb_read.postings (leg, village_code, account, amount_rupiah, booked_on,"
        " reference, event, kind, actor_id, position)"
        " VALUES (0, '52.01', 'Assets', 5, '2026-01-01', '', '', '', gen_random_uuid(), 3)",
    )

    answer, wrong = found(ready, code=1)

    assert (wrong, answer["first_bad_position"]) == ({"I11"}, 3)


def test_a_changed_event_is_named_in_words_too(ready):
    execute(
        ready,
        "ALTER TABLE ntb.event DISABLE TRIGGER ALL;"
        " UPDATE ntb.event SET payload = payload || ' ' WHERE position = 11;"
        " ALTER TABLE ntb.event ENABLE ALWAYS TRIGGER append_only",
    )

    answer, wrong = found(ready, code=1)
    said = ready.types("doctor", code=1).out

    assert "I6" in wrong
    assert answer["first_bad_position"] == 11
    assert "SALAH / WRONG" in said


@pytest.fixture
def forgetful(copied):
    """A database that may forget what it has acknowledged."""
    url = copied.here["JEJAK_DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as admin:
        database = Identifier(admin.info.dbname)
        admin.execute(SQL("ALTER DATABASE {} SET synchronous_commit = off").format(database))
    return copied


def test_nothing_starts_on_a_server_that_may_forget_unless_it_is_said_so(forgetful):
    forgetful.types("migrate")
    for command in ("serve", "work"):
        refused = forgetful.types(command, code=2, JEJAK_ACCEPT_DATA_LOSS="", JEJAK_PORT=1)
        assert "synchronous_commit = off" in refused.err
        assert len(refused.said) == 1
    with pytest.raises(MayForget, match="synchronous_commit"):
        check_durability(forgetful.here["JEJAK_DATABASE_URL"])

    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    serving = forgetful.start("serve", JEJAK_ACCEPT_DATA_LOSS="true", JEJAK_PORT=port)
    assert serving.line("ready")
    serving.end()


def test_the_doctor_says_so_too(forgetful):
    forgetful.types("migrate")
    _, wrong = found(forgetful, code=1)

    assert "I10" in wrong
