"""Pages of village officers and supervisors: the queue, meetings, objections, boxes."""

from uuid import uuid4

import pytest

from domain.desk.commands import QuarantineSubmission
from domain.desk.events import SettlementExplained, SubmissionQuarantined, SubmissionSettled
from domain.history import case_number
from domain.household.aggregate import HOUSEHOLD
from domain.household.events.record import IrregularityReported
from domain.household.events.targeting import HouseholdNominated
from services.streams import box_stream
from tests.web.browsing import hidden, sign_in
from tests.web.office import ELSEWHERE, HERE, KENANGA, MELATI, PROGRAMME, person, user_of

MINUTES = {"file": ("berita-acara.pdf", b"isi berita acara contoh", "application/pdf")}
PATHS = ("/verval", "/musyawarah", "/sanggahan", "/karantina", "/ketidakwajaran")


@pytest.fixture
def waiting(office):
    """Return a family here and one elsewhere that wait to be verified."""
    families = uuid4(), uuid4()
    for family, village in zip(families, (HERE, ELSEWHERE), strict=True):
        known = office.ledger.history(MELATI)[0].event
        assert isinstance(known, HouseholdNominated)
        new = known.model_copy(
            update={
                "person_id": person(family, "head"),
                "village_code": village,
                "nik": None,
                "sealed": (),
            }
        )
        office.tell(family, new, by=user_of("data_officer"), role="data_officer")
    office.catch_up()
    return families


def rows(browser, path, key):
    """Return the rows of a page, each by its id."""
    return {row[key]: row for row in browser.get(path).json()["rows"]}


def test_the_queue_says_who_waits_here_since_when_and_what_is_lacking(office, waiting):
    here, elsewhere = map(str, waiting)
    officer, lead = sign_in(office, "village_officer"), sign_in(office, "programme_lead")
    page = officer.get("/verval").text
    mine = rows(officer, "/verval.json", "household_id")

    assert mine[here]["lacks"] == ["identity", "visit", "decision"]
    assert {row["village_code"] for row in mine.values()} == {HERE}
    assert case_number(waiting[0]) in page
    assert "pemadanan identitas" in page
    assert case_number(waiting[1]) not in page
    assert {here, elsewhere} <= set(rows(lead, "/verval.json", "household_id"))
    there = rows(lead, f"/verval.json?village={ELSEWHERE}", "household_id")
    assert {row["village_code"] for row in there.values()} == {ELSEWHERE}
    assert elsewhere in there


def test_the_queue_leads_to_the_form_that_the_reader_may_fill_in(office, waiting):
    family = waiting[0]
    path = f"/rt/{family}/catat/record-identity-check"

    assert path in sign_in(office, "data_officer").get("/verval").text
    assert path not in sign_in(office, "village_officer").get("/verval").text
    officer = sign_in(office, "data_officer")
    answer = officer.post(
        path,
        data=hidden(officer.get(path))
        | {
            "person_id": str(person(family, "head")),
            "result": "match",
            "source": "civil_registry",
            "stage": "store",
        },
    )
    assert answer.status_code == 201
    office.catch_up()
    assert rows(officer, "/verval.json", "household_id")[str(family)]["lacks"] == [
        "visit",
        "decision",
    ]


def test_a_meeting_goes_from_its_agenda_to_the_files_of_the_families(office, waiting):
    family = waiting[0]
    secretary = sign_in(office, "meeting_secretary")
    opened = secretary.post(
        "/musyawarah",
        data={"village_code": HERE, "held_on": today(office), "agenda": "verify_list"},
    )
    address = opened.url.path
    came = {"invited": "10", "office_village_head": "1", "office_resident": "6"}
    attended = secretary.post(
        f"{address}/daftar-hadir", data=came | {"listed": case_number(family)}, files=MINUTES
    )
    decision = {"household_id": case_number(family), "decision": "eligible"}
    decided = secretary.post(f"{address}/putusan", data=decision)
    early = secretary.post(f"{address}/salin")
    closed = secretary.post(f"{address}/berita-acara", files=MINUTES)
    taken = secretary.post(f"{address}/salin")

    assert "8 dari 10 undangan" in attended.text
    assert "7" in decided.text
    assert "M2" in early.text
    assert "SHA-256 berita acara" in closed.text
    assert taken.status_code == 200
    state = HOUSEHOLD.replay(office.ledger.history(family))
    assert [each.verdict for each in state.targeting.decisions.values()] == ["eligible"]
    row = rows(secretary, "/musyawarah.json", "meeting_id")[address.split("/")[-1]]
    assert (row["present"], row["invited"], row["decided"]) == (8, 10, 1)
    assert len(row["minutes_sha256"]) == 64


def test_a_meeting_without_quorum_or_of_another_village_is_refused(office, waiting):
    here, there = map(case_number, waiting)
    secretary = sign_in(office, "meeting_secretary")
    told = {"held_on": today(office), "agenda": "verify_list"}
    outside = secretary.post("/musyawarah", data=told | {"village_code": ELSEWHERE})
    empty = secretary.post("/musyawarah", data=told)
    address = secretary.post("/musyawarah", data=told | {"village_code": HERE}).url.path
    few = {"invited": "100", "office_resident": "3"}
    secretary.post(f"{address}/daftar-hadir", data=few, files=MINUTES)
    decision = {"household_id": here, "decision": "eligible"}
    no_quorum = secretary.post(f"{address}/putusan", data=decision)
    unknown = secretary.post(f"{address}/putusan", data=decision | {"household_id": "RT-ZZ"})
    elsewhere = secretary.post(f"{address}/putusan", data=decision | {"household_id": there})

    assert (outside.status_code, empty.status_code) == (422, 422)
    assert no_quorum.status_code == 409
    assert "M2" in no_quorum.text
    assert (unknown.status_code, elsewhere.status_code) == (422, 422)


def test_who_came_to_a_meeting_is_counted_and_bounded(office):
    secretary = sign_in(office, "meeting_secretary")
    told = {"held_on": today(office), "agenda": "verify_list", "village_code": HERE}
    address = secretary.post("/musyawarah", data=told).url.path
    for came in (
        {},
        {"invited": "ten"},
        {"invited": "10", "office_resident": "99999"},
        {"invited": "0", "office_resident": "1"},
        {"invited": "10", "office_resident": "1", "listed": "RT-ZZZZZ-ZZZZZ"},
    ):
        answer = secretary.post(f"{address}/daftar-hadir", data=came, files=MINUTES)
        assert answer.status_code == 422, came


def test_an_objection_is_filed_passed_on_decided_and_answered(office):
    officer, lead = sign_in(office, "village_officer"), sign_in(office, "programme_lead")
    told = {"village_code": HERE, "kind": "wrongly_left_out", "words": "Contoh keberatan warga"}
    filed = officer.post("/sanggahan", data=told | {"household_id": ""})
    address = filed.url.path
    passed = sign_in(office, "agency_companion").post(
        f"{address}/alihkan", data={"to_role": "programme_lead", "passing-reason": "conflict"}
    )
    verdict = {"outcome": "upheld", "reason": "facts_confirmed", "basis": "BA contoh 1"}
    decided = lead.post(f"{address}/putusan", data=verdict)
    again = lead.post(f"{address}/putusan", data=verdict | {"outcome": "rejected"})
    answered = officer.post(
        f"{address}/jawaban", data={"answered_on": today(office), "channel": "letter"}
    )

    assert "Tersimpan pada posisi" in filed.text
    assert "Penanggung jawab program" in passed.text
    assert "BA contoh 1" in decided.text
    assert "O2" in again.text
    assert answered.status_code == 200
    row = rows(officer, "/sanggahan.json", "objection_id")[address.split("/")[-1]]
    assert (row["outcome"], row["answered_on"]) == ("upheld", today(office))


def test_the_words_of_an_objection_are_read_by_who_may_and_only_in_the_own_village(office):
    lead = sign_in(office, "programme_lead")
    told = {"kind": "wrongly_listed", "words": "Contoh rahasia pengadu"}
    supervisor = sign_in(office, "supervisor")
    here = supervisor.post("/sanggahan", data=told | {"village_code": HERE}).url.path
    unknown = supervisor.post("/sanggahan", data=told | {"village_code": ELSEWHERE})

    assert unknown.status_code == 422
    assert "Contoh rahasia" in supervisor.get(here).text
    assert "Contoh rahasia" not in sign_in(office, "village_officer").get(here).text
    opens = {group.value for group in PROGRAMME.roles["programme_lead"].opens}
    assert ("Contoh rahasia" in lead.get(here).text) == ("narrative" in opens)
    assert lead.get(f"/sanggahan/{uuid4()}").status_code == 404


def boxed(office, family):
    """Put a visit that a rule refused into the box of the mentor; return its id."""
    submission_id = uuid4()
    mentor = user_of("mentor")
    shape = QuarantineSubmission(
        submission_id=submission_id,
        command="household.record-visit",
        code="V2",
        target=family,
        body='{"minutes": 45, "note": "Contoh catatan lapangan"}',
    )
    kept = SubmissionQuarantined(**shape.facts())
    office.tell(box_stream(PROGRAMME.code, mentor), kept, by=mentor, role="mentor")
    office.catch_up()
    return submission_id


def test_what_waits_in_a_box_is_opened_and_settled_with_a_reason(office):
    here, elsewhere = boxed(office, MELATI), boxed(office, KENANGA)
    supervisor, mentor = sign_in(office, "supervisor"), user_of("mentor")
    listed = supervisor.get("/karantina").text
    path = f"/karantina/{mentor}/{here}"
    opened = supervisor.get(path)
    without = supervisor.post(path, data={"outcome": "withdrawn"})
    settled = supervisor.post(path, data={"outcome": "withdrawn", "reason": "did_not_happen"})

    assert str(here) in listed
    assert str(elsewhere) not in listed
    assert "Contoh catatan lapangan" in opened.text
    assert without.status_code == 422
    assert settled.status_code == 200
    assert str(here) not in settled.text
    *_, ended, why = office.ledger.history(box_stream(PROGRAMME.code, mentor))
    assert ended.event == SubmissionSettled(submission_id=here, outcome="withdrawn")
    assert why.event == SettlementExplained(submission_id=here, reason="did_not_happen")
    assert supervisor.get(f"/karantina/{mentor}/{elsewhere}").status_code == 404
    assert sign_in(office, "auditor").get(path).status_code in (403, 404)


def test_irregularities_are_listed_in_the_own_villages_and_lead_to_the_file(office):
    for family in (MELATI, KENANGA):
        report = IrregularityReported(
            irregularity_id=uuid4(),
            rule="N5",
            command="household.record-visit",
            person_id=person(family, "head"),
        )
        office.tell(family, report, by=user_of("mentor"), role="mentor")
    office.catch_up()
    supervisor = sign_in(office, "supervisor")
    page = supervisor.get("/ketidakwajaran").text

    assert case_number(MELATI) in page
    assert f"/rt/{MELATI}?pos=" in page
    assert case_number(KENANGA) not in page
    assert len(supervisor.get("/ketidakwajaran.json").json()["rows"]) == 1


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_complete_in_english_and_has_its_rows_for_programs(office, path):
    supervisor = sign_in(office, "supervisor")
    page = supervisor.get(path, params={"lang": "en"}).text

    assert '<html lang="en">' in page
    for word in ("Tampilkan", "Desa/kelurahan", "Musyawarah", "Sanggahan", "menunggu", "Simpan"):
        assert word not in page, word
    assert supervisor.get(f"{path}.csv").status_code == 200
    assert supervisor.get(f"{path}?as_of=0").status_code == 200


def today(office):
    return PROGRAMME.local(office.clock()).date().isoformat()
