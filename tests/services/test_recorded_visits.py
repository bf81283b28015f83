"""The visits beside a visit, as PostgreSQL knows them: amended, erased, or not at all."""

from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest

from adapters.keyring import WrappedKeyring
from adapters.postgres.projector import Projector
from adapters.postgres.rounds import RecordedVisits
from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.record import EventAnnulled, EventCorrected
from domain.rounds import Meeting
from projections.catalogue import READ_MODELS
from services.rounds import Comparing
from tests.ledger.facts import KEYS, postgres_ledger
from tests.sample_programme import PROGRAMME as DEFINITION
from tests.scenario import HOUSEHOLD_ID, MENTOR, NOW, OTHER_HOUSEHOLD_ID, Said
from tests.services.work import OFFICE, OFFICER, OTHER_HEAD, Work, two_families, visit
from tests.store import PROGRAMME

pytestmark = pytest.mark.store
HERE, FAR = "-8.500000,117.000000", "-8.300000,117.000000"  # 22 kilometres
AT = NOW - timedelta(hours=2)
SOON = AT + timedelta(minutes=10)
DAY = OFFICE.local(AT).date()


@pytest.fixture
def work(store):
    with postgres_ledger(store.app) as ledger:
        yield two_families(Work(ledger))


@pytest.fixture
def projector(store, work):
    return Projector(store.app, PROGRAMME, work.ledger.mapper, READ_MODELS, DEFINITION)


def visits_of(store, work, keyring=None):
    @contextmanager
    def reading():
        path = f"-c search_path={store.schemas.read},{store.schemas.ledger}"
        with psycopg.connect(store.app, options=path, autocommit=True) as connection:
            yield connection

    keyring = keyring or work.ledger.keyring
    return RecordedVisits(reading, store.schemas, OFFICE, work.ledger.mapper, keyring)


def found(visits, at=SOON):
    """Return the places and minutes since AT of the mentor's visits on the day."""
    asked = Meeting(HOUSEHOLD_ID, uuid4(), at)
    rounds = visits.beside(asked, MENTOR, DAY)
    return [(each.place, (each.at - AT) // timedelta(minutes=1)) for each in rounds.same_day]


def visited(work, at=AT, place=HERE):
    event = VisitRecorded(
        visit_id=uuid4(),
        respondent_id=OTHER_HEAD,
        topics=("livelihood",),
        minutes=30,
        place=place,
        note="Contoh catatan",
    )
    work.tell(OTHER_HOUSEHOLD_ID, Said(event, MENTOR, at))
    return work.ledger.history(OTHER_HOUSEHOLD_ID)[-1].event_id


def amended(work, kind, target, **more):
    facts = {"target_id": target, "reason": "wrong_value", "second_person_id": OFFICER}
    work.tell(OTHER_HOUSEHOLD_ID, kind(**facts | more))


def test_what_the_read_model_has_and_what_it_has_not_seen_come_together(store, work, projector):
    visited(work)
    projector.catch_up()
    visited(work, SOON, FAR)

    assert found(visits_of(store, work)) == [(HERE, 0), (FAR, 10)]


def test_a_corrected_hour_counts_and_an_annulled_visit_does_not(store, work, projector):
    moved, gone = visited(work), visited(work, SOON)
    later = AT + timedelta(minutes=50)
    amended(work, EventCorrected, moved, correction_id=uuid4(), happened_at=later)
    amended(work, EventAnnulled, gone, annulment_id=uuid4())
    projector.catch_up()

    assert found(visits_of(store, work)) == [(HERE, 50)]


def test_the_key_of_a_person_comes_along_with_the_place(store, work, projector):
    visited(work)
    projector.catch_up()

    def ask(person):
        raise AssertionError(person)

    assert found(visits_of(store, work, WrappedKeyring(KEYS, ask))) == [(HERE, 0)]


def test_the_place_of_who_was_erased_is_compared_with_nothing(store, work, projector):
    visited(work)
    projector.catch_up()
    store.execute("ALTER TABLE @keys@.person_key DISABLE TRIGGER ALL")
    store.execute("DELETE FROM @keys@.person_key WHERE person = %s", [OTHER_HEAD])

    assert found(visits_of(store, work, WrappedKeyring(KEYS, lambda _: None))) == [(None, 0)]


def test_a_place_that_does_not_open_is_compared_with_nothing(store, work, projector):
    visited(work)
    projector.catch_up()
    store.execute("ALTER TABLE @ledger@.sealed DISABLE TRIGGER ALL")
    store.execute("UPDATE @ledger@.sealed SET ciphertext = ciphertext || 'x' WHERE grp='location'")

    assert found(visits_of(store, work)) == [(None, 0)]


def test_a_visit_is_stored_without_comparison_where_there_is_no_read_model_yet(store, work):
    visited(work)
    work.casework.comparing = Comparing(OFFICE, visits_of(store, work))

    answer = work.ask(visit(at=SOON, place=FAR), by=MENTOR, role="mentor")

    assert (answer.warnings, len(answer.events)) == ((), 1)
    assert visits_of(store, work).beside(Meeting(HOUSEHOLD_ID, uuid4(), AT), MENTOR, DAY) is None
