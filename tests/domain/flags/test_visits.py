"""R4, R11, R12 and R13 ask about a visit by itself and beside those of its day."""

from datetime import timedelta

import pytest

from tests.domain.flags.telling import DAY, HOUR, MENTOR, MINUTE, MONDAY, OTHER_MENTOR


@pytest.mark.parametrize("metres", [2_001, 5_000, 90_000])
def test_r4_asks_about_a_visit_far_from_the_house(log, home, metres):
    position = log.visit(home, MONDAY, distance_m=metres)

    [hit] = log.asked("R4")
    assert (hit.positions, hit.values, hit.household) == (
        (position,),
        {"metres": metres},
        str(home),
    )
    assert hit.village == "74.99.01.2001"


@pytest.mark.parametrize("metres", [0, 2_000, None])
def test_r4_asks_nothing_near_the_house_or_where_no_distance_is_known(log, home, metres):
    log.visit(home, MONDAY, distance_m=metres)

    assert log.asked("R4") == []


@pytest.mark.parametrize("later", [72 * HOUR, 4 * DAY, 40 * DAY])
def test_r11_asks_about_a_visit_recorded_days_later(log, home, later):
    log.visit(home, MONDAY, later=later)

    [hit] = log.asked("R11")
    assert hit.values["hours"] == later / HOUR


@pytest.mark.parametrize("later", [MINUTE, 2 * DAY, 72 * HOUR - MINUTE])
def test_r11_asks_nothing_within_three_days(log, home, later):
    log.visit(home, MONDAY, later=later)

    assert log.asked("R11") == []


@pytest.mark.parametrize("apart", [0, 10, 29])
def test_r12_asks_how_one_person_was_in_two_houses(log, home, other_home, apart):
    first = log.visit(home, MONDAY)
    second = log.visit(other_home, MONDAY + apart * MINUTE)

    [hit] = log.asked("R12")
    assert hit.positions == (first, second)


def test_r12_asks_about_a_visit_that_was_marked_when_it_was_stored(log, home):
    log.visit(home, MONDAY, warnings=("V3.speed",))

    assert len(log.asked("R12")) == 1


def test_r12_asks_nothing_where_one_visit_follows_the_other(log, home, other_home):
    log.visit(home, MONDAY)
    log.visit(other_home, MONDAY + 30 * MINUTE)

    assert log.asked("R12") == []


def test_r12_asks_nothing_of_two_people(log, home, other_home):
    log.visit(home, MONDAY)
    log.visit(other_home, MONDAY, by=OTHER_MENTOR)

    assert log.asked("R12") == []


def test_r12_asks_nothing_of_two_visits_to_one_family(log, home):
    log.visit(home, MONDAY)
    log.visit(home, MONDAY + MINUTE)

    assert log.asked("R12") == []


@pytest.mark.parametrize("minutes", [0, 3, 9])
def test_r13_asks_about_a_very_short_visit(log, home, minutes):
    log.visit(home, MONDAY, minutes=minutes)

    assert [hit.values for hit in log.asked("R13")] == [{"minutes": minutes}]


@pytest.mark.parametrize("minutes", [10, 30, 300])
def test_r13_asks_nothing_about_a_visit_long_enough(log, home, minutes):
    log.visit(home, MONDAY, minutes=minutes)

    assert log.asked("R13") == []


@pytest.mark.parametrize(("hours", "asks"), [(12, 1), (18, 1), (18.9, 1), (11.9, 0), (19, 0)])
def test_r13_asks_about_a_visit_at_night(log, home, hours, asks):
    log.visit(home, MONDAY + timedelta(hours=hours))

    assert len(log.asked("R13")) == asks


def test_r13_asks_once_about_a_day_with_more_visits_than_one_person_makes(log):
    homes = [log.household() for _ in range(14)]
    for number, each in enumerate(homes[:12]):
        log.visit(each, MONDAY + number * 35 * MINUTE)
    assert log.asked("R13") == []

    for number, each in enumerate(homes[12:]):
        log.visit(each, MONDAY + (12 + number) * 35 * MINUTE)

    [hit] = log.asked("R13")
    assert len(hit.positions) == 13
    assert hit.actor == str(MENTOR)


def test_r13_asks_nothing_of_two_days(log):
    for number in range(14):
        log.visit(log.household(), MONDAY + (number % 2) * DAY + number * 35 * MINUTE)

    assert log.asked("R13") == []
