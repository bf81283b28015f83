"""Nothing that was typed in the field is lost: refused or not, it is on record or in the box."""

import json
from uuid import uuid4

import pytest

from adapters.web.commands import FOLLOWING, KINDS
from domain.commands import COMMANDS
from domain.desk.events import FileRead, RefusalRecorded
from tests.web.office import ELSEWHERE, HERE, KENANGA, MELATI, PROGRAMME, person, user_of
from tests.web.test_commands_api import post, visit
from tests.web.test_quarantine import settle
from tests.web.wishes import wish

PHONE = {"jejak-channel": "phone"}
SENT_BY_MENTORS = sorted(
    name
    for name in set(PROGRAMME.roles["mentor"].commands) - FOLLOWING
    if name.startswith("household.")
)
SECRET = "Contoh catatan rahasia 17"


def need(household_id=MELATI, **changes):
    """A need that a rule refuses: nothing of this kind is known."""
    return {
        "need_id": str(uuid4()),
        "person_id": str(person(household_id, "head")),
        "kind": "moonlight",
        "owner": "dinkes",
        "due_on": "2027-01-01",
        "note": SECRET,
        **changes,
    }


def kept(office, household_id=MELATI, by="mentor", **changes):
    """Let a phone send a need that is refused; return the submission in the box."""
    answer = post(
        office.signed_in(by),
        need(household_id, **changes),
        household_id,
        wish="identify-need",
        **PHONE,
    )
    assert answer.status_code == 409
    return answer.json()["kept"]


def opened(office, submission, *, by, of="mentor"):
    return office.signed_in(by).get(f"/api/box/{user_of(of)}/{submission}")


def upto_now(office, client, path):
    """Ask a read model, as soon as it knows all that was stored before."""
    last = office.ledger.recorder.max_notification_id()
    office.catch_up()
    answer = client.get(f"{path}{'&' if '?' in path else '?'}as_of={last}")
    assert answer.status_code == 200
    return answer


def waiting(office, by):
    answer = upto_now(office, office.signed_in(by), "/api/box")
    return {each["submission_id"]: each for each in answer.json()["waiting"]}


@pytest.mark.parametrize("name", SENT_BY_MENTORS)
def test_every_command_that_a_mentor_may_send_is_kept_whole_when_it_is_refused(office, name):
    client, body, nowhere = office.signed_in("mentor"), wish(COMMANDS[name]), uuid4()
    path = f"/api/{KINDS['household'].path}/{nowhere}/{name.partition('.')[2]}"

    answer = client.post(path, json=body, headers={"idempotency-key": str(uuid4()), **PHONE})

    assert answer.status_code in (201, 403, 409), answer.text
    [one] = [each for each in waiting(office, "mentor").values() if each["target"] == str(nowhere)]
    content = opened(office, one["submission_id"], by="mentor").json()
    sent = json.loads(content["body"])
    assert (content["command"], content["code"]) == (name, one["code"])
    assert content["sentence"]
    assert (
        json.loads(COMMANDS[name].model_validate_json(json.dumps(body)).model_dump_json()) == sent
    )


def test_the_phone_is_told_what_was_refused_and_that_everything_is_kept(office):
    answer = post(
        office.signed_in("mentor"),
        need(),
        wish="identify-need",
        **PHONE,
        **{"accept-language": "en"},
    )

    told = answer.json()
    assert (answer.status_code, told["code"]) == (409, "P4")
    assert told["detail"].endswith("Everything that was sent is kept in the box for attention.")
    assert told["kept"] in waiting(office, "mentor")
    assert SECRET not in answer.text


def test_from_a_desk_a_refused_wish_is_refused_and_not_kept(office):
    before = waiting(office, "mentor")

    answer = post(office.signed_in("mentor"), need(), wish="identify-need")

    assert answer.status_code == 409
    assert "kept" not in answer.json()
    assert waiting(office, "mentor") == before


def test_what_a_role_may_not_ask_at_all_is_refused_and_not_kept(office):
    before = waiting(office, "mentor")

    answer = post(office.signed_in("mentor"), {}, wish="close-case", **PHONE)

    assert (answer.status_code, "kept" in answer.json()) == (403, False)
    assert waiting(office, "mentor") == before


def test_the_same_content_sent_again_waits_once(office):
    body, key = need(), uuid4()
    client = office.signed_in("mentor")
    first, second = (
        post(client, body, wish="identify-need", key=key, **PHONE).json()["kept"] for _ in range(2)
    )

    assert first == second
    assert [each for each in waiting(office, "mentor") if each == first] == [first]


def test_its_author_and_the_supervisor_of_the_village_open_it_and_that_is_on_record(office):
    mine, other = kept(office), kept(office, KENANGA, "mentor-2")

    for by in ("mentor", "supervisor"):
        answer = opened(office, mine, by=by)
        assert (answer.status_code, json.loads(answer.json()["body"])["note"]) == (200, SECRET)
    assert opened(office, other, by="mentor-2", of="mentor-2").status_code == 200
    readings = office.desk_events(user_of("supervisor"), FileRead)
    assert (readings[-1].target, readings[-1].page) == (MELATI, "box")


@pytest.mark.parametrize("by", ["mentor-2", "village_officer", "data_officer", "approver"])
def test_nobody_else_opens_it(office, by):
    """Another mentor, who may not settle it, who may not open notes: for all it is not there."""
    submission = kept(office)
    before = len(office.desk_events(user_of(by), RefusalRecorded))

    answer = opened(office, submission, by=by)

    assert answer.status_code == 404
    assert SECRET not in answer.text
    assert len(office.desk_events(user_of(by), RefusalRecorded)) == before + 1


def test_a_supervisor_neither_lists_nor_opens_what_is_of_another_village(office):
    assert HERE != ELSEWHERE
    here, elsewhere = kept(office), kept(office, KENANGA, "mentor-2")

    listed = waiting(office, "supervisor")

    assert (here in listed, elsewhere in listed) == (True, False)
    assert opened(office, elsewhere, by="supervisor", of="mentor-2").status_code == 404
    assert elsewhere in waiting(office, "data_officer")


def test_what_was_settled_is_gone_from_the_box_and_is_no_longer_opened(office):
    submission = kept(office)

    answer = settle(office, submission, by="supervisor", outcome="sent_again")

    assert answer.status_code == 201
    assert submission not in waiting(office, "mentor")
    assert opened(office, submission, by="mentor").status_code == 404


def test_an_irregularity_is_in_the_list_of_the_supervisor_of_its_village(office):
    late = {"occurred_at": "2024-01-05T08:00:00+08:00"}
    for household_id, by in ((MELATI, "mentor"), (KENANGA, "mentor-2")):
        answer = post(office.signed_in(by), visit(household_id, **late), household_id, **PHONE)
        assert answer.json()["irregularity"]

    def listed(by, query=""):
        return upto_now(office, office.signed_in(by), f"/api/irregularities{query}").json()

    of_supervisor, of_auditor = listed("supervisor"), listed("auditor")
    assert {each["household_id"] for each in of_supervisor["irregularities"]} == {str(MELATI)}
    assert all(each["sentence"] for each in of_supervisor["irregularities"])
    both = {each["household_id"] for each in of_auditor["irregularities"]}
    assert both >= {str(MELATI), str(KENANGA)}
    assert sum(of_auditor["by_rule"].values()) == len(of_auditor["irregularities"])
    assert listed("supervisor", f"?village={ELSEWHERE}")["irregularities"] == []
    first = office.signed_in("auditor").get("/api/irregularities?as_of=0")
    assert first.json()["irregularities"] == []
    assert office.signed_in("mentor").get("/api/irregularities").status_code == 403
