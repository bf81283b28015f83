"""Many at one household at once: all of them are stored, and one command once (F8, F9)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest

from domain.household.commands.entry import AssignMentor
from domain.household.events.accompaniment import VisitRecorded
from domain.mentor_assignment.aggregate import MENTOR_ASSIGNMENT
from services.ports import StaleVersion
from tests.domain.household.cases import IN_PROGRAMME
from tests.ledger.facts import postgres_ledger
from tests.scenario import HOUSEHOLD_ID, MENTOR, NOW, OTHER_HOUSEHOLD_ID
from tests.services.work import Work, mentor_history, other_family, two_families, visit
from tests.store import fresh_store

AT_ONCE = 50

pytestmark = pytest.mark.store


@pytest.fixture
def work(admin_url):
    with fresh_store(admin_url) as store, postgres_ledger(store.app) as ledger:
        yield two_families(Work(ledger))


def at_once(jobs):
    """Run all jobs at the same moment, each in a thread of its own; return what they return."""
    start = Barrier(len(jobs))

    def run(job):
        start.wait()
        return job()

    with ThreadPoolExecutor(len(jobs)) as threads:
        return list(threads.map(run, jobs))


def sending(work, step, request):
    return lambda: work.casework.execute(step, request)


def visits(work):
    return [fact for fact in work.facts(HOUSEHOLD_ID) if isinstance(fact, VisitRecorded)]


def test_fifty_commands_on_one_household_at_once_all_succeed(work):
    sent = [work.asked(visit(), by=MENTOR, role="mentor") for _ in range(AT_ONCE)]

    answers = at_once([sending(work, *each) for each in sent])

    assert [answer.repeated for answer in answers] == [False] * AT_ONCE
    assert len({answer.first_position for answer in answers}) == AT_ONCE
    assert {fact.visit_id for fact in visits(work)} == {step.command.visit_id for step, _ in sent}
    versions = [line.originator_version for line in work.ledger.history(HOUSEHOLD_ID)]
    assert versions == list(range(1, len(versions) + 1))


def test_control_decided_side_by_side_and_not_again_all_but_the_first_are_stale(work):
    sent = [work.asked(visit(), by=MENTOR, role="mentor") for _ in range(AT_ONCE)]
    appends = [work.casework.prepare(*each, b"d" * 32) for each in sent]

    answers = work.ledger.append_all(appends)

    assert [isinstance(answer, StaleVersion) for answer in answers] == [False] + [True] * 49
    assert len(visits(work)) == 1


def test_a_busy_household_does_not_hold_up_another(work):
    mine = [work.asked(visit(), by=MENTOR, role="mentor") for _ in range(AT_ONCE - 1)]
    respondent = work.state(OTHER_HOUSEHOLD_ID).people.head_id
    other = work.asked(visit(respondent_id=respondent), OTHER_HOUSEHOLD_ID)

    answers = at_once([sending(work, *each) for each in (*mine, other)])

    assert not any(answer.repeated for answer in answers)
    assert work.facts(OTHER_HOUSEHOLD_ID)[-1].visit_id == other[0].command.visit_id
    assert len(visits(work)) == AT_ONCE - 1


def test_one_command_sent_fifty_times_at_once_is_recorded_once_and_answered_fifty_times(work):
    sent = work.asked(visit(), by=MENTOR, role="mentor")

    answers = at_once([sending(work, *sent)] * AT_ONCE)

    assert sorted(answer.repeated for answer in answers) == [False] + [True] * (AT_ONCE - 1)
    assert len({(answer.first_position, answer.recorded_at) for answer in answers}) == 1
    assert len(visits(work)) == 1


def test_one_visit_sent_under_fifty_ids_is_recorded_once(work):
    report = visit()
    sent = [work.asked(report, by=MENTOR, role="mentor") for _ in range(AT_ONCE)]

    answers = at_once([sending(work, *each) for each in sent])

    assert sum(not answer.repeated for answer in answers) == 1
    assert len(visits(work)) == 1


def test_fifty_families_at_once_get_one_mentor(work):
    families = [uuid4() for _ in range(AT_ONCE)]
    for family in families:
        work.tell(family, *other_family(IN_PROGRAMME[:-1]))
    work.tell(mentor := uuid4(), *mentor_history(mentor))
    assign = AssignMentor(mentor_id=mentor, from_on=NOW.date())

    at_once([sending(work, *work.asked(assign, family)) for family in families])

    assert work.state(mentor, MENTOR_ASSIGNMENT).households == set(families)
