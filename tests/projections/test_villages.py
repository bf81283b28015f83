"""All villages on one page: what is on record about each, and what its households add up to."""

from uuid import UUID

import pytest

from domain.village_programme.events import AgencyAppointed, SemesterEvaluated, VillageSelected
from projections import village_progress
from tests.projections.families import DAY, OTHER_VILLAGE, VILLAGE, join, need, on, visited
from tests.projections.telling import HOUSEHOLD, OFFICER, Telling
from tests.sample_programme import PROGRAMME

FOURTH = UUID(int=0xA4 << 64)


@pytest.fixture
def telling(office):
    return Telling(office)


def test_all_villages_stand_on_one_page_with_what_is_missing(office, telling):
    village, other_village = UUID(int=0xF1), UUID(int=0xF2)
    for stream, code in ((village, VILLAGE), (other_village, OTHER_VILLAGE)):
        selected = VillageSelected(
            village_code=code,
            batch="first",
            scheme="transformative",
            basis="SK 9/2023",
            basis_sha256="a" * 64,
            selected_on=DAY.replace(month=1, day=1),
        )
        telling.tell(stream, selected, by=OFFICER)
    appointed = AgencyAppointed(agency="social", from_on=DAY, basis="SK 10/2023")
    evaluated = SemesterEvaluated(semester="2024-1", evaluated_on=DAY, document_sha256="b" * 64)
    telling.tell(village, appointed, evaluated, by=OFFICER)
    join(telling, HOUSEHOLD)
    last = telling.tell(HOUSEHOLD, visited(1), need(1))[-1]

    with office.reading() as connection:
        here, elsewhere = village_progress.villages(
            connection, PROGRAMME, DAY.replace(month=8), last.position
        )
        [*_, first] = village_progress.villages(
            connection, PROGRAMME, DAY.replace(month=3, day=31), last.position
        )

    assert (here.village_code, here.known.agency) == (VILLAGE, "social")
    assert (here.missing_evaluations, elsewhere.missing_evaluations) == ([], ["2024-1"])
    assert (here.progress.households, elsewhere.progress.households) == (1, 0)
    assert (here.needs_open, here.needs_overdue, here.visits_this_month) == (1, 1, 0)
    assert (elsewhere.needs_open, first.missing_evaluations) == (0, [])
    assert elsewhere.known.agency == ""


def test_visits_of_the_month_are_counted_where_the_household_lives(office, telling):
    join(telling, HOUSEHOLD)
    join(telling, FOURTH, OTHER_VILLAGE)
    last = telling.tell(
        HOUSEHOLD, visited(1), visited(2).model_copy(update={"warnings": ("V1b",)})
    )

    with office.reading() as connection:
        rows = village_progress.villages(connection, PROGRAMME, on(3), last[-1].position)

    told = {row.village_code: (row.visits_this_month, row.odd_visits_this_month) for row in rows}
    assert told == {VILLAGE: (2, 1), OTHER_VILLAGE: (0, 0)}
