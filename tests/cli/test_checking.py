"""What an auditor types: households, replay, verify, rebuild; and what the simulation left."""

import json
from uuid import uuid4

import psycopg


def households(played):
    return json.loads(played.types("households", "--limit", 100, "--json").out)


def test_a_simulation_fills_an_empty_log_and_writes_the_ground_truth(played):
    truth = json.loads((played.home / "truth-17.json").read_text())

    assert {each["kind"] for each in truth} >= {"duplicate_nik", "mentor_approves"}
    assert len(households(played)) == 5


def test_a_simulation_is_refused_by_a_log_that_is_not_empty(played):
    before = json.loads(played.types("verify", "--json").out)["size"]

    result = played.types("simulate", "--villages", 1, "--households", 5, code=1)

    assert len(result.said) == 1
    assert "not empty" in result.err
    assert json.loads(played.types("verify", "--json").out)["size"] == before


def test_households_are_listed_in_the_order_they_came(played):
    everybody = households(played)

    two = json.loads(played.types("households", "--limit", 2, "--json").out)
    plain = played.types("households", "--limit", 2).out.splitlines()

    assert two == everybody[:2]
    assert [line.split()[0] for line in plain] == two
    assert all(line.split()[1].startswith("RT-") for line in plain)


def test_replay_prints_the_canonical_state(played):
    family = households(played)[0]

    result = played.types("replay", family, "--json")

    state = json.loads(result.out)
    assert result.out.strip() == json.dumps(
        state, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    assert played.types("replay", family, "--json").out == result.out


def test_replay_goes_back_to_a_position_or_a_day(played):
    family = households(played)[0]
    story = played.types("replay", family).out
    positions = [
        int(words[0])
        for line in story.splitlines()
        if (words := line.split()) and words[0].isdigit()
    ]

    first = json.loads(played.types("replay", family, "--as-of", positions[0], "--json").out)
    before = json.loads(played.types("replay", family, "--as-of", "2023-04-01", "--json").out)
    now = json.loads(played.types("replay", family, "--json").out)

    assert first["status"] == "nominated"
    assert before["status"] == "unknown"
    assert now != first
    by_day = played.types(
        "replay", family, "--as-of", "2026-01-01", "--clock", "occurred", "--json"
    )
    assert json.loads(by_day.out)["status"] != "unknown"


def test_the_story_names_nobody_in_either_language(played):
    family = households(played)[0]

    for language in ("id", "en"):
        story = played.types("replay", family, "--language", language).out
        assert story.startswith("RT-")
        assert "Contoh" not in story.replace("SK Contoh", "").replace("BA Contoh", "")


def test_the_story_says_in_words_what_each_fact_changed(played):
    family = households(played)[0]

    indonesian = played.types("replay", family).out.splitlines()
    english = played.types("replay", family, "--language", "en").out.splitlines()

    # The last two lines are the canonical state and its hash.
    for story in (indonesian[:-2], english[:-2]):
        assert not [line for line in story if "{" in line or "[" in line or "_" in line]
    assert any(line.strip().startswith("Kedudukan, ") for line in indonesian)
    assert any(line.strip().startswith("Standing, ") for line in english)
    assert any("\u2192" in line for line in indonesian)


def test_a_reading_on_the_command_line_is_put_on_record_with_who_read(played):
    family, other = households(played)[:2]
    before = readings(played)

    played.types("replay", family, "--as-of", 40)
    played.types("replay", other, "--role", "administrator", code=1)

    new = readings(played)[len(before) :]
    assert [(each["target"], each["page"]) for each in new] == [(family, "timeline")]


def readings(played):
    """Return the files that were opened, from the log itself."""
    with psycopg.connect(played.here["JEJAK_DATABASE_URL"], autocommit=True) as connection:
        rows = connection.execute(
            "SELECT payload FROM ntb.event WHERE name = 'desk.file-read.v1' ORDER BY position"
        ).fetchall()
    return [json.loads(payload) for (payload,) in rows]


def test_what_is_not_in_the_log_is_said_in_a_sentence(played):
    unknown = played.types("replay", uuid4(), code=1)
    nonsense = played.types("replay", households(played)[0], "--as-of", "yesterday", code=1)

    assert "is not in the log" in unknown.err
    assert "2026-06-30" in nonsense.err
    assert played.types("replay", "17", code=2).out == ""


def test_a_whole_log_is_verified(played):
    result = played.types("verify", "--json")

    found = json.loads(result.out)
    assert found.keys() == {"ok", "size", "root", "first_bad_position", "reason"}
    assert (found["ok"], found["first_bad_position"], found["reason"]) == (True, None, None)
    assert found["size"] > 100
    assert found["root"] in played.types("verify").out


def test_a_log_that_was_tampered_with_is_found_out_and_the_command_fails(copied):
    with psycopg.connect(copied.here["JEJAK_DATABASE_URL"], autocommit=True) as connection:
        connection.execute("ALTER TABLE ntb.event DISABLE TRIGGER ALL")
        connection.execute("UPDATE ntb.event SET recorded_at = recorded_at WHERE position = 41")
        assert json.loads(copied.types("verify", "--json").out)["ok"]
        connection.execute("UPDATE ntb.event SET payload = payload || ' ' WHERE position = 41")

    result = copied.types("verify", "--json", code=1)

    found = json.loads(result.out)
    assert (found["ok"], found["first_bad_position"]) == (False, 41)
    assert "41" in copied.types("verify", code=1).out


def test_read_models_are_made_again_from_the_log(played):
    everything = (
        "SELECT household_id::text, from_position FROM ntb_read.household_file ORDER BY 1, 2"
    )
    with psycopg.connect(played.here["JEJAK_DATABASE_URL"]) as connection:
        before = connection.execute(everything).fetchall()
    assert before

    played.types("rebuild", "household_file")

    with psycopg.connect(played.here["JEJAK_DATABASE_URL"]) as connection:
        assert connection.execute(everything).fetchall() == before


def test_a_read_model_that_does_not_exist_is_said_so(played):
    result = played.types("rebuild", "gossip", code=1)

    assert "gossip" in result.err
    assert "household_file" in result.err
