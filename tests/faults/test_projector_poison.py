"""An event that one read model cannot take stops that read model, says so, and no other."""

import time

import pytest

from adapters.postgres.projector_steps import FoldedPages, Steps
from domain.events import EVENTS
from domain.household.events.accompaniment import VisitMissed
from projections import tracking
from projections.catalogue import READ_MODELS
from projections.tracking import Book
from tests.faults.test_projector_connection import running
from tests.faults.test_projector_killed import VILLAGES
from tests.projections.brittle import BRITTLE, mood
from tests.projections.conftest import Office
from tests.projections.lives import lives
from tests.store import fresh_store

BOTH = (*READ_MODELS, BRITTLE)


@pytest.fixture
def office(admin_url):
    with fresh_store(admin_url) as store:
        office = Office(store)
        office.log = office.tell(lives(7, 3, VILLAGES, scale=0.4))
        yield office


@pytest.fixture
def first_missed(office):
    """Return the position of the first event that the brittle read model stumbles over."""
    return next(one.position for one in office.log if isinstance(one.event, VisitMissed))


@pytest.fixture(params=[None, 5_000], ids=["its listener raises", "its table refuses"])
def stumbling(request, monkeypatch):
    monkeypatch.setitem(mood, "minutes", request.param)
    return request.param


def standing(office):
    return {lag.read_model: lag for lag in office.projector(BOTH).lag()}


@pytest.mark.usefixtures("stumbling")
def test_the_poisoned_read_model_stops_just_before_the_event_and_the_others_go_on(
    office, first_missed
):
    office.project(read_models=BOTH, page_size=50)

    found = standing(office)
    parked = found.pop("brittle")
    assert (parked.position, parked.parked_position) == (first_missed - 1, first_missed)
    assert str(first_missed) in parked.parked_reason
    assert all(lag.behind == 0 and lag.parked_reason is None for lag in found.values())
    visits = office.tables()["brittle"]
    assert len(visits) == sum(
        one.event.name == "household.visit-recorded.v1" for one in office.log[:first_missed]
    )


@pytest.mark.usefixtures("stumbling")
def test_the_reason_names_kinds_and_places_and_never_a_value(office):
    office.project(read_models=BOTH, page_size=50)

    reason = standing(office)["brittle"].parked_reason
    assert "5000" not in reason
    assert not any(str(one.originator_id) in reason for one in office.log)


@pytest.mark.usefixtures("stumbling")
def test_a_parked_read_model_stays_parked_until_it_is_resumed(office, monkeypatch):
    office.project(read_models=BOTH, page_size=50)
    assert office.project(read_models=BOTH) == 0

    monkeypatch.setitem(mood, "minutes", 0)
    assert office.projector(BOTH).resume("brittle")
    assert not office.projector(BOTH).resume("visit_log")
    office.project(read_models=BOTH, page_size=50)
    live = office.tables()
    office.projector(BOTH).rebuild()

    assert standing(office)["brittle"].behind == 0
    assert office.tables() == live


def test_a_rebuild_that_meets_poison_leaves_the_old_tables_in_place(office, monkeypatch):
    office.project(read_models=BOTH)
    live = office.tables()
    monkeypatch.setitem(mood, "minutes", None)

    with pytest.raises(RuntimeError, match="brittle"):
        office.projector(BOTH).rebuild()

    assert office.tables() == live


def test_an_event_that_this_version_cannot_read_parks_all_and_is_named(office, monkeypatch):
    middle = office.log[len(office.log) // 2]
    name = middle.event.name
    first = next(one.position for one in office.log if one.event.name == name)
    monkeypatch.delitem(EVENTS, name)
    office.project(page_size=50)
    found = office.projector().lag()

    assert {lag.parked_position for lag in found} == {first}
    assert all(name in lag.parked_reason for lag in found)
    assert {lag.position for lag in found} == {first - 1}


@pytest.mark.usefixtures("stumbling")
def test_reading_your_own_write_says_that_it_is_still_being_processed(office):
    office.project(read_models=BOTH, page_size=50)
    last = office.log[-1].position
    with office.reading() as connection:
        assert not tracking.wait_for(connection, last, 0.05)
        assert tracking.wait_for(connection, last, 0.05, "visit_log", "caseload")


def test_after_a_change_of_code_everything_is_made_anew_and_only_the_poisoned_one_is_parked(
    office, monkeypatch, first_missed
):
    office.project(read_models=BOTH, code="old")
    monkeypatch.setitem(mood, "minutes", None)
    projector = office.projector(BOTH, code="new")
    assert len(projector.outdated()) == len(BOTH)

    with running(projector):
        last = office.log[-1].position
        with office.reading() as connection:
            assert tracking.wait_for(connection, last, 20, "visit_log")
            while projector.outdated():
                time.sleep(0.05)

    found = standing(office)
    assert found.pop("brittle").parked_position == first_missed
    assert {lag.behind for lag in found.values()} == {0}


def test_a_runner_leaves_alone_what_another_version_of_the_code_writes(office):
    office.project(code="new", page_size=100)
    before = office.tables()
    office.store.execute("UPDATE @read@.tracking SET position = 5")
    with office.reading() as connection:
        steps = Steps(
            connection,
            FoldedPages(connection, office.codec),
            READ_MODELS,
            Book("old"),
            page_size=100,
        )
        moved = steps.step()

    assert moved == 0
    assert office.tables() == before
