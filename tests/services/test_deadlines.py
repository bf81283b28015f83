"""The clockwork on a real log: what the read model says is late is raised, and only that."""

from contextlib import contextmanager
from datetime import timedelta

import pytest

from adapters.postgres.projector import Projector
from domain.reminder.events import ReminderRaised
from projections import deadlines, tracking
from projections.catalogue import READ_MODELS
from services.clockwork import Clockwork
from tests.ledger.facts import postgres_ledger
from tests.sample_programme import PROGRAMME as DEFINITION
from tests.scenario import HOUSEHOLD_ID, MENTOR, NOW, OTHER_HOUSEHOLD_ID, OTHER_MENTOR
from tests.services.work import Work, two_families, visit
from tests.store import PROGRAMME

pytestmark = pytest.mark.store


@contextmanager
def office_on(store):
    """Yield the office with two families, and a clockwork that reads the read model."""
    with postgres_ledger(store.app) as ledger:
        work = two_families(Work(ledger))
        projector = Projector(store.app, PROGRAMME, ledger.mapper, READ_MODELS, DEFINITION)

        def waiting(kind):
            projector.catch_up()
            with projector.connect() as connection:
                return deadlines.waiting(connection, kind, tracking.current(connection))

        yield work, Clockwork(work.casework, waiting)


def raised(work):
    rows = work.ledger.recorder.select_notifications(0, 10_000, topics=[ReminderRaised.name])
    return [work.ledger.mapper.to_domain_event(row).event for row in rows]


def test_a_family_that_nobody_visits_is_raised_and_one_that_is_visited_is_not(store):
    with office_on(store) as (work, clockwork):
        work.ask(visit(at=NOW - timedelta(days=2)), by=MENTOR, role="mentor")

        assert clockwork.remind("visit") == 1
        assert clockwork.remind("visit") == 0

        [reminder] = raised(work)
        assert (reminder.target, reminder.responsible_id) == (OTHER_HOUSEHOLD_ID, OTHER_MENTOR)

        work.now += timedelta(days=30)
        assert clockwork.remind("visit") == 1
        assert raised(work)[-1].target == HOUSEHOLD_ID
