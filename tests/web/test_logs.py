"""Logs are one JSON object per line, whatever goes in, and hold nobody's data."""

import json
import logging

import pytest
import structlog

from tests.logs import as_in_production

NIK = "5201015505909999"


@pytest.fixture
def stream():
    with as_in_production() as found:
        yield found


def lines(stream):
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.mark.parametrize(
    "nasty", ["two\nlines", "\r\n{}", "\x1b[31mred", "\u2028", "x" * 100_000, '"}']
)
def test_a_record_is_one_line_whatever_it_says(stream, nasty):
    structlog.get_logger().info("request", route=nasty, a={"nested": nasty})
    logging.getLogger("somebody").warning("said %s", nasty)

    assert len(stream.getvalue().splitlines()) == 2
    assert [line["level"] for line in lines(stream)] == ["info", "warning"]
    assert all(len(line) < 2_000 for line in stream.getvalue().splitlines())


def test_a_text_that_is_no_text_is_still_one_line(stream):
    structlog.get_logger().info("request", route="\ud800")

    assert lines(stream)[0]["route"] == "\ud800"


def test_long_numbers_are_masked_wherever_they_stand(stream):
    structlog.get_logger().info("request", note=f"NIK {NIK}", many=[NIK], ms=12.5)
    logging.getLogger("somebody").error("row %s", NIK)

    assert NIK not in stream.getvalue()
    assert lines(stream)[0]["ms"] == 12.5


def test_an_error_is_logged_by_its_type_and_place_and_never_by_its_message(stream):
    def fail():
        raise ValueError("Contoh Melati 17 lives in Contoh Satu")

    try:
        fail()
    except ValueError:
        structlog.get_logger().exception("fault")
        logging.getLogger("somebody").exception("fault")

    assert "Melati" not in stream.getvalue()
    for line in lines(stream):
        assert line["error"] == "builtins.ValueError"
        assert line["where"][-1].startswith("web/test_logs.py:")
        assert line["where"][-1].endswith(" fail")


def test_what_is_bound_to_a_request_stands_on_each_of_its_lines(stream):
    with structlog.contextvars.bound_contextvars(request_id="r-1"):
        structlog.get_logger().info("one")
        logging.getLogger("somebody").warning("two")
    structlog.get_logger().info("three")

    assert [line.get("request_id") for line in lines(stream)] == ["r-1", "r-1", None]
