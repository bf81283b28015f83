"""What is typed to ask every question of the log again, and to measure how well they ask."""

import json

import pytest

from domain.flags.catalogue import FLAG_RULES


@pytest.fixture(scope="module")
def truth(played):
    return played.home / "truth-17.json"


def test_all_questions_are_asked_anew_those_about_most_money_first(played):
    rows = json.loads(played.types("flags", "run", "--json").out)

    risks = [row["rupiah"] for row in rows]
    assert risks == sorted(risks, reverse=True)
    assert all(row["positions"] and row["question"]["id"] for row in rows)
    assert {row["rule"] for row in rows} <= FLAG_RULES.keys()


def test_questions_of_one_rule_are_told_line_by_line(played):
    told = played.types("flags", "run", "--rule", "R11").out.splitlines()

    assert told
    assert {line.split()[0] for line in told} == {"R11"}


def test_before_anything_happened_nothing_is_asked(played):
    assert json.loads(played.types("flags", "run", "--as-of", 0, "--json").out) == []


def test_a_day_or_position_that_is_none_is_said_in_a_sentence(played):
    result = played.types("flags", "run", "--as-of", "yesterday", code=1)

    assert "a position or a day" in result.err


def test_every_rule_is_measured_against_what_was_planted(played, truth):
    found = json.loads(played.types("flags", "evaluate", "--truth", truth, "--json").out)

    assert found.keys() == FLAG_RULES.keys()
    for measured in found.values():
        assert measured.keys() == {"planted", "found", "false_alarms", "precision", "recall"}
        assert measured["found"] <= measured["planted"]
    assert sum(measured["planted"] for measured in found.values()) > len(FLAG_RULES)


def test_the_measures_are_a_table_for_people(played, truth):
    lines = played.types("flags", "evaluate", "--truth", truth).out.splitlines()

    assert "precision" in lines[0]
    assert [line.split()[0] for line in lines[1:]] == list(FLAG_RULES)


def test_without_the_truth_nothing_is_measured(played, tmp_path):
    result = played.types("flags", "evaluate", "--truth", tmp_path / "none.json", code=2)

    assert "none.json" in result.err
