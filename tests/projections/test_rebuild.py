"""A read model can be dropped at any time: made again it is equal, row for row."""

import psycopg
import pytest

from adapters.postgres.projector_rebuild import RebuildRunning
from projections.catalogue import READ_MODELS
from tests.projections.conftest import SHADOW
from tests.projections.lives import lives

VILLAGES = ("74.99.01.2001", "74.99.01.2002")


@pytest.fixture
def log():
    return lives(3, 4, VILLAGES, scale=0.3)


def test_rebuilt_read_models_equal_those_that_grew_page_by_page(office, log):
    office.tell(log[:150])
    office.project(page_size=1)
    office.tell(log[150:])
    office.project(page_size=37)
    live = office.tables()

    office.projector(page_size=5_000).rebuild()

    assert office.tables() == live
    assert sum(map(len, live.values())) > 150
    assert {lag.behind for lag in office.projector().lag()} == {0}


def test_one_read_model_is_rebuilt_while_the_others_stay(office, log):
    office.tell(log)
    office.project()
    live = office.tables()
    office.store.execute("DELETE FROM @read@.visit_log")

    office.projector().rebuild("visit_log")

    assert office.tables() == live


def test_a_table_that_another_version_did_not_have_is_made_by_a_rebuild(office, log):
    office.tell(log)
    office.project()
    live = office.tables()
    office.store.execute("DROP TABLE @read@.meetings_taken_over")

    office.projector().rebuild("meetings")

    assert office.tables() == live


def test_a_rebuild_tells_how_far_it_is(office, log):
    office.tell(log)
    heard = []

    office.projector(page_size=100).rebuild(progress=lambda *at: heard.append(at))

    assert 0 < heard[0][0] <= 100
    assert heard == sorted(heard)
    assert heard[-1] == (len(log), len(log))


def test_what_an_interrupted_rebuild_left_behind_is_cleared_away(office, log):
    office.tell(log)
    office.project()
    live = office.tables()
    with psycopg.connect(office.store.app, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA coba_shadow CREATE TABLE visit_log (half int)")
        connection.execute("CREATE TABLE coba_shadow.tracking (half int)")

    office.projector().rebuild()

    assert office.tables() == live
    assert office.tables(SHADOW) == {}


def test_two_rebuilds_at_once_are_refused(office, log):
    office.tell(log)
    projector, refused = office.projector(page_size=50), []

    def another(position, _):
        if not refused:
            with pytest.raises(RebuildRunning):
                office.projector().rebuild()
            refused.append(position)

    projector.rebuild(progress=another)

    assert len(refused) == 1


def test_a_rebuild_catches_up_with_what_was_told_meanwhile(office, log):
    office.tell(log[:200])
    office.project()

    def tell_more(position, _):
        if position == 200:
            office.tell(log[200:])
            office.project()

    office.projector(page_size=100).rebuild(progress=tell_more)

    assert {lag.position for lag in office.projector().lag()} == {len(log) - 1}


def test_read_models_that_other_code_wrote_are_outdated(office, log):
    office.tell(log)
    office.project()
    office.store.execute("UPDATE @read@.tracking SET code = 'old' WHERE read_model = 'reads'")

    assert office.projector().outdated() == ["reads"]
    assert len(READ_MODELS) > 1


def test_a_read_model_that_the_program_no_longer_has_holds_nobody_up(office, log):
    office.tell(log)
    office.project(code="old")
    office.store.execute(
        "INSERT INTO @read@.tracking (read_model, position, code) VALUES ('gone', 3, 'old')"
    )

    office.project(code="new")

    assert {lag.position for lag in office.projector(code="new").lag()} == {len(log) - 1}
