"""Read models over HTTP: as of any position, each in its area, and every opened file noted."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from domain.desk.events import FileRead, RefusalRecorded
from domain.history import case_number
from tests.web.office import ELSEWHERE, HERE, KENANGA, MELATI, NAMES, NIK, PROGRAMME, user_of

FAMILY = ("", "/timeline", "/replay", "/visits")
PROGRAMME_WIDE = (
    "/api/households",
    "/api/caseload",
    "/api/convergence",
    "/api/targeting",
    "/api/villages",
    "/api/programme",
    "/api/refusals",
    "/api/reads",
)


@pytest.fixture
def auditor(office):
    return office.signed_in("auditor")


@pytest.mark.parametrize("path", PROGRAMME_WIDE)
def test_every_answer_says_the_position_it_was_computed_at(auditor, path):
    answer = auditor.get(path)

    assert answer.status_code == 200
    assert answer.json()["position"] >= 0
    assert answer.json()["recorded_at"]


@pytest.mark.parametrize("path", PROGRAMME_WIDE)
def test_an_answer_as_of_a_position_stays_the_same_for_ever(office, auditor, path):
    position = auditor.get("/api/programme").json()["position"]
    first = auditor.get(f"{path}?as_of={position}").json()
    visited = office.ledger.history(MELATI)[-1].event.model_copy(update={"visit_id": uuid4()})
    office.tell(MELATI, visited, by=user_of("mentor"), role="mentor")
    office.catch_up()

    assert auditor.get(f"{path}?as_of={position}").json() == first
    assert first["position"] == position


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("9999999999", 404),
        ("2026-13-45", 422),
        ("yesterday", 422),
        ("-5", 422),
        ("2026-05-12T10:00:00", 422),
        ("9" * 90, 404),
        ("9" * 200, 422),
        ("a%00b", 422),
        ("2020-01-01", 200),
        ("2026-05-12T10:00:00%2B08:00", 200),
        ("0", 200),
    ],
)
def test_a_point_that_is_none_is_refused_with_a_sentence(auditor, asked, status):
    answer = auditor.get(f"/api/programme?as_of={asked}")

    assert answer.status_code == status
    if status != 200:
        assert answer.json()["detail"]


@pytest.mark.parametrize("clock", ["recorded", "occurred"])
@pytest.mark.parametrize(
    "asked", ["yesterday", "\u00b2", "\u00b2g", "2026-13-45", "0001-01-01", "9999-12-31"]
)
def test_a_day_that_is_none_is_refused_by_either_clock(auditor, clock, asked):
    path = f"/api/households/{MELATI}/timeline"
    answer = auditor.get(path, params={"as_of": asked, "clock": clock})

    assert answer.status_code == (200 if asked in ("0001-01-01", "9999-12-31") else 422)


def test_before_the_first_event_there_is_nothing(auditor):
    answer = auditor.get("/api/households?as_of=2020-01-01").json()

    assert (answer["position"], answer["total"], answer["households"]) == (-1, 0, [])


def test_the_programme_sees_both_families_and_a_village_only_its_own(office, auditor):
    everybody = auditor.get("/api/households").json()
    village = office.signed_in("village_officer").get("/api/households").json()
    mentor = office.signed_in("mentor-2").get("/api/households").json()

    ids = {row["household_id"] for row in everybody["households"]}
    assert ids == {str(MELATI), str(KENANGA)}
    assert [row["household_id"] for row in village["households"]] == [str(MELATI)]
    assert [row["household_id"] for row in mentor["households"]] == [str(KENANGA)]


def test_families_are_found_by_number_village_and_status(auditor):
    def found(**asked):
        rows = auditor.get("/api/households", params=asked).json()["households"]
        return [row["household_id"] for row in rows]

    assert found(number=case_number(MELATI)) == [str(MELATI)]
    assert found(number=case_number(MELATI)[:6].lower()) == [str(MELATI)]
    assert found(number="RT-!!!!!") == []
    assert found(village=ELSEWHERE) == [str(KENANGA)]
    assert found(village="99.99.99.9999") == []
    assert len(found(status="active")) == 2
    assert found(status="graduated") == []
    assert len(found(limit=1)) == 1
    assert found(limit=1) != found(limit=1, offset=1)


def test_another_village_cannot_be_asked_for(office):
    client = office.signed_in("village_officer")

    assert client.get(f"/api/households?village={ELSEWHERE}").json()["total"] == 0
    assert client.get(f"/api/convergence?village={ELSEWHERE}").json()["needs"] == []
    assert client.get(f"/api/targeting?village={ELSEWHERE}").status_code == 404
    assert [row["village_code"] for row in client.get("/api/villages").json()["villages"]] == [
        HERE
    ]


def test_a_mentor_sees_the_own_caseload_whoever_is_asked_for(office):
    answer = office.signed_in("mentor").get(f"/api/caseload?mentor={user_of('mentor-2')}").json()

    assert [row["household_id"] for row in answer["households"]] == [str(MELATI)]


@pytest.mark.parametrize("path", FAMILY)
def test_a_familys_file_tells_it_as_of_a_position_and_a_day(auditor, path):
    now = auditor.get(f"/api/households/{MELATI}{path}")
    earlier = auditor.get(f"/api/households/{MELATI}{path}?as_of=2020-01-01")

    assert now.status_code == earlier.status_code == 200
    assert earlier.json()["position"] == -1


def test_the_two_clocks_answer_two_questions(auditor):
    today = PROGRAMME.local(datetime.now(UTC)).date()
    just_enrolled = (today - timedelta(days=38)).isoformat()

    def status(clock):
        path = f"/api/households/{KENANGA}?as_of={just_enrolled}&clock={clock}"
        return auditor.get(path).json()["state"]["status"]

    # It was enrolled then, but all of it was recorded today.
    assert status("occurred") == "enrolled"
    assert status("recorded") == "unknown"


def test_the_replay_tells_what_each_event_changed_and_where_that_leads(auditor):
    told = auditor.get(f"/api/households/{KENANGA}/replay?lang=en").json()

    assert told["state"]["status"] == "active"
    own = [point for point in told["points"] if point["stream"] == str(KENANGA)]
    assert own[0]["sentence"].startswith("Nominated")
    assert "mentor's care" in told["points"][0]["sentence"]
    last = own[-1]
    assert last["hash"] == told["hash"]
    assert any(change["path"][0] == "accompaniment" for change in last["changes"])
    assert last["provenance"]["role"] == "mentor"


def test_a_reader_sees_the_personal_fields_of_the_role_and_no_others(office):
    def told(role):
        return office.signed_in(role).get(f"/api/households/{MELATI}/replay").text

    mentor, approver, agency = told("mentor"), told("approver"), told("agency_companion")
    assert NAMES[MELATI] in mentor
    assert f"{NAMES[MELATI]} memulai kandang" in mentor
    assert NAMES[MELATI] in approver
    assert "memulai kandang" not in approver
    assert "Dusun Contoh" not in approver
    assert NAMES[MELATI] in agency or "identity" not in opens("agency_companion")


def test_opening_a_file_is_put_on_record_once_per_quarter_of_an_hour(office):
    client, reader = office.signed_in("inspector"), user_of("inspector")
    before = readings(office, reader)
    for _ in range(3):
        client.get(f"/api/households/{KENANGA}/timeline")

    assert readings(office, reader)[len(before) :] == [(KENANGA, "timeline", None)]
    office.clock.ahead += timedelta(minutes=15)
    office.signed_in("inspector").get(f"/api/households/{KENANGA}/timeline")
    assert len(readings(office, reader)) == len(before) + 2


def test_the_readings_and_refusals_can_be_read_by_who_watches_over_them(office):
    for role in ("mentor", "inspector"):
        office.signed_in(role).get(f"/api/households/{KENANGA}")
    office.catch_up()
    watcher = office.signed_in("pdp_officer")

    refused = watcher.get(f"/api/refusals?target={KENANGA}").json()["refusals"]
    read = watcher.get(f"/api/reads?target={KENANGA}").json()["reads"]
    assert refused[0]["command"] == "read.household_file"
    assert refused[0]["actor_id"] == str(user_of("mentor"))
    assert str(user_of("inspector")) in {each["actor_id"] for each in read}


@pytest.mark.parametrize("path", FAMILY)
def test_a_family_of_another_area_is_404_and_the_attempt_is_put_on_record(office, path):
    before = len(office.desk_events(user_of("mentor"), RefusalRecorded))

    answer = office.signed_in("mentor").get(f"/api/households/{KENANGA}{path}")
    unknown = office.signed_in("mentor").get(f"/api/households/{uuid4()}{path}")

    assert (answer.status_code, unknown.status_code) == (404, 404)
    assert answer.json()["detail"] == unknown.json()["detail"]
    assert len(office.desk_events(user_of("mentor"), RefusalRecorded)) == before + 1


def test_no_answer_holds_a_full_personal_number_for_who_may_not_open_it(office):
    for role in ("auditor", "supervisor", "approver"):
        for path in FAMILY:
            text = office.signed_in(role).get(f"/api/households/{MELATI}{path}").text
            if "identity" not in opens(role):
                assert NIK not in text


def test_health_is_open_to_all_and_names_nobody(office):
    answer = office.visitor().get("/health")

    assert answer.status_code == 200
    body = answer.json()
    assert body["ready"] is True
    assert body["log_size"] > 10
    assert {model["name"] for model in body["read_models"]} >= {"household_file", "timeline"}
    assert all(model["parked_at"] is None for model in body["read_models"])


def opens(role):
    return PROGRAMME.roles[role].opens


def readings(office, reader):
    found = office.desk_events(reader, FileRead)
    return [(each.target, each.page, each.as_of) for each in found]
