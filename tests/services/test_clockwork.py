"""Every passed deadline is brought to attention once, and an objection goes to the next office."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from domain.objection.aggregate import OBJECTION
from domain.objection.commands import LodgeObjection
from domain.reminder.events import ReminderRaised
from domain.village_programme.events import SemesterEvaluated
from services.clockwork import Clockwork
from tests.definitions import in_both_programmes
from tests.sample_lists import item
from tests.sample_programme import OTHER_VILLAGE, VILLAGE, since_start
from tests.scenario import HOUSEHOLD_ID, MENTOR, NOW, OTHER_HOUSEHOLD_ID
from tests.services.villages import selected
from tests.services.work import OFFICE, VILLAGE_STREAM, Work, reminders_of, two_families

TODAY = NOW.date()
KINDS = [
    "visit",
    "verification",
    "objection",
    "post_graduation_check",
    "suspension",
    "list_refresh",
    "data_request",
]


@dataclass
class Item:
    """Something that waits."""

    target: UUID
    since_on: date
    due_on: date | None = None
    village_code: str = VILLAGE
    responsible_id: UUID | None = MENTOR
    done: int = 0


def clockwork(work, *waiting):
    return Clockwork(work.casework, lambda _: waiting)


def everything_raised(work):
    rows = work.ledger.recorder.select_notifications(0, 10_000, topics=[ReminderRaised.name])
    return [work.ledger.mapper.to_domain_event(row).event for row in rows]


def long_ago(target=HOUSEHOLD_ID, kind="visit", **more):
    """What has waited for more than a year; these name their day themselves."""
    named = kind in {"objection", "data_request"}
    due_on = TODAY - timedelta(days=300) if named else None
    return Item(target, TODAY - timedelta(days=400), due_on, **more)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_late_is_raised_once_with_who_answers_for_it(work, kind):
    in_time = Item(OTHER_HOUSEHOLD_ID, TODAY, due_on=TODAY + timedelta(days=1))
    clock = clockwork(work, long_ago(kind=kind), in_time)

    assert clock.remind(kind) == 1

    [reminder] = everything_raised(work)
    assert (reminder.kind, reminder.target) == (kind, HOUSEHOLD_ID)
    assert (reminder.village_code, reminder.responsible_id) == (VILLAGE, MENTOR)
    assert reminder.due_on < TODAY


def test_an_hour_of_the_law_is_told_on_its_day_and_a_day_once_it_is_over(work):
    today = Item(HOUSEHOLD_ID, TODAY, due_on=TODAY)

    assert clockwork(work, today).remind("objection") == 0
    assert clockwork(work, today).remind("data_request") == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_second_run_raises_nothing_today_or_on_any_later_day(anywhere, kind):
    clock = clockwork(anywhere, long_ago(kind=kind))
    clock.remind(kind)

    assert clock.remind(kind) == 0
    anywhere.now += timedelta(days=1)
    assert clock.remind(kind) == 0
    assert len(everything_raised(anywhere)) == 1
    assert anywhere.facts_of_desks() == []


def test_a_reminder_is_not_raised_again_when_the_family_gets_another_mentor(work):
    clockwork(work, long_ago()).remind("visit")

    assert clockwork(work, long_ago(responsible_id=uuid4())).remind("visit") == 0
    assert work.facts_of_desks() == []


def test_the_next_missed_visit_is_another_reminder(work):
    clockwork(work, Item(HOUSEHOLD_ID, TODAY - timedelta(days=60))).remind("visit")

    assert clockwork(work, Item(HOUSEHOLD_ID, TODAY - timedelta(days=30))).remind("visit") == 1


@pytest.mark.parametrize(
    ("kind", "days"), [("visit", 21), ("verification", 60), ("suspension", 90)]
)
def test_on_its_last_day_nothing_is_late_yet(work, kind, days):
    on_time = clockwork(work, Item(HOUSEHOLD_ID, TODAY - timedelta(days=days)))
    late = clockwork(work, Item(HOUSEHOLD_ID, TODAY - timedelta(days=days + 1)))

    assert on_time.remind(kind) == 0
    assert late.remind(kind) == 1


def test_a_check_after_graduation_is_due_after_as_many_months_as_the_programme_says(work):
    graduated = Item(HOUSEHOLD_ID, date(2025, 12, 14))
    later = Item(OTHER_HOUSEHOLD_ID, date(2025, 12, 15))

    assert clockwork(work, graduated, later).remind("post_graduation_check") == 1
    assert everything_raised(work)[0].due_on == date(2026, 6, 14)


@pytest.mark.parametrize(
    ("months", "done", "due_on"),
    [
        ((6, 12), 0, date(2025, 6, 2)),
        ((6, 12), 1, date(2025, 12, 2)),
        ((6, 12), 2, None),
        ((6,), 0, date(2025, 6, 2)),
        ((6,), 1, None),
    ],
)
def test_as_many_checks_are_due_after_a_graduation_as_the_programme_wants(
    work, months, done, due_on
):
    wanted = {"post_graduation_checks_months": since_start(months)}
    limits = work.programme.limits.model_copy(update=wanted)
    work.casework.programme = work.programme.model_copy(update={"limits": limits})
    graduated = Item(HOUSEHOLD_ID, date(2024, 12, 2), done=done)

    assert clockwork(work, graduated).remind("post_graduation_check") == (due_on is not None)
    assert [each.due_on for each in everything_raised(work)] == ([due_on] if due_on else [])


def test_a_missing_evaluation_is_raised_for_the_village_that_owes_it(anywhere):
    anywhere.tell(VILLAGE_STREAM, *selected())
    anywhere.now = NOW.replace(year=2027, month=2)
    clock = clockwork(anywhere)

    assert clock.remind("evaluation") == 1
    assert clock.remind("evaluation") == 0
    [reminder] = everything_raised(anywhere)
    assert (reminder.target, reminder.village_code) == (VILLAGE_STREAM, VILLAGE)
    assert reminder.due_on == date(2026, 12, 31)


def test_an_evaluation_on_record_is_not_asked_for(work):
    evaluated = SemesterEvaluated(
        semester="2026-2", evaluated_on=date(2027, 1, 5), document_sha256="e" * 64
    )
    work.tell(VILLAGE_STREAM, *selected(), evaluated)
    work.now = NOW.replace(year=2027, month=2)

    assert clockwork(work).remind("evaluation") == 0


def test_the_reminders_of_a_day_stand_in_one_stream(work):
    clockwork(work, long_ago(), long_ago(OTHER_HOUSEHOLD_ID)).remind("visit")

    assert len(reminders_of(work, TODAY)) == 2


OFFICES = OFFICE.model_copy(
    update={"reasons": OFFICE.reasons | {"objection": (item("wrongly_listed"),)}}
)


def objected(work, household, village):
    lodged = LodgeObjection(
        complainant_id=uuid4(), village_code=village, kind="wrongly_listed", household_id=household
    )
    work.ask(lodged, stream := uuid4())
    return Item(stream, TODAY, due_on=work.state(stream, OBJECTION).due_on, village_code=village)


def test_an_objection_whose_day_has_passed_goes_to_the_next_office_once():
    work = two_families(Work(programme=OFFICES))
    late = objected(work, HOUSEHOLD_ID, VILLAGE)
    work.now += timedelta(days=30)
    fresh = objected(work, OTHER_HOUSEHOLD_ID, OTHER_VILLAGE)
    clock = clockwork(work, late, fresh)

    assert clock.escalate_objections() == 1
    assert clock.escalate_objections() == 0
    assert work.state(late.target, OBJECTION).escalated_to == "officer"
    assert work.state(fresh.target, OBJECTION).escalated_to == ""
    assert work.facts_of_desks() == []


@in_both_programmes
def test_there_is_an_office_to_escalate_to_in_every_definition(programme):
    work = Work(programme=programme)

    assert clockwork(work).escalate_objections() == 0
