"""Visits to a household: what is recorded, marked and refused (rules N5, V1, V2, V3)."""

from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.assessment import CaseClosed, HouseholdExited, ParticipationSuspended
from domain.household.events.entry import MentorChanged
from domain.household.events.people import HouseholdMerged
from domain.household.events.targeting import NominationRejected
from domain.household.states.accompaniment import Visit, Visits
from tests.domain.household.cases import ELIGIBLE, HEAD, IN_PROGRAMME, NOMINATED
from tests.domain.household.families import (
    ACTIVE,
    HOME_VISIT,
    OTHER_VISIT,
    PHOTO,
    SECOND_PERSON,
    VISIT_RECORDED,
    visit,
)
from tests.scenario import (
    MENTOR,
    NOW,
    OTHER_HOUSEHOLD_ID,
    OTHER_MENTOR,
    STARTED,
    day,
    given,
    said,
)

STRANGER = UUID(int=0xFF)
CHANGED_ON = date(2026, 6, 10)
CHANGED = MentorChanged(
    mentor_id=OTHER_MENTOR, from_on=CHANGED_ON, previous_mentor_id=MENTOR, reason="leave"
)
EXITED = said(
    HouseholdExited(
        exit_id=UUID(int=0x160),
        person_id=HEAD,
        reason="wish",
        last_contact_on=date(2026, 6, 12),
    ),
    on=date(2026, 6, 12),
)
CLOSED = said(CaseClosed(closure_id=UUID(int=0x161), reason="checks_passed"), on=CHANGED_ON)
MERGED = HouseholdMerged(into_household_id=OTHER_HOUSEHOLD_ID, reason="listed_twice")


def sent(command, history=ACTIVE, **more):
    """Let the household's mentor send it."""
    return given(*history).when(command, by=MENTOR, role="mentor", **more)


def marked(*warnings, **changes):
    return VISIT_RECORDED.model_copy(update=changes | {"warnings": warnings})


def test_a_visit_by_the_mentor_is_recorded():
    sent(visit()).then(VISIT_RECORDED)


def test_a_visit_is_recorded_between_enrolment_and_baseline():
    sent(visit(), IN_PROGRAMME).then(VISIT_RECORDED)


def test_a_visit_sent_twice_is_recorded_once():
    sent(visit(), (*ACTIVE, VISIT_RECORDED)).then_nothing()


def test_a_visit_sent_again_with_its_time_is_recorded_once():
    at = NOW - timedelta(days=1)
    history = (*ACTIVE, said(VISIT_RECORDED, by=MENTOR, on=at))
    sent(visit(occurred_at=at), history).then_nothing()


@pytest.mark.parametrize("changes", [{"minutes": 41}, {"topics": ("finance",)}])
def test_the_id_of_a_visit_is_not_used_for_another_visit(changes):
    sent(visit(**changes), (*ACTIVE, VISIT_RECORDED)).then_refused("V2")


def test_the_id_of_a_visit_is_not_used_at_another_time():
    history = (*ACTIVE, said(VISIT_RECORDED, on=NOW - timedelta(days=1)))
    sent(visit(occurred_at=NOW - timedelta(days=2)), history).then_refused("V2")


def test_a_visit_recorded_before_an_exit_may_be_sent_again_after_it():
    sent(visit(), (*ACTIVE, VISIT_RECORDED, EXITED)).then_nothing()


def test_what_is_about_nobody_of_the_household_is_refused():
    sent(visit(respondent_id=STRANGER)).then_refused("S1", "missing")


def test_the_topics_of_a_visit_are_pillars():
    sent(visit(topics=("livelihood", "weather"))).then_refused("P4", "pillar")


@pytest.mark.parametrize("history", [(), (NOMINATED,), ELIGIBLE])
def test_a_household_that_is_not_enrolled_takes_no_visit(history):
    given(*history).when(visit()).then_refused("N5", "before")


def test_a_rejected_household_takes_no_visit():
    rejected = NominationRejected(reason="not_poor", person_id=HEAD)
    given(NOMINATED, rejected).when(visit()).then_refused("N5", "before")


@pytest.mark.parametrize("ending", [EXITED, CLOSED])
def test_a_visit_after_the_end_is_refused(ending):
    given(*ACTIVE, ending).when(visit()).then_refused("N5", "after")


def test_a_visit_before_the_end_that_comes_after_it_is_marked():
    at = day(date(2026, 6, 11))
    given(*ACTIVE, EXITED).when(visit(occurred_at=at)).then(marked("N5.late"))


def test_a_merged_household_takes_nothing_more():
    given(*ACTIVE, MERGED).when(visit(occurred_at=NOW - timedelta(days=1))).then_refused(
        "N5", "after"
    )


def test_a_suspended_household_may_be_visited():
    suspended = ParticipationSuspended(
        suspension_id=UUID(int=0x162), reason="away", until_on=date(2026, 7, 1)
    )
    sent(visit(), (*ACTIVE, suspended)).then(VISIT_RECORDED)


def test_a_mentor_of_others_is_refused():
    given(*ACTIVE).when(visit(), by=OTHER_MENTOR, role="mentor").then_refused("N5", "mentor")


def test_a_visit_of_the_day_before_the_hand_over_is_kept_and_marked():
    at = day(CHANGED_ON - timedelta(days=1))
    sent(visit(occurred_at=at), (*ACTIVE, CHANGED)).then(marked("N5.late"))


def test_a_visit_of_the_day_of_the_hand_over_belongs_to_the_new_mentor():
    at = day(CHANGED_ON)
    sent(visit(occurred_at=at), (*ACTIVE, CHANGED)).then_refused("N5", "mentor")
    given(*ACTIVE, CHANGED).when(visit(occurred_at=at), by=OTHER_MENTOR, role="mentor").then(
        VISIT_RECORDED
    )


def test_the_phone_may_run_ten_minutes_ahead():
    sent(visit(occurred_at=NOW + timedelta(minutes=10))).then(VISIT_RECORDED)


def test_a_visit_further_ahead_of_the_server_is_refused():
    sent(visit(occurred_at=NOW + timedelta(minutes=11))).then_refused("V1", "future")


def test_a_visit_of_the_day_of_enrolment_is_recorded():
    at = datetime(2026, 3, 1, 17, tzinfo=UTC)  # one in the night where the programme is
    sent(visit(occurred_at=at), now=date(2026, 3, 3)).then(VISIT_RECORDED)


def test_a_visit_before_the_enrolment_is_refused():
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    sent(visit(occurred_at=at), now=date(2026, 3, 3)).then_refused("V1", "early")


@pytest.mark.parametrize(("days", "warnings"), [(7, ()), (8, ("V1b",)), (45, ("V1b",))])
def test_a_late_visit_is_marked_after_a_week(days, warnings):
    at = NOW - timedelta(days=days)
    sent(visit(occurred_at=at)).then(marked(*warnings))


def test_a_very_late_visit_needs_a_supervisor():
    at = NOW - timedelta(days=46)
    sent(visit(occurred_at=at)).then_refused("V1b", "countersign")
    sent(visit(occurred_at=at, countersigned_by=MENTOR)).then_refused("V1b", "countersign")
    sent(visit(occurred_at=at, countersigned_by=SECOND_PERSON)).then(
        marked("V1b", countersigned_by=SECOND_PERSON)
    )


@pytest.mark.parametrize(
    ("changes", "warning"),
    [
        ({"accuracy_m": None, "distance_m": None}, "V3.unlocated"),
        ({"mock_location": True}, "V3.mock"),
        ({"accuracy_m": 0}, "V3.mock"),
        ({"distance_m": 501}, "V3.outside"),
        ({"minutes": 4}, "V3.short"),
    ],
)
def test_an_odd_visit_is_kept_and_marked(changes, warning):
    sent(visit(**changes)).then(marked(warning, **changes))


@pytest.mark.parametrize("changes", [{"distance_m": 500}, {"minutes": 5}, {"accuracy_m": 1}])
def test_a_visit_at_the_limit_is_not_odd(changes):
    sent(visit(**changes)).then(marked(**changes))


def test_a_photo_of_an_earlier_visit_is_marked():
    earlier = VISIT_RECORDED.model_copy(update={"photo_sha256s": (PHOTO,)})
    again = {"visit_id": OTHER_VISIT, "photo_sha256s": (PHOTO, "b" * 64)}
    sent(visit(**again), (*ACTIVE, earlier)).then(marked("V3.photo", **again))
    sent(visit(photo_sha256s=(PHOTO,))).then(marked(photo_sha256s=(PHOTO,)))


def test_the_state_knows_each_visit_once():
    later = VISIT_RECORDED.model_copy(update={"visit_id": OTHER_VISIT})
    accompaniment = given(
        *ACTIVE, said(VISIT_RECORDED, by=MENTOR, on=NOW), said(later, on=STARTED)
    ).state.accompaniment

    assert set(accompaniment.visits) == {HOME_VISIT, OTHER_VISIT}
    assert accompaniment.visits[HOME_VISIT].by == MENTOR
    assert accompaniment.last_visit_at() == NOW


def test_the_answers_of_a_visit_are_kept_in_one_order():
    answers = (("saved", True), ("meals", 3))

    assert VisitRecorded(**visit(answers=answers).facts()).answers == (
        ("meals", 3),
        ("saved", True),
    )


@pytest.mark.parametrize(
    ("changes", "variant"),
    [
        ({"instrument_code": "5201010101019001", "instrument_version": 1}, "version"),
        ({"answers": (("unasked", 1),)}, "version"),
    ],
)
def test_a_form_that_the_programme_never_had_does_not_stand_in_clear(changes, variant):
    sent(visit(**changes)).then_refused("A1", variant)


def test_the_latest_visit_is_known_whatever_is_told_later_put_right_or_taken_back():
    def met(days):
        return Visit(NOW - timedelta(days=days), MENTOR, ("livelihood",), 30, ())

    first, second, late = uuid4(), uuid4(), uuid4()
    visits = Visits()
    assert visits.latest is None

    for visit_id, days in ((first, 9), (second, 2), (late, 5), (second, 7), (first, 1)):
        visits[visit_id] = met(days)
        assert visits.latest == max(each.at for each in visits.values())
    visits.pop(first)
    assert visits.latest == NOW - timedelta(days=5)
    assert deepcopy(visits).latest == visits.latest
