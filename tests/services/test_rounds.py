"""Which visits a visit is compared with before it is stored (rule V3), and by whom.

A writer who remembers everything, a read model that has seen everything, and the log alone where
the read model has seen nothing yet must all lead to the same warnings.
"""

from contextlib import contextmanager
from datetime import date, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from adapters.postgres.projector import Projector
from adapters.postgres.rounds import RecordedVisits
from domain.desk.events import RoleGranted
from domain.household.commands.proposals import ConfirmAmendment, ProposeAmendment
from domain.household.events.accompaniment import VisitMissed, VisitRecorded
from projections.catalogue import READ_MODELS
from services.rounds import Comparing, VisitsInMemory
from services.streams import desk_stream
from tests.ledger.facts import postgres_ledger
from tests.sample_programme import PROGRAMME as DEFINITION
from tests.scenario import (
    HOUSEHOLD_ID,
    MENTOR,
    NOW,
    OFFICER,
    OTHER_HOUSEHOLD_ID,
    OTHER_MENTOR,
    Said,
)
from tests.services.work import OFFICE, OTHER_HEAD, SUPERVISOR, Work, two_families, visit
from tests.store import PROGRAMME

HERE, FAR = "-8.500000,117.000000", "-8.300000,117.000000"  # 22 kilometres
PHOTO = "a" * 64
AT = NOW - timedelta(hours=2)
SOON = AT + timedelta(minutes=10)


class Remembering(VisitsInMemory):
    """Remembers what is on record by now."""

    def __init__(self, work):
        super().__init__()
        for stream in (HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID):
            self.note(work.opened(stream))


class Town:
    """An office with two families, and a way to know their visits."""

    def __init__(self, ledger=None, look=Remembering):
        self.work = two_families(Work(ledger))
        self.work.tell(desk_stream(OFFICE.code, SUPERVISOR), RoleGranted(role="supervisor"))
        self._look = look

    def visited(self, at, by=MENTOR, **changes):
        """Put a visit to the other family on record; return it."""
        facts = {"respondent_id": OTHER_HEAD, "topics": ("livelihood",), "minutes": 30}
        event = VisitRecorded(visit_id=uuid4(), accuracy_m=8, **facts | changes)
        self.work.tell(OTHER_HOUSEHOLD_ID, Said(event, by, at))
        return event

    def warnings(self, command, by=MENTOR, role="mentor", **more):
        """Ask for something, and return what the answer warns of."""
        self.work.casework.comparing = Comparing(OFFICE, self._look(self.work))
        return self.work.ask(command, by=by, role=role, **more).warnings

    def corrected(self, answer, **changes):
        """Let two people correct what was just recorded; return what the answer warns of."""
        target, proposal_id = answer.events[0].event_id, uuid4()
        asked = {"amendment": "correction", "reason": "wrong_value"}
        propose = ProposeAmendment(proposal_id=proposal_id, target_id=target, **asked | changes)
        self.work.ask(propose, by=MENTOR, role="mentor")
        return self.warnings(ConfirmAmendment(proposal_id=proposal_id), OFFICER, "officer")


@contextmanager
def reading(store):
    path = f"-c search_path={store.schemas.read},{store.schemas.ledger}"
    with psycopg.connect(store.app, options=path, autocommit=True) as connection:
        yield connection


def recorded_visits(store, work, reading=reading):
    ledger = work.ledger
    return RecordedVisits(
        lambda: reading(store), store.schemas, OFFICE, ledger.mapper, ledger.keyring
    )


@pytest.fixture(
    params=[
        "memory",
        pytest.param("read model", marks=pytest.mark.store),
        pytest.param("log", marks=pytest.mark.store),
    ]
)
def town(request):
    """Return a town whose visits are known in one of the three ways."""
    if request.param == "memory":
        yield Town()
        return
    store = request.getfixturevalue("store")
    with postgres_ledger(store.app) as ledger:
        projector = Projector(store.app, PROGRAMME, ledger.mapper, READ_MODELS, DEFINITION)
        projector.prepare()

        def look(work):
            if request.param == "read model":
                projector.catch_up()
            return recorded_visits(store, work)

        yield Town(ledger, look)


def test_the_visits_of_one_mentor_are_compared_over_households(town):
    town.visited(AT, place=HERE)

    assert town.warnings(visit(at=SOON, place=FAR)) == ("V3.speed",)


def test_whoever_was_near_or_had_time_is_not_warned_of(town):
    town.visited(AT, place=HERE)

    assert town.warnings(visit(at=SOON, place=HERE)) == ()
    assert town.warnings(visit(at=AT - timedelta(hours=1), place=FAR)) == ()


def test_the_visits_of_another_mentor_are_not_compared(town):
    town.visited(AT, by=OTHER_MENTOR, place=HERE)

    assert town.warnings(visit(at=SOON, place=FAR)) == ()


def test_the_visits_of_another_day_are_not_compared(town):
    midnight = OFFICE.end_of(date(2026, 6, 13))
    town.visited(midnight, place=HERE)

    assert town.warnings(visit(at=midnight + timedelta(minutes=9), place=FAR)) == ()
    assert town.warnings(visit(at=midnight - timedelta(minutes=9), place=FAR)) == ("V3.speed",)


def test_the_thirteenth_visit_of_a_day_is_one_too_many(town):
    for number in range(11):
        town.visited(AT - timedelta(minutes=10 * number))

    assert town.warnings(visit(at=AT)) == ()
    assert town.warnings(visit(at=AT)) == ("V3.crowded",)
    assert town.warnings(visit(at=AT - timedelta(days=1))) == ()


def test_a_visit_that_failed_is_none_of_the_day(town):
    for number in range(12):
        missed = VisitMissed(visit_id=UUID(int=number), respondent_id=OTHER_HEAD, reason="storm")
        town.work.tell(OTHER_HOUSEHOLD_ID, Said(missed, MENTOR, AT))

    assert town.warnings(visit(at=AT)) == ()


def test_who_types_the_visits_of_others_may_type_many(town):
    for number in range(12):
        town.visited(AT - timedelta(minutes=number), by=SUPERVISOR, place=HERE)

    assert town.warnings(visit(at=AT, place=FAR), SUPERVISOR, "supervisor") == ()


@pytest.mark.parametrize("by", [MENTOR, OTHER_MENTOR])
def test_a_photo_of_another_household_is_found_whoever_took_it_and_whenever(town, by):
    town.visited(AT - timedelta(days=20), by=by, photo_sha256s=(PHOTO,))

    assert town.warnings(visit(at=AT, photo_sha256s=("b" * 64,))) == ()
    assert town.warnings(visit(at=AT, photo_sha256s=("c" * 64, PHOTO))) == ("V3.photo",)


def test_a_correction_does_not_take_a_warning_away(town):
    town.visited(AT, place=HERE)
    answer = town.work.ask(visit(at=SOON, place=FAR), by=MENTOR, role="mentor")
    minutes = {"values": (("minutes", "55"),)}

    assert town.corrected(answer, **minutes) == ("V3.speed",)


def test_a_correction_to_a_likelier_hour_does(town):
    town.visited(AT, place=HERE)
    answer = town.work.ask(visit(at=SOON, place=FAR), by=MENTOR, role="mentor")
    hour = {"happened_at": SOON + timedelta(minutes=40)}

    assert town.corrected(answer, **hour) == ()


def test_a_correction_that_brings_in_a_used_photo_is_warned_of(town):
    town.visited(AT - timedelta(days=20), photo_sha256s=(PHOTO,))
    answer = town.work.ask(visit(at=AT), by=MENTOR, role="mentor")
    photo = {"values": (("photo_sha256s", f'["{PHOTO}"]'),)}

    assert town.corrected(answer, **photo) == ("V3.photo",)
