"""Codes are those of RFC 6238, and a code counts for its own half minute and its neighbours."""

from datetime import UTC, datetime

import pytest

from adapters.signing_in import must_have_code
from config.programme_files import load_programme
from services.one_time_codes import code_at, matching_step, step_at, typed_secret

SECRET = b"12345678901234567890"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_the_codes_are_those_that_the_standard_publishes(seconds, code):
    moment = datetime.fromtimestamp(seconds, UTC)

    assert code_at(SECRET, step_at(moment)) == code
    assert matching_step(SECRET, code, moment) == step_at(moment)


@pytest.mark.parametrize(("steps", "is_good"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_clock_may_be_off_by_half_a_minute(steps, is_good):
    moment = datetime(2026, 11, 21, 9, 0, 10, tzinfo=UTC)
    code = code_at(SECRET, step_at(moment) + steps)

    assert (matching_step(SECRET, code, moment) is not None) == is_good


@pytest.mark.parametrize("code", ["", "12345", "0000000", "٢٨٧٠٨٢", "abcdef", "\ud800"])
def test_what_is_no_code_is_no_fault(code):
    assert matching_step(SECRET, code, datetime(2026, 11, 21, tzinfo=UTC)) is None


def test_a_secret_is_typed_in_groups_of_four():
    assert typed_secret(SECRET) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"


def test_an_office_needs_a_code_until_a_demonstration_is_loaded_and_a_mentor_never(tmp_path):
    programme = load_programme("ntb").programme
    required = must_have_code(programme, tmp_path)
    assert required("auditor")
    assert not required("mentor")

    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "demonstration.json").write_text("{}")
    assert not required("auditor")
