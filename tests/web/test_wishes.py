"""Every form about a family: defined once, asked, checked, previewed, stored, refused in words."""

import re
from uuid import UUID

import pytest

from adapters.web.language import texts
from adapters.web.wishes import kinds
from adapters.web.wishes.definition import wishes
from domain.household.aggregate import HOUSEHOLD
from tests.web.browsing import hidden, sign_in
from tests.web.office import HERE, KENANGA, MELATI, PROGRAMME, person

SEALED_OR_SERVED = {"occurred_at", "countersigned_by", "care"}


def state(office, household_id=MELATI):
    return HOUSEHOLD.replay(office.ledger.history(household_id))


def test_every_form_asks_for_all_that_its_command_cannot_do_without():
    for wish in wishes().values():
        asked = {field.name for field in wish.fields}
        fields = wish.command.model_fields
        if "answers" in asked:
            asked |= {"instrument_code", "instrument_version"}
        needed = {name for name, field in fields.items() if field.is_required()}
        assert needed <= asked, wish.slug
        assert asked <= set(fields), wish.slug


def test_every_form_has_words_and_known_kinds_and_lists():
    for wish in wishes().values():
        assert f"wish.{wish.slug}" in texts()
        assert f"wish.group-{wish.group}" in texts()
        for field in wish.fields:
            assert field.kind in kinds.HIDDEN or f"fact.{field.name}" in texts(), field.name
            if field.kind in ("reason", "reasons"):
                assert PROGRAMME.reasons.get(field.of), (wish.slug, field.of)


@pytest.mark.parametrize("slug", sorted(wishes()))
def test_a_form_is_there_for_who_may_and_for_nobody_else(office, slug):
    wish = wishes()[slug]
    for role in ("mentor", "supervisor", "approver", "programme_lead", "auditor"):
        answer = sign_in(office, role).get(f"/rt/{MELATI}/catat/{slug}")
        allowed = wish.name in PROGRAMME.roles[role].commands
        assert answer.status_code == (200 if allowed else 403), (role, slug)


def test_a_mentor_records_a_need_once_however_often_it_is_sent(office):
    mentor = sign_in(office, "mentor")
    page = mentor.get(f"/rt/{MELATI}/catat/identify-need")
    sent = hidden(page) | {
        "occurred_at": re.search(r'type="datetime-local" value="([^"]+)"', page.text)[1],
        "person_id": str(person(MELATI, "head")),
        "kind": "water",
        "owner": "pupr",
        "due_on": "2099-01-01",
        "note": "Sumur kering",
        "stage": "store",
    }
    first = mentor.post(f"/rt/{MELATI}/catat/identify-need", data=sent)
    again = mentor.post(f"/rt/{MELATI}/catat/identify-need", data=sent)

    assert (first.status_code, again.status_code) == (201, 200)
    assert "Nomor tanda terima" in first.text
    need = state(office).plan.needs[UUID(sent["need_id"])]
    assert (need.kind, need.owner) == ("water", "pupr")


def test_a_mistake_is_named_and_nothing_typed_is_lost(office):
    mentor = sign_in(office, "mentor")
    before = len(office.ledger.history(MELATI))
    sent = {"kind": "water", "due_on": "besok", "note": "Jangan hilang", "stage": "store"}
    page = mentor.post(f"/rt/{MELATI}/catat/identify-need", data=sent)

    assert page.status_code == 422
    assert "Jangan hilang" in page.text
    assert 'href="#due_on"' in page.text
    assert 'value="water" id' in page.text or 'value="water" selected' in page.text
    assert len(office.ledger.history(MELATI)) == before


def test_what_a_change_of_the_family_leads_to_is_shown_before_it_is_stored(office):
    supervisor = sign_in(office, "supervisor")
    address = f"/rt/{MELATI}/catat/suspend-participation"
    sent = hidden(supervisor.get(address)) | {"until_on": "2099-01-01", "stage": "look"}
    reason = PROGRAMME.reasons["suspension"][0].code
    refused = supervisor.post(address, data=sent | {"reason": reason})
    before = len(office.ledger.history(MELATI))

    assert refused.status_code == 409
    assert "Aturan program menolak" in refused.text
    day = (office.clock().date()).replace(day=28).isoformat()
    shown = supervisor.post(address, data=sent | {"reason": reason, "until_on": day})
    if shown.status_code == 200:
        assert "Yang akan berubah" in shown.text
        assert "Ditangguhkan" in shown.text
    assert len(office.ledger.history(MELATI)) == before


def test_a_member_is_added_after_a_preview_and_can_be_changed_before(office):
    mentor = sign_in(office, "mentor")
    address = f"/rt/{MELATI}/catat/add-member"
    typed = {
        "full_name": "Contoh Bayi 3",
        "sex": "m",
        "age_band": "0-4",
        "able_to_work": "false",
        "relation": "child",
        "reason": PROGRAMME.reasons["member_joined"][0].code,
    }
    sent = hidden(mentor.get(address)) | typed
    shown = mentor.post(address, data=sent | {"stage": "look"})
    members = len(state(office).people.members)

    assert shown.status_code == 200
    assert "belum tersimpan" in shown.text
    again = mentor.post(address, data=hidden(shown) | {"stage": "edit"})
    assert 'value="Contoh Bayi 3"' in again.text
    assert len(state(office).people.members) == members
    stored = mentor.post(address, data=hidden(shown) | {"stage": "store"})
    assert stored.status_code == 201
    assert len(state(office).people.members) == members + 1


def test_a_family_outside_the_area_has_no_form(office):
    mentor = sign_in(office, "mentor")

    assert mentor.get(f"/rt/{KENANGA}/catat/identify-need").status_code == 404
    assert mentor.post(f"/rt/{KENANGA}/catat/identify-need", data={}).status_code == 404


def test_a_case_number_that_is_not_in_the_area_is_a_mistake(office):
    supervisor = sign_in(office, "supervisor")
    address = f"/rt/{MELATI}/catat/merge"
    sent = hidden(supervisor.get(address)) | {"into_household_id": "RT-XXXXX-XXXXX"}
    page = supervisor.post(address, data=sent | {"stage": "look"})

    assert page.status_code == 422
    assert "tidak ditemukan" in page.text


def test_the_half_year_assessment_asks_what_the_instrument_asks(office):
    page = sign_in(office, "mentor").get(f"/rt/{MELATI}/catat/assess-half-year").text
    instrument = PROGRAMME.instrument("scorecard", office.clock().date())

    for question in instrument.questions:
        assert f'name="q_{question.code}"' in page
    assert 'data-asked-value="&gt;=1"' in page


def test_the_family_page_offers_what_the_role_may_record(office):
    def offered(role):
        page = sign_in(office, role).get(f"/rt/{MELATI}/berkas")
        return page.status_code, set(re.findall(r"/catat/([a-z-]+)", page.text))

    assert offered("mentor")[0] == 200
    assert {"identify-need", "close-need", "report-shock"} <= offered("mentor")[1]
    assert "split" not in offered("mentor")[1]
    assert {"split", "move"} <= offered("supervisor")[1]
    assert offered("auditor") == (200, set())
    assert offered("administrator")[0] == 403
    assert "revert-merge" not in offered("supervisor")[1]
    assert "assess-half-year" in offered("mentor")[1]


def test_a_service_agency_answers_what_is_referred_to_it(office):
    mentor, agency = sign_in(office, "mentor"), sign_in(office, "service_agency")
    address = f"/rt/{MELATI}/catat/make-referral"
    [need] = [key for key, each in state(office).plan.needs.items() if each.kind == "latrine"]
    sent = hidden(mentor.get(address)) | {
        "need_id": str(need),
        "person_id": str(person(MELATI, "head")),
        "owner": "dinkes",
        "service": "latrine_stimulus",
        "due_on": "2099-01-01",
        "stage": "store",
    }
    made = mentor.post(address, data=sent)
    assert made.status_code == 201, made.text
    office.catch_up()

    board = agency.get("/konvergensi").text
    assert f"/rt/{MELATI}/catat/accept-referral" in board
    assert "/catat/accept-referral" not in mentor.get("/konvergensi").text
    accept = f"/rt/{MELATI}/catat/accept-referral"
    answer = hidden(agency.get(accept)) | {
        "referral_id": sent["referral_id"],
        "due_on": "2099-01-02",
        "stage": "store",
    }
    assert agency.post(accept, data=answer).status_code == 201
    assert UUID(sent["referral_id"]) in state(office).rights.accepted


def test_a_mentors_day_shows_the_own_families_the_longest_overdue_first(office):
    page = sign_in(office, "mentor").get("/hari-ini")

    assert page.status_code == 200
    assert f"/rt/{MELATI}/kunjungan" in page.text
    assert str(KENANGA) not in page.text
    assert "terlambat" in page.text
    assert sign_in(office, "administrator").get("/hari-ini").status_code == 403
    assert HERE not in page.text
