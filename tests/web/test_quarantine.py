"""What a phone sends under a used key waits in a box until somebody deals with it, over HTTP."""

from uuid import uuid4

import pytest

from tests.web.office import ELSEWHERE, HERE, KENANGA, MELATI, user_of
from tests.web.test_commands_api import post, visit

PHONE = {"jejak-channel": "phone"}


def boxed(office, household_id=MELATI, by="mentor"):
    """Let a phone send other content under a used key; return the submission in the box."""
    client, key = office.signed_in(by), uuid4()
    post(client, visit(household_id), household_id, key=key, **PHONE)
    answer = post(client, visit(household_id), household_id, key=key, **PHONE)
    assert answer.json()["irregularity"]["code"] == "S3"
    [kept] = [
        each
        for each in box(office, user_of(by))
        if each["from_position"] == answer.json()["last_position"]
    ]
    assert (kept["command"], kept["target"]) == ("household.record-visit", str(household_id))
    return kept["submission_id"]


def box(office, user):
    found = office.signed_in("data_officer").get(f"/api/refusals?actor={user}")
    assert found.status_code == 200
    return found.json()["box"]


def settle(office, submission_id, *, by, of="mentor", **said):
    key = said.pop("key", uuid4())
    return office.signed_in(by).post(
        f"/api/desks/{user_of(of)}/settle-submission",
        json={"submission_id": submission_id, "outcome": "withdrawn"} | said,
        headers={"idempotency-key": str(key)},
    )


@pytest.mark.parametrize("by", ["supervisor", "data_officer"])
def test_what_waits_is_settled_and_leaves_the_box(office, by):
    submission, other = boxed(office), boxed(office, KENANGA, "mentor-2")

    answer = settle(office, submission, by=by, outcome="sent_again")

    assert (answer.status_code, answer.json()["ready"]) == (201, True)
    assert submission not in [each["submission_id"] for each in box(office, user_of("mentor"))]
    assert other in [each["submission_id"] for each in box(office, user_of("mentor-2"))]


def test_it_is_settled_once_and_in_one_way(office):
    submission, key = boxed(office), uuid4()
    first = settle(office, submission, by="supervisor", key=key)
    again = settle(office, submission, by="supervisor", key=key)
    otherwise = settle(office, submission, by="data_officer", outcome="sent_again")

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["last_position"] == first.json()["last_position"]
    assert (otherwise.status_code, otherwise.json()["code"]) == (409, "S3")


def test_a_supervisor_settles_nothing_of_another_village(office):
    assert HERE != ELSEWHERE
    submission = boxed(office, KENANGA, "mentor-2")

    answer = settle(office, submission, by="supervisor", of="mentor-2")

    assert (answer.status_code, answer.json()["code"]) == (403, "S2")
    assert submission in [each["submission_id"] for each in box(office, user_of("mentor-2"))]


def test_what_never_came_cannot_be_settled_nor_by_who_sent_it(office):
    submission = boxed(office)
    never = settle(office, str(uuid4()), by="data_officer")
    in_another_box = settle(office, submission, by="data_officer", of="mentor-2")
    by_the_sender = settle(office, submission, by="mentor")

    assert [answer.json()["code"] for answer in (never, in_another_box)] == ["K1", "K1"]
    assert (by_the_sender.status_code, by_the_sender.json()["code"]) == (403, "S2")
