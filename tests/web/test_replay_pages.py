"""The replay for auditors: permanent to the byte, narrowed, compared, with reads and refusals."""

import csv
import io
import re
from html import unescape
from uuid import uuid4

import pytest

from domain.data_request.events import DataRequestDecided, DataRequestReceived, DecisionProposed
from domain.household.events.accompaniment import VisitRecorded
from services.erasure import Erasing
from tests.projections.families import nominated
from tests.web.browsing import sign_in
from tests.web.office import HERE, KENANGA, MELATI, person, user_of


@pytest.fixture
def auditor(office):
    return sign_in(office, "auditor")


def permalink(page):
    [address] = re.findall(r'href="([^"]+)" id="permalink"', page.text)
    return unescape(address)


def visible(page):
    """Return the sentences of the timeline that are shown."""
    items = re.findall(r"<li([^>]*data-n=[^>]*)>(.*?)</li>", page.text, re.DOTALL)
    shown = [content for attributes, content in items if " hidden" not in attributes]
    return [re.search(r'class="what">(.*?)<', content)[1] for content in shown]


def test_a_permanent_link_returns_the_same_bytes_after_more_has_happened(office, auditor):
    address = permalink(auditor.get(f"/rt/{MELATI}"))
    twins = [
        address.replace(f"/rt/{MELATI}?", f"/rt/{MELATI}/{name}?")
        for name in ("riwayat.json", "peristiwa.json", "peristiwa.csv", "banding")
    ]
    before = [auditor.get(each).content for each in (address, *twins)]
    visit = VisitRecorded(
        visit_id=user_of("x"),
        respondent_id=person(MELATI, "head"),
        topics=("livelihood",),
        minutes=9,
    )
    office.tell(MELATI, visit, by=user_of("mentor"), role="mentor")

    assert [auditor.get(each).content for each in (address, *twins)] == before
    assert auditor.get(f"/rt/{MELATI}").content != before[0]


def test_the_timeline_is_narrowed_by_text_and_by_flag(auditor):
    everything = visible(auditor.get(f"/rt/{KENANGA}"))
    narrowed = visible(auditor.get(f"/rt/{KENANGA}", params={"filter": "BERKUNJUNG"}))
    late = visible(auditor.get(f"/rt/{KENANGA}", params={"only": "late"}))

    assert 0 < len(narrowed) < len(everything)
    assert all("berkunjung" in sentence for sentence in narrowed)
    assert len(late) > 0
    assert visible(auditor.get(f"/rt/{KENANGA}", params={"filter": "<script>"})) == []
    assert "<script>alert" not in auditor.get(f"/rt/{KENANGA}?filter=<script>alert").text


def test_reads_and_refusals_stand_beside_the_facts_for_who_may_see_them(office, auditor):
    officer = office.signed_in("village_officer")
    officer.post(
        f"/api/households/{MELATI}/approve-graduation",
        json={},
        headers={"idempotency-key": str(user_of("key"))},
    )
    auditor.get(f"/rt/{MELATI}")
    office.catch_up()

    page = auditor.get(f"/rt/{MELATI}", params={"beside": "true"}).text
    mentor = sign_in(office, "mentor").get(f"/rt/{MELATI}", params={"beside": "true"}).text

    assert "membuka berkas ini" in page
    assert "household.approve-graduation" in page
    assert "membuka berkas ini" not in mentor
    assert "membuka berkas ini" not in auditor.get(f"/rt/{MELATI}").text


def test_two_days_are_compared_with_what_happened_between(office, auditor):
    history = office.ledger.history(KENANGA)
    days = [each.occurred_at.date().isoformat() for each in history]
    query = {"clock": "occurred", "dari": days[0], "sampai": days[-1]}
    page = auditor.get(f"/rt/{KENANGA}/banding", params=query)
    rows = auditor.get(f"/rt/{KENANGA}/banding.json", params=query).json()["rows"]

    assert page.status_code == 200
    assert {"Diusulkan", "Didampingi"} <= {row["before"] or row["after"] for row in rows} | {
        row["after"] for row in rows
    }
    same = auditor.get(f"/rt/{KENANGA}/banding", params=query | {"dari": days[-1]}).text
    assert "Tidak ada yang berbeda" in same
    assert auditor.get(f"/rt/{KENANGA}/banding?dari=kemarin").status_code == 422


def test_every_fact_is_a_row_for_programs_with_where_it_comes_from(office, auditor):
    rows = list(csv.DictReader(io.StringIO(auditor.get(f"/rt/{KENANGA}/peristiwa.csv").text)))
    own = [row for row in rows if row["name"].startswith("household.")]

    assert [int(row["position"]) for row in own] == [
        each.position for each in office.ledger.history(KENANGA)
    ]
    assert {"actor_id", "channel", "command_id", "rules"} <= set(rows[0])
    assert "Kenanga" not in auditor.get(f"/rt/{KENANGA}/peristiwa.csv").text


def test_a_family_outside_the_area_is_not_compared_either(office):
    mentor = sign_in(office, "mentor")

    assert mentor.get(f"/rt/{MELATI}/banding").status_code == 200
    assert mentor.get(f"/rt/{KENANGA}/banding").status_code == 404
    assert mentor.get(f"/rt/{KENANGA}/peristiwa.csv").status_code == 404


def test_what_was_erased_says_since_when_and_on_what_ground(office, auditor):
    erased, other, request = uuid4(), uuid4(), uuid4()
    for family in (erased, other):
        named = nominated(HERE).model_copy(
            update={"person_id": uuid4(), "full_name": f"Contoh Sirsak {family.hex[:4]}"}
        )
        office.tell(family, named, by=user_of("data_officer"), role="data_officer")
        if family == erased:
            whom = named.person_id
    about = {"person_id": whom, "kind": "erasure"}
    received = DataRequestReceived(
        **about,
        applicant="self",
        channel="letter",
        household_id=erased,
        village_code=HERE,
        due_at=office.clock(),
    )
    terms = {"person_id": whom, "outcome": "granted", "ground": "own_request", "basis": "Pasal 8"}
    proposed = DecisionProposed(**terms)
    decided = DataRequestDecided(**terms, proposed_by=user_of("pdp_officer"))
    office.tell(request, received, proposed, by=user_of("pdp_officer"), role="pdp_officer")
    office.tell(request, decided, by=user_of("programme_lead"), role="programme_lead")

    Erasing(office.casework).carry_out(request)

    page = auditor.get(f"/rt/{erased}", params={"n": 1}).text
    assert "[dihapus " in page
    assert "dasar: Permintaan subjek data]" in page
    assert "[dihapus" not in auditor.get(f"/rt/{other}", params={"n": 1}).text
