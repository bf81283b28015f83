"""What waits for a check after a graduation: since when, and how many were made."""

from datetime import date, timedelta

import pytest

from domain.household.events.record import EventAnnulled
from projections import deadlines
from tests.domain.household.families import ACTIVE, SECOND_PERSON
from tests.domain.household.graduates import ENDED, GRADUATED, RELAPSED, failed_check
from tests.projections.telling import HOUSEHOLD, OTHER, Telling

CHECK = "post_graduation_check"


@pytest.fixture
def telling(office):
    return Telling(office)


def told(telling, household, *history):
    """Tell a history of the rules' own tests, each fact on its own day."""
    last = None
    for each in history:
        at = getattr(each, "at", None)
        last = telling.tell(household, getattr(each, "event", each), at=at)
    return last


def waiting(office, last, kind=CHECK):
    with office.reading() as connection:
        found = deadlines.waiting(connection, kind, last.position)
    return {each.target: (each.since_on, each.done) for each in found}


def test_a_graduated_family_waits_for_its_checks_from_the_day_of_its_graduation(office, telling):
    told(telling, OTHER, *ACTIVE)
    graduated = told(telling, HOUSEHOLD, *GRADUATED)
    checked = told(telling, HOUSEHOLD, failed_check(6, on=ENDED + timedelta(days=190)))

    assert waiting(office, graduated) == {HOUSEHOLD: (ENDED, 0)}
    assert waiting(office, checked) == {HOUSEHOLD: (ENDED, 1)}


def test_a_check_that_is_annulled_is_still_to_be_made(office, telling):
    told(telling, HOUSEHOLD, *GRADUATED)
    checked = told(telling, HOUSEHOLD, failed_check(6, on=date(2028, 9, 1)))
    annulled = telling.tell(
        HOUSEHOLD,
        EventAnnulled(
            annulment_id=checked.event_id,
            target_id=checked.event_id,
            reason="did_not_happen",
            second_person_id=SECOND_PERSON,
        ),
    )

    assert waiting(office, annulled) == {HOUSEHOLD: (ENDED, 0)}


def test_a_family_that_fell_back_waits_for_no_check(office, telling):
    assert waiting(office, told(telling, HOUSEHOLD, *RELAPSED)) == {}
