"""A question can be asked of any prefix of the log: by position, by local day or by moment."""

from datetime import date, datetime, timedelta

import pytest

from projections import as_of
from projections.as_of import NotYet, parse, resolve
from tests.projections.lives import lives
from tests.sample_programme import PROGRAMME


@pytest.fixture
def log(office):
    log = office.tell(lives(11, 3, ("74.99.01.2001",), scale=0.2))
    office.project()
    return log


def last_by(log, moment):
    return max((one.position for one in log if one.recorded_at <= moment), default=-1)


def test_a_moment_means_the_last_position_recorded_by_then(office, log):
    with office.reading() as connection:
        for one in (*log[::7], log[-1]):
            for moment in (
                one.recorded_at - timedelta(microseconds=1),
                one.recorded_at,
                one.recorded_at + timedelta(days=40),
            ):
                assert as_of.at_moment(connection, moment) == last_by(log, moment)


def test_before_the_first_event_there_is_nothing(office, log):
    with office.reading() as connection:
        before = log[0].recorded_at - timedelta(days=1)

        assert resolve(connection, PROGRAMME, before).position == -1
        assert resolve(connection, PROGRAMME, before).recorded_at is None


def test_a_day_means_its_end_where_the_programme_is(office, log):
    one = log[len(log) // 2]
    day = PROGRAMME.local(one.recorded_at).date()
    with office.reading() as connection:
        found = resolve(connection, PROGRAMME, day)

    assert found.position == last_by(log, PROGRAMME.end_of(day))
    assert found.position >= one.position
    assert found.recorded_at == log[found.position].recorded_at


def test_now_is_as_far_as_the_named_read_models_have_come(office, log):
    office.store.execute("UPDATE @read@.tracking SET position = 5 WHERE read_model = 'reads'")
    with office.reading() as connection:
        assert resolve(connection, PROGRAMME, None).position == 5
        assert resolve(connection, PROGRAMME, None, "visit_log").position == log[-1].position


def test_a_position_beyond_the_read_models_is_refused(office, log):
    with office.reading() as connection:
        assert resolve(connection, PROGRAMME, str(log[-1].position)).position == log[-1].position
        with pytest.raises(NotYet) as refusal:
            resolve(connection, PROGRAMME, log[-1].position + 1)

    assert refusal.value.current == log[-1].position


def test_a_text_is_a_position_a_day_or_a_moment_with_its_offset():
    assert parse("42") == parse("42.0") == 42
    assert parse("2024-03-04") == date(2024, 3, 4)
    assert parse("2024-03-04T10:00:00+08:00") == datetime.fromisoformat(
        "2024-03-04T10:00:00+08:00"
    )
    assert parse("0000-02-29") == parse("0001-01-01T00:00:00Z") == date(1900, 1, 1)
    for wrong in (
        "yesterday",
        "2024-13-01",
        "2024-03-04T10:00:00",
        "-1",
        "",
        "2024-W10-1",
        "\u0661",
    ):
        with pytest.raises(ValueError, match=r"."):
            parse(wrong)
