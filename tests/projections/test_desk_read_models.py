"""What was refused, what waits in the box, and who read whose file."""

from uuid import UUID

import pytest

from domain.desk.events import (
    BundleReleased,
    FileRead,
    RefusalRecorded,
    SubmissionQuarantined,
    SubmissionSettled,
)
from projections import reads, refusals
from tests.projections.telling import HOUSEHOLD, MENTOR, OFFICER, OTHER, Telling

DESK, OTHER_DESK = UUID(int=0xD1), UUID(int=0xD2)


@pytest.fixture
def telling(office):
    return Telling(office)


def refusal(code="N5", target=HOUSEHOLD):
    return RefusalRecorded(command="household.record-visit", code=code, target=target)


def test_refusals_are_listed_the_latest_first_with_who_tried_what(office, telling):
    telling.tell(DESK, refusal(), refusal("V2", OTHER))
    last = telling.tell(OTHER_DESK, refusal("S2"), by=OFFICER, role="officer")

    with office.reading() as connection:
        found = refusals.page(connection, last.position)
        counted = refusals.by_code(connection, last.position)
        before = refusals.by_code(connection, last.position - 1)

    assert [(one.code, one.actor_id, one.role) for one in found] == [
        ("S2", OFFICER, "officer"),
        ("V2", MENTOR, "mentor"),
        ("N5", MENTOR, "mentor"),
    ]
    assert counted == {"N5": 1, "S2": 1, "V2": 1}
    assert before == {"N5": 1, "V2": 1}


def test_refusals_are_found_by_household_and_by_person_page_by_page(office, telling):
    telling.tell(DESK, refusal(), refusal("V2", OTHER), refusal("V1"))
    last = telling.tell(OTHER_DESK, refusal("S2"), by=OFFICER)

    with office.reading() as connection:
        of_household = refusals.page(
            connection, last.position, refusals.Wanted(target=HOUSEHOLD, limit=2)
        )
        rest = refusals.page(
            connection,
            last.position,
            refusals.Wanted(target=HOUSEHOLD, before=of_household[-1].position),
        )
        of_mentor = refusals.page(connection, last.position, refusals.Wanted(actor_id=MENTOR))

    assert [one.code for one in of_household] == ["S2", "V1"]
    assert [one.code for one in rest] == ["N5"]
    assert [one.code for one in of_mentor] == ["V1", "V2", "N5"]


def test_a_submission_waits_in_the_box_until_somebody_deals_with_it(office, telling):
    boxed = [
        SubmissionQuarantined(
            submission_id=UUID(int=number), command="household.record-visit", code="V2"
        )
        for number in (1, 2)
    ]
    lines = telling.tell(DESK, *boxed)
    settled = telling.tell(
        DESK, SubmissionSettled(submission_id=UUID(int=1), outcome="sent_again")
    )

    with office.reading() as connection:
        before = refusals.box(connection, lines[-1].position)
        after = refusals.box(connection, settled.position, MENTOR)
        of_others = refusals.box(connection, settled.position, OFFICER)

    assert [one.submission_id.int for one in before] == [1, 2]
    assert [one.submission_id.int for one in after] == [2]
    assert of_others == []


def test_every_reading_of_a_file_is_on_record(office, telling):
    telling.tell(DESK, FileRead(target=HOUSEHOLD, page="timeline", as_of=3))
    last = telling.tell(
        OTHER_DESK, FileRead(target=OTHER, page="visit_log"), by=OFFICER, role="auditor"
    )

    with office.reading() as connection:
        [mine] = reads.page(connection, last.position, reads.Wanted(target=HOUSEHOLD))
        [others] = reads.page(connection, last.position, reads.Wanted(actor_id=OFFICER))
        assert reads.page(connection, last.position - 1, reads.Wanted(target=OTHER)) == []

    assert (mine.page, mine.as_of, mine.actor_id) == ("timeline", 3, MENTOR)
    assert (others.target, others.role, others.as_of) == (OTHER, "auditor", None)


def test_a_bundle_that_left_the_house_is_a_reading_of_every_family_in_it(office, telling):
    telling.tell(DESK, FileRead(target=HOUSEHOLD, page="timeline"))
    released = BundleReleased(
        file_sha256="0" * 64, kind="village", household_ids=(HOUSEHOLD, OTHER), upto=7
    )
    last = telling.tell(OTHER_DESK, released, by=OFFICER, role="auditor").position

    with office.reading() as connection:
        [one] = reads.page(connection, last, reads.Wanted(target=OTHER))
        among = reads.page(connection, last, reads.Wanted(target=UUID(int=0), target_last=OTHER))
        latest = reads.page(connection, last, reads.Wanted(limit=1))
        earlier = reads.page(connection, last, reads.Wanted(before=last))

    assert (one.actor_id, one.page, one.as_of) == (OFFICER, "bundle", 7)
    assert OTHER in {each.target for each in among}
    assert {each.target for each in latest} == {HOUSEHOLD, OTHER}
    assert [each.page for each in earlier] == ["timeline"]
