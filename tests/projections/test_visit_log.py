"""Visits are listed; a correction replaces what was known, and the past stays readable."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.household.events.accompaniment import VisitMissed, VisitRecorded
from domain.household.events.record import EventAnnulled, EventCorrected
from projections import visit_log
from tests.projections.telling import BEGAN, HEAD, HOUSEHOLD, MENTOR, OFFICER, OTHER, Telling


def visit(number, **more):
    facts = {"respondent_id": HEAD, "topics": ("finance",), "minutes": 30}
    return VisitRecorded(visit_id=UUID(int=number), **facts | more)


def amends(target, **more):
    return {
        "target_id": target.event_id,
        "reason": "wrong_value",
        "second_person_id": OFFICER,
    } | more


@pytest.fixture
def telling(office):
    return Telling(office)


def listed(office, as_of, household=HOUSEHOLD):
    with office.reading() as connection:
        return visit_log.of_household(connection, household, as_of)


def test_visits_are_listed_per_household_the_latest_first(office, telling):
    telling.tell(HOUSEHOLD, visit(1))
    telling.tell(OTHER, visit(2))
    last = telling.tell(HOUSEHOLD, visit(3, warnings=("V3.short",), minutes=2), days=7)

    mine, others = listed(office, last.position), listed(office, last.position, OTHER)

    assert [v.visit_id.int for v in mine] == [3, 1]
    assert [v.visit_id.int for v in others] == [2]
    assert (mine[0].warnings, mine[0].minutes, mine[0].visitor_id) == (["V3.short"], 2, MENTOR)


def test_a_missed_visit_is_listed_with_its_reason_and_counts_as_not_held(office, telling):
    missed = VisitMissed(visit_id=UUID(int=1), respondent_id=HEAD, reason="storm")
    last = telling.tell(HOUSEHOLD, missed)

    [line] = listed(office, last.position)

    assert (line.held, line.reason, line.minutes) == (False, "storm", 0)


def test_a_corrected_visit_reads_right_from_the_correction_on_and_wrong_before(office, telling):
    wrong = telling.tell(HOUSEHOLD, visit(1, warnings=("V3.short",)))
    other = telling.tell(OTHER, visit(1))
    happened_at = BEGAN - timedelta(days=3)
    correction = EventCorrected(
        correction_id=UUID(int=9),
        values=(("minutes", "44"),),
        happened_at=happened_at,
        **amends(wrong),
    )
    right = telling.tell(HOUSEHOLD, correction)

    [before], [after] = listed(office, other.position), listed(office, right.position)
    assert (before.minutes, before.corrected, before.warnings) == (30, False, ["V3.short"])
    assert (after.minutes, after.corrected, after.warnings) == (44, True, [])
    assert (after.visited_at, after.event_id) == (happened_at, wrong.event_id)
    assert [v.minutes for v in listed(office, right.position, OTHER)] == [30]


def test_a_correction_of_a_correction_stands_on_the_first_one(office, telling):
    wrong = telling.tell(HOUSEHOLD, visit(1))
    first = EventCorrected(correction_id=UUID(int=8), values=(("minutes", "44"),), **amends(wrong))
    corrected = telling.tell(HOUSEHOLD, first)
    second = EventCorrected(
        correction_id=UUID(int=9), values=(("topics", '["livelihood"]'),), **amends(corrected)
    )
    last = telling.tell(HOUSEHOLD, second)

    [line] = listed(office, last.position)

    assert (line.minutes, line.topics) == (44, ["livelihood"])


def test_an_annulled_visit_is_gone_from_the_annulment_on(office, telling):
    wrong, kept = telling.tell(HOUSEHOLD, visit(1), visit(2))
    last = telling.tell(HOUSEHOLD, EventAnnulled(annulment_id=UUID(int=9), **amends(wrong)))

    assert [v.visit_id.int for v in listed(office, kept.position)] == [2, 1]
    assert [v.visit_id.int for v in listed(office, last.position)] == [2]


def test_what_a_visitor_did_is_found_between_two_days(office, telling):
    telling.tell(HOUSEHOLD, visit(1))
    telling.tell(OTHER, visit(2), days=30)
    last = telling.tell(OTHER, visit(3), by=OFFICER)

    with office.reading() as connection:
        spring = date(2024, 3, 1), date(2024, 3, 31)
        found = visit_log.of_visitor(connection, MENTOR, *spring, last.position)

    assert [v.visit_id.int for v in found] == [1]
