"""R16 asks about telephones; R14 about photographs; R15 and R17 when a period is over."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from domain.household.events.accompaniment import SupervisorSpotChecked
from domain.household.events.record import IrregularityReported
from tests.domain.flags.telling import DAY, HOUR, MENTOR, MINUTE, MONDAY, OTHER_MENTOR

PHOTO = "a" * 64


def sent(number, device="hp-1"):
    return {"device_id": device, "device_seq": number}


@pytest.mark.parametrize("missing", [1, 3, 40])
def test_r16_asks_for_numbers_that_are_missing(log, home, missing):
    log.visit(home, MONDAY, origin=sent(7))
    log.visit(home, MONDAY + HOUR, origin=sent(8 + missing))

    [hit] = log.asked("R16")
    assert hit.values == {"device": "hp-1", "missing": missing}


def test_r16_is_settled_when_the_missing_numbers_arrive(log, home):
    for number in (1, 4, 2):
        log.visit(home, MONDAY + number * HOUR, origin=sent(number))
    assert len(log.asked("R16")) == 1

    log.visit(home, MONDAY + 5 * HOUR, origin=sent(3))

    assert log.asked("R16") == []


@pytest.mark.parametrize("numbers", [(1, 2, 3), (5, 5, 6), (1, 5_000, 5_001)])
def test_r16_asks_nothing_of_numbers_in_a_row_or_of_a_telephone_set_up_anew(log, home, numbers):
    for place, number in enumerate(numbers):
        log.visit(home, MONDAY + place * HOUR, origin=sent(number))

    assert log.asked("R16") == []


def test_r16_asks_about_two_mentors_on_one_telephone(log, home, other_home):
    log.visit(home, MONDAY, origin=sent(1))
    log.visit(other_home, MONDAY, by=OTHER_MENTOR, origin=sent(1, "hp-2"))
    assert log.asked("R16") == []

    log.visit(other_home, MONDAY + DAY, by=OTHER_MENTOR, origin=sent(2))

    assert len(log.asked("R16")) == 1


def test_r16_asks_about_a_simulated_place_and_not_about_a_measured_one(log, home, other_home):
    log.visit(other_home, MONDAY)
    position = log.visit(home, MONDAY + HOUR, warnings=("V3.mock",))

    assert [hit.positions for hit in log.asked("R16")] == [(position,)]


@pytest.mark.parametrize(("variant", "asks"), [("future", 1), ("early", 0)])
def test_r16_asks_about_a_clock_ahead_of_the_server(log, home, variant, asks):
    ids = {"irregularity_id": uuid4(), "person_id": uuid4()}
    command = "household.record-visit"
    log.tell(IrregularityReported(rule="V1", variant=variant, command=command, **ids), home)

    assert len(log.asked("R16")) == asks


def test_r14_asks_about_one_photo_for_two_families_and_not_for_one(log, home, other_home):
    first = log.visit(home, MONDAY, photo_sha256s=(PHOTO,))
    log.visit(home, MONDAY + DAY, photo_sha256s=(PHOTO,))
    assert log.asked("R14") == []

    second = log.visit(other_home, MONDAY + 2 * DAY, photo_sha256s=(PHOTO,))

    assert [hit.positions for hit in log.asked("R14")] == [(first, second)]


@pytest.mark.parametrize(("same", "asks"), [(10, 1), (9, 1), (8, 0), (0, 0)])
def test_r14_asks_about_nearly_the_same_answers_for_two_families(
    log, home, other_home, same, asks
):
    answers = tuple((f"q{n}", n) for n in range(10))
    other = tuple((f"q{n}", n if n < same else n + 100) for n in range(10))
    log.visit(home, MONDAY, answers=answers)
    log.visit(other_home, MONDAY + DAY, answers=other)

    assert len(log.asked("R14")) == asks


@pytest.mark.parametrize("count", [7, 2])
def test_r14_asks_nothing_about_few_answers(log, home, other_home, count):
    answers = tuple((f"q{n}", True) for n in range(count))
    log.visit(home, MONDAY, answers=answers)
    log.visit(other_home, MONDAY + DAY, answers=answers)

    assert log.asked("R14") == []


@pytest.mark.parametrize(("last", "asks"), [(10, 1), (20, 1), (6, 1), (5, 0)])
def test_r15_asks_about_a_month_heaped_at_its_end(log, home, last, asks):
    month_of(log, home, ordinary=12, last=last)

    assert len(log.asked("R15")) == asks


def test_r15_asks_nothing_of_a_busy_month_that_ends_busily(log, home):
    month_of(log, home, ordinary=80, last=10)

    assert log.asked("R15") == []


def test_r15_asks_nothing_of_a_month_that_began_late(log, home):
    month_of(log, home, ordinary=12, last=8, first=datetime(2026, 6, 25, 1, tzinfo=UTC))

    assert log.asked("R15") == []


def month_of(log, home, ordinary, last, first=MONDAY):
    end = datetime(2026, 6, 29, 1, tzinfo=UTC)
    for number in range(ordinary):
        log.visit(home, first + number * (end - first) / ordinary, minutes=20)
    for number in range(last):
        log.visit(home, end + (number % 2) * DAY + number * 25 * MINUTE, minutes=20)
    assert log.asked("R15") == []
    log.visit(home, end + 20 * DAY)


@pytest.mark.parametrize(("unconfirmed", "asks"), [(5, 1), (9, 1), (4, 0), (0, 0)])
def test_r17_asks_about_a_mentor_whose_visits_are_not_confirmed(log, unconfirmed, asks):
    mentors = [MENTOR, OTHER_MENTOR, *(uuid4() for _ in range(4))]
    homes = [log.household() for _ in mentors]
    for week in range(20):
        for mentor, home in zip(mentors, homes, strict=True):
            log.visit(home, MONDAY + week * DAY, by=mentor)
    for _ in range(unconfirmed):
        ids = {"check_id": uuid4(), "visit_id": uuid4(), "respondent_id": uuid4()}
        check = SupervisorSpotChecked(**ids, method="call", confirmed=False)
        log.tell(check, homes[0], at=MONDAY + 20 * DAY)
    log.visit(homes[1], MONDAY + 60 * DAY, by=OTHER_MENTOR)

    assert [hit.actor for hit in log.asked("R17")] == [str(MENTOR)] * asks
