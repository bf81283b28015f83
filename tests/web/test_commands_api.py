"""Commands over HTTP: recorded once however often they are sent, refused with the rule's code."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from adapters.web.commands import FOLLOWING, KINDS
from domain.commands import COMMANDS
from domain.desk.events import RefusalRecorded
from domain.household.events.accompaniment import VisitRecorded
from tests.web.office import HERE, KENANGA, MELATI, NAMES, person, user_of


def visit(household_id=MELATI, **changes):
    return {
        "visit_id": str(uuid4()),
        "occurred_at": (datetime.now(UTC) - timedelta(hours=2)).isoformat(),
        "respondent_id": str(person(household_id, "head")),
        "topics": ["livelihood"],
        "minutes": 40,
        **changes,
    }


def post(client, body, household_id=MELATI, wish="record-visit", key=None, **headers):
    return client.post(
        f"/api/households/{household_id}/{wish}",
        json=body,
        headers={"idempotency-key": str(key or uuid4()), **headers},
    )


def test_a_visit_is_recorded_with_a_receipt(office):
    answer = post(office.signed_in("mentor"), visit())

    assert answer.status_code == 201
    receipt = answer.json()
    assert receipt["first_position"] == receipt["last_position"] > 0
    assert receipt["repeated"] is False
    assert receipt["irregularity"] is None
    assert [warning["code"] for warning in receipt["warnings"]] == ["V3.unlocated"]
    assert receipt["warnings"][0]["sentence"]


def test_what_other_visits_show_about_a_visit_is_in_its_receipt(office):
    client = office.signed_in("mentor-2")
    at = datetime.now(UTC) - timedelta(minutes=30)
    spots = [(at, "-8.500000,117.000000"), (at + timedelta(minutes=5), "-8.300000,117.000000")]

    first, second = (
        post(client, visit(KENANGA, place=place, occurred_at=when.isoformat()), KENANGA)
        for when, place in spots
    )

    assert [warning["code"] for warning in first.json()["warnings"]] == ["V3.unlocated"]
    codes = [warning["code"] for warning in second.json()["warnings"]]
    assert codes == ["V3.speed", "V3.unlocated"]
    assert all(place not in second.text for _, place in spots)


def test_the_same_command_again_gets_the_same_receipt_and_is_recorded_once(office):
    client, body, key = office.signed_in("mentor"), visit(), uuid4()
    first, second = (post(client, body, key=key) for _ in range(2))

    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json()["repeated"] is True
    for name in ("first_position", "last_position", "recorded_at"):
        assert second.json()[name] == first.json()[name]
    assert len(visits_of(office, body)) == 1


def test_fifty_sendings_of_one_command_at_once_are_recorded_once(office):
    client, body, key = office.signed_in("mentor"), visit(), uuid4()
    with ThreadPoolExecutor(8) as phones:
        answers = list(phones.map(lambda _: post(client, body, key=key), range(50)))

    assert {answer.status_code for answer in answers} <= {200, 201}
    assert len({answer.json()["last_position"] for answer in answers}) == 1
    assert len(visits_of(office, body)) == 1


def test_a_used_key_with_other_content_is_refused_for_an_office_user(office):
    client, key = office.signed_in("mentor"), uuid4()
    post(client, visit(), key=key)
    other = visit()

    answer = post(client, other, key=key)

    assert (answer.status_code, answer.json()["code"]) == (409, "S3")
    assert visits_of(office, other) == []


def test_a_used_key_with_other_content_is_kept_in_quarantine_for_a_phone(office):
    client, key = office.signed_in("mentor"), uuid4()
    post(client, visit(), key=key)

    answer = post(client, visit(), key=key, **{"jejak-channel": "phone"})

    assert answer.status_code == 201
    assert answer.json()["irregularity"]["code"] == "S3"


def test_a_rule_that_says_no_is_409_with_its_code_and_sentence_and_is_put_on_record(office):
    body = visit(occurred_at=(datetime.now(UTC) + timedelta(hours=2)).isoformat())
    before = len(office.desk_events(user_of("mentor"), RefusalRecorded))

    answer = post(office.signed_in("mentor"), body, **{"accept-language": "en"})

    assert answer.status_code == 409
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "V1"
    assert answer.json()["detail"]
    refusals = office.desk_events(user_of("mentor"), RefusalRecorded)
    assert len(refusals) == before + 1
    assert (refusals[-1].command, refusals[-1].code) == ("household.record-visit", "V1")
    assert visits_of(office, body) == []


def test_a_report_from_a_phone_that_breaks_a_rule_is_kept_as_an_irregularity(office):
    body = visit(KENANGA)
    phone = {"jejak-channel": "phone", "jejak-device": "HP-17", "jejak-device-seq": "3"}

    answer = post(office.signed_in("mentor"), body, KENANGA, **phone)

    # The mentor of another village reports a visit: it may have happened, and is not lost.
    assert answer.status_code == 201
    assert answer.json()["irregularity"]["code"] in ("S2", "N5")


def test_the_request_id_and_the_device_reach_the_metadata_of_the_event(office):
    body = visit()
    headers = {"jejak-channel": "phone", "jejak-device": "HP-17", "jejak-device-seq": "41"}

    answer = post(office.signed_in("mentor"), body, **headers)

    [recorded] = visits_of(office, body)
    assert recorded.origin.correlation_id == answer.headers["x-request-id"]
    assert (recorded.origin.channel, recorded.origin.device_id) == ("phone", "HP-17")
    assert recorded.origin.device_seq == 41
    assert recorded.origin.assignment_id == user_of("mentor")


@pytest.mark.parametrize(
    "headers",
    [
        {"jejak-channel": "anything"},
        {"jejak-device": "x" * 65},
        {"jejak-device": "\x7f"},
        {"jejak-device-seq": "-1"},
        {"jejak-device-seq": "9" * 30},
    ],
)
def test_headers_of_a_device_that_make_no_sense_are_400(office, headers):
    assert post(office.signed_in("mentor"), visit(), **headers).status_code == 400


@pytest.mark.parametrize("key", [None, "", "17", "x" * 5_000])
def test_without_a_good_idempotency_key_nothing_is_recorded(office, key):
    client, body = office.signed_in("mentor"), visit()
    headers = {} if key is None else {"idempotency-key": key}

    answer = client.post(f"/api/households/{MELATI}/record-visit", json=body, headers=headers)

    assert answer.status_code == 400
    assert "Idempotency-Key" in answer.json()["detail"]
    assert visits_of(office, body) == []


def test_a_body_of_the_wrong_shape_is_422_and_names_the_field(office):
    answer = post(office.signed_in("mentor"), visit(minutes="40"))

    assert answer.status_code == 422
    assert "minutes" in answer.json()["detail"]
    assert answer.json()["errors"] == [{"field": "minutes", "code": "int_type"}]


@pytest.mark.parametrize("name", ["17", "not-an-id", "%00", "../x"])
def test_an_address_that_names_no_household_is_404(office, name):
    answer = post(office.signed_in("mentor"), visit(), name)

    assert answer.status_code == 404


def test_what_is_sealed_stands_nowhere_in_clear(office):
    body = visit(note=f"{NAMES[MELATI]} bercerita panjang")
    post(office.signed_in("mentor"), body)

    [recorded] = visits_of(office, body)
    assert recorded.event.note is None
    assert dict(recorded.event.sealed).keys() == {"narrative"}


def test_an_answer_does_not_wait_for_who_prefers_not_to(office):
    answer = post(office.signed_in("mentor"), visit(), prefer="respond-async")

    assert answer.status_code == 201
    assert answer.json()["ready"] is False
    assert answer.json()["note"]


def test_every_command_is_served_or_only_follows_from_another(office):
    served = {route.name for route in office.api.routes}

    assert set(COMMANDS) - FOLLOWING <= served
    assert not FOLLOWING & served
    assert {name.partition(".")[0] for name in set(COMMANDS) - FOLLOWING} <= set(KINDS)


@pytest.mark.parametrize("wish", ["take-household", "release-household"])
def test_a_caseload_is_changed_by_the_households_own_commands_only(office, wish):
    before = office.ledger.history(user_of("mentor"))
    body = {"household_id": str(KENANGA), "village_code": HERE, "from_on": "2026-01-05"}

    for role in ("supervisor", "programme_lead"):
        answer = office.signed_in(role).post(
            f"/api/mentors/{user_of('mentor')}/{wish}",
            json=body,
            headers={"idempotency-key": str(uuid4())},
        )
        assert answer.status_code == 404

    assert office.ledger.history(user_of("mentor")) == before


def visits_of(office, body):
    return [
        line
        for line in office.ledger.history(MELATI)
        if isinstance(line.event, VisitRecorded) and str(line.event.visit_id) == body["visit_id"]
    ]
