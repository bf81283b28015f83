"""Amendments by two people on pages: proposed, waiting, side by side, confirmed or not."""

import re
from uuid import uuid4

import pytest

from adapters.web.amending.form import asked_of
from adapters.web.language import texts
from adapters.web.wishes import kinds
from domain.history import case_number
from domain.household.aggregate import HOUSEHOLD
from domain.household.amending import replaceable
from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.plan import NeedIdentified
from domain.household.events.record import EventAnnulled, EventCorrected
from domain.household.keeping import KEPT
from tests.web.browsing import Form, sign_in
from tests.web.office import ELSEWHERE, KENANGA, MELATI, PROGRAMME, person, user_of

QUEUE = "/pembetulan"
AMENDABLE = [event for event, kept in KEPT.items() if kept.entries and kept.correctable]


def the_fact(office, kind, household_id=MELATI):
    """Return the version of a fact that holds now."""
    facts = [e for e in office.ledger.history(household_id) if isinstance(e.event, kind)]
    event_id = facts[-1].event_id
    amended = HOUSEHOLD.replay(office.ledger.history(household_id)).record.amended
    while event_id in amended:
        event_id = amended[event_id]
    return event_id


@pytest.fixture
def mentor(office):
    return sign_in(office, "mentor")


@pytest.fixture
def supervisor(office):
    return sign_in(office, "supervisor")


@pytest.fixture
def proposed(office, mentor):
    """Let the mentor propose other minutes for the visit; return the address of the proposal."""
    address = f"/rt/{MELATI}/usulan/{the_fact(office, VisitRecorded)}"
    page = mentor.get(address)
    minutes = HOUSEHOLD.replay(office.ledger.history(MELATI)).accompaniment
    now = next(iter(minutes.visits.values())).minutes
    sent = Form(page, address).sent | {"minutes": str(now + 7), "correction-reason": "wrong_value"}
    sent["correction-explanation"] = "Jam tangan contoh salah"
    answer = mentor.post(address, data=sent)
    assert answer.status_code == 200, answer.text
    yield answer.url.path
    mentor.post(f"{answer.url.path}/tarik", data={"command_id": str(uuid4())})


def state(office):
    return HOUSEHOLD.replay(office.ledger.history(MELATI))


@pytest.mark.parametrize("event", AMENDABLE, ids=lambda each: each.name)
def test_a_form_proposes_only_values_that_a_correction_may_replace(event):
    allowed = replaceable(event, KEPT[event].key) | {"occurred_at", "note"}

    assert asked_of(event), "a form that corrects nothing"
    for asked in asked_of(event):
        assert asked.name in allowed
        assert f"fact.{asked.name}" in texts()
        if asked.kind in ("reason", "reasons"):
            assert PROGRAMME.reasons.get(asked.of), (asked.name, asked.of)
        known = asked.kind in kinds.TYPED or hasattr(
            kinds.Choices, f"_{asked.kind.replace('-', '_')}"
        )
        assert known or asked.kind == "instrument", asked.kind


def test_a_proposal_waits_in_the_queue_and_shows_both_versions(proposed, supervisor):
    queue, page = supervisor.get(QUEUE), supervisor.get(proposed)

    assert case_number(MELATI) in queue.text
    assert f'href="{proposed}"' in queue.text
    assert re.search(r"<del>\d+</del>.*?<ins>\d+</ins>", page.text, re.DOTALL)
    assert "Jam tangan contoh salah" in page.text
    assert "Akibatnya bila dibenarkan" in page.text
    assert supervisor.get(f"{QUEUE}.json").json()["rows"]
    assert supervisor.get(f"{QUEUE}.json?village={ELSEWHERE}").json()["rows"] == []


def test_a_second_person_confirms_what_they_saw(office, proposed, supervisor):
    page = supervisor.get(proposed)
    before, others = state(office), len(office.ledger.history(KENANGA))
    answer = supervisor.post(f"{proposed}/benarkan", data=Form(page, f"{proposed}/benarkan").sent)

    assert answer.status_code == 200
    assert "dibenarkan" in answer.text
    last = office.ledger.history(MELATI)[-1]
    assert isinstance(last.event, EventCorrected)
    assert (last.origin.actor_id, last.event.second_person_id) == (
        user_of("supervisor"),
        user_of("mentor"),
    )
    [was], [is_now] = (
        {each.minutes for each in one.accompaniment.visits.values()}
        for one in (before, state(office))
    )
    assert is_now == was + 7
    assert len(office.ledger.history(KENANGA)) == others
    [back] = re.findall(r'href="([^"]+kembali=true)"', answer.text)
    form = Form(supervisor.get(back), back.partition("?")[0])
    assert form.sent["minutes"] == str(was)


def test_what_changed_since_it_was_shown_is_shown_again_and_not_stored(
    office, proposed, supervisor
):
    sent = Form(supervisor.get(proposed), f"{proposed}/benarkan").sent
    need = NeedIdentified(
        need_id=uuid4(),
        person_id=person(MELATI, "head"),
        kind="water",
        owner="pupr",
        due_on=office.clock().date(),
    )
    office.tell(MELATI, need, by=user_of("mentor"), role="mentor")
    before = len(office.ledger.history(MELATI))
    again = supervisor.post(f"{proposed}/benarkan", data=sent)

    assert again.status_code == 409
    assert "berubah sejak Anda melihat" in again.text
    assert len(office.ledger.history(MELATI)) == before
    without = supervisor.post(f"{proposed}/benarkan", data={"command_id": str(uuid4())})
    assert without.status_code == 200
    assert len(office.ledger.history(MELATI)) == before


def test_whoever_proposed_may_only_take_it_back(proposed, mentor):
    page = mentor.get(proposed)
    assert "Tarik usulan" in page.text
    assert "/benarkan" not in page.text
    assert mentor.post(f"{proposed}/benarkan", data={}).status_code == 403

    answer = mentor.post(f"{proposed}/tarik", data={"command_id": str(uuid4())})
    assert "ditarik" in answer.text
    assert proposed not in mentor.get(QUEUE).text
    assert proposed in mentor.get(f"{QUEUE}?closed=true").text


def test_a_supervisor_does_not_confirm_their_own_proposal(office, supervisor):
    address = f"/rt/{MELATI}/usulan/{the_fact(office, VisitRecorded)}"
    sent = Form(supervisor.get(address), address).sent | {
        "correction-reason": "wrong_value",
        "minutes": "99",
    }
    mine = supervisor.post(address, data=sent).url.path
    page = supervisor.get(mine)
    assert "/benarkan" not in page.text
    refused = supervisor.post(f"{mine}/benarkan", data={"command_id": str(uuid4()), "basis": "x"})

    assert refused.status_code == 409
    assert "C1" in refused.text
    supervisor.post(f"{mine}/tarik", data={"command_id": str(uuid4())})


def test_a_second_person_declines_with_a_reason(office, proposed, supervisor):
    missing = supervisor.post(f"{proposed}/tolak", data={"command_id": str(uuid4())})
    assert missing.status_code == 422
    before = state(office).accompaniment.visits
    sent = {"command_id": str(uuid4()), "reason": "record_is_right"}
    answer = supervisor.post(f"{proposed}/tolak", data=sent)

    assert answer.status_code == 200
    assert "ditolak" in answer.text
    assert state(office).accompaniment.visits == before
    late = supervisor.post(f"{proposed}/benarkan", data={"command_id": str(uuid4()), "basis": "x"})
    assert late.status_code == 409
    assert "C2" in late.text


def test_a_form_that_changes_nothing_is_refused_and_a_mistake_is_named(office, mentor):
    address = f"/rt/{MELATI}/usulan/{the_fact(office, VisitRecorded)}"
    unchanged = Form(mentor.get(address), address).sent | {"correction-reason": "wrong_value"}
    before = len(office.ledger.history(MELATI))

    nothing = mentor.post(address, data=unchanged)
    assert nothing.status_code == 409
    assert "Tidak ada yang berubah" in nothing.text
    wrong = mentor.post(address, data=unchanged | {"minutes": "banyak"})
    assert wrong.status_code == 422
    assert 'value="banyak"' in wrong.text
    no_reason = mentor.post(address, data={"amendment": "correction"} | {"minutes": "55"})
    assert no_reason.status_code == 422
    assert len(office.ledger.history(MELATI)) == before


def test_what_never_happened_is_annulled_by_two(office, supervisor, mentor):
    need = the_fact(office, NeedIdentified)
    address = f"/rt/{MELATI}/usulan/{need}"
    sent = {"amendment": "annulment", "annulment-reason": "did_not_happen"}
    path = mentor.post(address, data=sent | {"command_id": str(uuid4())}).url.path
    page = supervisor.get(path)
    assert "tidak berlaku lagi" in page.text
    supervisor.post(f"{path}/benarkan", data=Form(page, f"{path}/benarkan").sent)

    assert isinstance(office.ledger.history(MELATI)[-1].event, EventAnnulled)
    again = mentor.get(address)
    assert again.status_code == 200
    assert "tidak dapat dibetulkan atau dibatalkan" in again.text


def test_a_decision_offers_no_form_and_a_family_elsewhere_no_page(office, mentor):
    first = office.ledger.history(MELATI)[0].event_id
    other = office.ledger.history(KENANGA)[-1].event_id

    assert (
        "tidak dapat dibetulkan atau dibatalkan" in mentor.get(f"/rt/{MELATI}/usulan/{first}").text
    )
    assert mentor.get(f"/rt/{KENANGA}/usulan/{other}").status_code == 404
    assert mentor.get(f"/rt/{MELATI}/usulan/{uuid4()}").status_code == 404
    assert mentor.get(f"/rt/{MELATI}/pembetulan/{uuid4()}").status_code == 404


def test_the_replay_leads_to_the_form_for_who_may_propose(office, mentor):
    visit = the_fact(office, VisitRecorded)
    first = next(e for e in office.ledger.history(MELATI) if isinstance(e.event, VisitRecorded))
    address = f"/rt/{MELATI}/usulan/{first.event_id}"
    point = f"/rt/{MELATI}?pos={first.position}"

    assert address in mentor.get(point).text
    assert address not in sign_in(office, "auditor").get(point).text
    moving = mentor.get(f"/rt/{MELATI}/riwayat.json").json()["events"]
    assert {each["amend"] for each in moving if each["pos"] == first.position} == {address}
    assert mentor.get(address).url.path.endswith(str(visit))


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_queue_says_when_nothing_waits(office, lang):
    auditor = sign_in(office, "auditor")
    page = auditor.get(f"{QUEUE}?village={ELSEWHERE}&lang={lang}")

    assert page.status_code == 200
    assert texts()["amend.nothing"][0 if lang == "id" else 1] in page.text
