"""On a long way the red flags go in a process of their own; if it ends, nothing is half done."""

from multiprocessing import active_children
from uuid import uuid4

import psycopg
import pytest

from adapters.postgres import projector
from adapters.postgres.projector_apart import Apart, Task
from domain.desk.events import UserRegistered
from domain.history import RecordedEvent
from projections.flags import FLAGS
from projections.tracking import Book
from tests.faults.test_projector_killed import VILLAGES
from tests.projections.conftest import DEFINITION, Office
from tests.projections.lives import lives
from tests.store import fresh_store

BEGIN = Apart.begin
# Small, so that the others are read ahead many times.
PAGE = 37


@pytest.fixture
def office(admin_url):
    with fresh_store(admin_url) as store:
        office = Office(store)
        log = lives(8, 2, VILLAGES, scale=0.2)
        user_id = uuid4()
        # What no rule looks into has to be known there too.
        other = UserRegistered(user_id=user_id, organisation="bappeda")
        office.tell([*log, RecordedEvent(user_id, 1, other, uuid4(), log[-1].origin)])
        yield office


@pytest.fixture
def processes(monkeypatch):
    """Every way is a long one; gather the processes that were let go."""
    found = set()

    def begin(self):
        found.update(active_children())
        BEGIN(self)

    monkeypatch.setattr(projector, "LONG", 0)
    monkeypatch.setattr(Apart, "begin", begin)
    return found


def test_what_it_writes_is_what_is_written_without_it(office, processes, monkeypatch):
    office.project(page_size=PAGE)
    [process] = processes
    apart = office.tables()

    monkeypatch.setattr(projector, "LONG", 10**9)
    assert office.projector().differing() == []
    assert apart[FLAGS.name]
    assert len(processes) == 1
    assert not process.is_alive()


@pytest.mark.usefixtures("processes")
def test_it_ends_in_the_middle_and_the_old_read_models_stay(office, monkeypatch):
    office.project()
    before = office.tables()

    def killed(self):
        self._process.kill()
        BEGIN(self)

    with monkeypatch.context() as patch:
        patch.setattr(Apart, "begin", killed)
        with pytest.raises(ChildProcessError):
            office.projector().rebuild()

    assert office.tables() == before
    office.projector().rebuild()
    assert office.tables() == before


def test_what_goes_wrong_there_is_raised_here(office):
    definition = DEFINITION.model_dump_json()
    task = Task(office.store.app, "nowhere", definition, [FLAGS], Book("code"), 100)

    with Apart(task) as apart, pytest.raises(psycopg.errors.UndefinedTable):
        apart.step()
