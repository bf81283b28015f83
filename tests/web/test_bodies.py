"""Bodies that are not what they seem are refused with one clear sentence, and nothing breaks."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import pytest
from pydantic import Field

from adapters.web import bodies
from adapters.web.language import text
from adapters.web.problems import Problem
from domain.commands import Command, Text

JSON = "application/json"


class Wish(Command):
    """A command as any other, for this test only."""

    visit_id: UUID | None = None
    visited_on: date | None = None
    minutes: Annotated[int, Field(ge=0, le=1_440)] = 0
    is_first: bool = False
    kind: Literal["home", "field"] = "home"
    note: Text = ""


def read(raw):
    return bodies.read(Wish, raw if isinstance(raw, bytes) else raw.encode(), JSON)


def refusal(raw, content_type=JSON):
    with pytest.raises(Problem) as refused:
        bodies.read(Wish, raw if isinstance(raw, bytes) else raw.encode(), content_type)
    problem = refused.value
    return problem.status, text(problem.detail, "en", **problem.params)


def test_a_good_body_is_read_with_dates_and_ids_as_what_they_are():
    wish = read(
        '{"visit_id": "7f1f1f1f-1f1f-4f1f-8f1f-1f1f1f1f1f1f", "visited_on": "2026-05-12",'
        ' "minutes": 45, "note": "Kandang sudah jadi"}'
    )

    assert wish.visited_on == date(2026, 5, 12)
    assert isinstance(wish.visit_id, UUID)


@pytest.mark.parametrize("written", ["45.0", "4.5e1", "45"])
def test_a_whole_number_may_be_written_as_json_allows(written):
    assert read('{"minutes": ' + written + "}").minutes == 45


@pytest.mark.parametrize(
    ("raw", "status", "sentence"),
    [
        ("", 400, "not valid JSON"),
        ("{", 400, "not valid JSON"),
        ("{} {}", 400, "not valid JSON"),
        (b"\xff\xfe{}", 400, "not valid UTF-8"),
        ('{"minutes": NaN}', 400, "number"),
        ('{"minutes": Infinity}', 400, "number"),
        ('{"minutes": ' + "9" * 5_000 + "}", 400, "number"),
        ('{"minutes": -' + "9" * 19 + "}", 400, "number"),
        ('{"minutes": 1, "minutes": 999}', 400, "minutes is written twice"),
        ('{"note": {"a": 1, "a": 2}}', 400, "a is written twice"),
        ('{"note": ' + "[" * 100_000 + "]" * 100_000 + "}", 400, "nested too deeply"),
        ("[" * 100_000, 400, "nested too deeply"),
        ('{"note": ' + '{"a":' * 50_000, 400, "nested too deeply"),
        ("[]", 422, "must be a JSON object"),
        ('"text"', 422, "must be a JSON object"),
        ("null", 422, "must be a JSON object"),
        ('{"minutes": "12"}', 422, "minutes must be a whole number"),
        ('{"minutes": true}', 422, "minutes must be a whole number"),
        ('{"minutes": 1.5}', 422, "minutes must be a whole number"),
        ('{"minutes": 1e300}', 422, "minutes must be a whole number"),
        ('{"minutes": 1e999}', 422, "minutes must be a whole number"),
        ('{"minutes": 1441}', 422, "minutes is outside its limits"),
        ('{"minutes": -1}', 422, "minutes is outside its limits"),
        ('{"is_first": 1}', 422, "is_first must be true or false"),
        ('{"visited_on": "12/05/2026"}', 422, "visited_on must be a date"),
        ('{"visited_on": 20260512}', 422, "visited_on must be a date"),
        (
            '{"occurred_at": "2026-05-12T10:00:00"}',
            422,
            "occurred_at must be a time with its zone",
        ),
        ('{"visit_id": "17"}', 422, "visit_id must be a UUID"),
        ('{"kind": "other"}', 422, "kind has an unknown choice"),
        ('{"note": "a\\u0000b"}', 422, "cannot be stored"),
        ('{"a\\u0000b": 1}', 422, "cannot be stored"),
        ('{"note": "\\ud800"}', 422, "cannot be stored"),
        ('{"note": ["\\udfff"]}', 422, "cannot be stored"),
        ('{"note": "' + "x" * 4_001 + '"}', 422, "note is too long"),
        ('{"is_admin": true}', 422, "is_admin is not known"),
        ('{"' + "x" * 5_000 + '": 1}', 422, "is not known"),
    ],
)
def test_a_bad_body_is_refused_with_one_clear_sentence(raw, status, sentence):
    found, said = refusal(raw)

    assert found == status
    assert sentence in said
    assert len(said) < 200


@pytest.mark.parametrize("content_type", ["", "text/plain", "application/x-www-form-urlencoded"])
def test_a_body_that_does_not_call_itself_json_is_not_read(content_type):
    assert refusal("{}", content_type)[0] == 415


def test_a_charset_after_the_content_type_does_no_harm():
    assert bodies.read(Wish, b"{}", "application/json; charset=utf-8") == Wish()


def test_emoji_written_as_a_pair_of_surrogates_is_good_text():
    assert read('{"note": "\\ud83d\\ude00"}').note == "\U0001f600"


def test_an_escaped_backslash_before_u0000_is_good_text():
    assert read('{"note": "a\\\\u0000"}').note == "a\\u0000"


def test_the_answer_lists_where_all_mistakes_are_and_never_what_was_sent():
    with pytest.raises(Problem) as refused:
        read('{"minutes": "rahasia", "kind": "rahasia", "rahasia-nik": 1}')

    assert [error["field"] for error in refused.value.errors] == ["minutes", "kind", "rahasia-nik"]
    assert all(set(error) == {"field", "code"} for error in refused.value.errors)
    assert "rahasia" not in str([error["code"] for error in refused.value.errors])


def test_many_equal_keys_are_refused_in_no_time():
    raw = "{" + ",".join(f'"k{n}": 1' for n in range(60_000)) + ', "k1": 2}'

    assert refusal(raw) == (400, "The field k1 is written twice.")
