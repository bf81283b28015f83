"""Two projectors run the same read models at once: every event is written once."""

from tests.faults.test_projector_killed import office, worker
from tests.projections.lives import lives

__all__ = ["office"]
VILLAGES = ("74.99.01.2001", "74.99.01.2002")


def test_two_workers_racing_write_every_row_once(office):
    more = lives(6, 2, VILLAGES, scale=0.2, years_later=3)
    with worker(office, page=7), worker(office, page=11):
        office.project(page_size=3)
        office.tell(more)
        assert office.projector().wait_for(more[-1].position, timeout_seconds=60)
    live = office.tables()

    office.projector().rebuild()

    again = office.tables()
    for name in live:
        assert again[name] == live[name], name


def test_without_taking_turns_on_the_tracking_row_rows_are_doubled(office):
    """Show that the test above is not blind: let every runner believe that it was first."""
    office.project(page_size=1_000)
    before = office.tables()["caseload"]
    office.store.execute("UPDATE @read@.tracking SET position = -1")
    office.store.execute("ALTER TABLE @read@.caseload DROP CONSTRAINT caseload_pkey")

    office.project(page_size=1_000)

    assert len(office.tables()["caseload"]) == 2 * len(before)
