"""Pages of audits: a warrant, a sample that nobody rolls again, and what was found of it."""

from csv import DictReader
from datetime import date
from hashlib import sha256
from io import BytesIO, StringIO
from uuid import UUID

import pytest
from PIL import Image

from adapters.web.audits import field_sheet
from adapters.web.story.words import Words
from domain.audit_engagement.events import ItemExamined, ItemNoted, SampleDrawn
from tests.web.browsing import hidden, sign_in
from tests.web.moneys import tell_money
from tests.web.office import ELSEWHERE, HERE

PAPER = {"warrant_sha256": ("st.pdf", b"%PDF-1.4 contoh %%EOF", "application/pdf")}


@pytest.fixture(scope="module")
def log(office):
    return tell_money(office)


@pytest.fixture(scope="module")
def inspector(office, log):
    assert log
    return sign_in(office, "inspector")


def open_audit(browser, villages=(HERE, ELSEWHERE), warrant="ST 1/2026"):
    form = hidden(browser.get("/sampel/buka"))
    scope = {"warrant": warrant, "organisation": "bappeda", "villages": list(villages)}
    days = {"from_on": "2020-01-01", "until_on": "2030-01-01"}
    answer = browser.post("/sampel/buka", data=form | scope | days, files=PAPER)
    assert answer.status_code == 200, answer.text[:3000]
    return answer.url.path


def take(browser, audit, method="simple", confidence="800", margin="150"):
    form = hidden(browser.get(f"{audit}/minta"))
    plan = {"method": method, "confidence": confidence, "margin": margin}
    return browser.post(f"{audit}/minta", data=form | plan)


def rows(browser, path, **asked):
    return browser.get(f"{path}.json", params=asked).json()["rows"]


@pytest.fixture(scope="module")
def audit(inspector):
    return open_audit(inspector)


@pytest.fixture(scope="module")
def sample(inspector, audit):
    """Return a sample that nobody has looked at."""
    return drawn_of(inspector, audit)


@pytest.fixture
def other_sample(inspector):
    """Return a sample of an audit of its own, to be looked at."""
    return drawn_of(inspector, open_audit(inspector, warrant="ST 3/2026"))


def drawn_of(browser, audit):
    answer = take(browser, audit)
    assert answer.status_code == 200, answer.text[:3000]
    return answer.url.path


def examine(browser, sample, row, **said):
    path = f"{sample}/{row['item_id']}"
    form = hidden(browser.get(path))
    return browser.post(path, data=form | {"result": "as_recorded"} | said)


def test_before_the_first_warrant_the_page_says_what_would_fill_it(office, log):
    assert log
    page = sign_in(office, "auditor").get("/sampel", params={"as_of": "2020-01-01"})
    assert "Belum ada pemeriksaan" in page.text
    assert "/sampel/buka" not in page.text


def test_anybody_draws_the_same_sample_from_the_file_of_the_population(inspector, office, sample):
    table = inspector.get(f"{sample}/populasi.csv").text
    listed = list(DictReader(StringIO(table)))
    [drawn] = [
        one.event
        for one in office.ledger.history(UUID(sample.split("/")[2]))
        if isinstance(one.event, SampleDrawn) and str(one.event.request_id) in sample
    ]
    seed = sha256(bytes.fromhex(drawn.log_root) + UUID(sample.split("/")[3]).bytes).digest()
    lots = sorted(listed, key=lambda row: sha256(seed + UUID(row["item_id"]).bytes).digest())
    lines = "".join(f"{r['item_id']} {r['village_code']} {r['amount_rupiah']}\n" for r in listed)

    assert seed.hex() == drawn.seed
    assert sha256(lines.encode()).hexdigest() == drawn.population_sha256
    chosen = {row["item_id"] for row in lots[: len(drawn.chosen)]}
    assert chosen == {row["item_id"] for row in rows(inspector, sample)}
    assert chosen == {
        row["item_id"] for row in rows(inspector, f"{sample}/populasi") if row["chosen"]
    }


def test_the_root_is_the_one_of_the_log_that_ends_with_the_request(inspector, office, sample):
    history = office.ledger.history(UUID(sample.split("/")[2]))
    [drawn, *_] = [one for one in history if isinstance(one.event, SampleDrawn)]
    asked = history[history.index(drawn) - 1]

    assert drawn.event.log_size == asked.position + 1
    assert drawn.event.log_root in inspector.get(sample).text


def test_a_second_sample_is_refused_until_the_first_was_looked_at(inspector, audit, sample):
    assert sample
    answer = take(inspector, audit)

    assert answer.status_code == 409
    assert "Sampel sebelumnya harus diperiksa sampai selesai" in answer.text


def test_what_was_found_is_entered_item_by_item_and_then_says_something(
    inspector, office, other_sample
):
    sample, audit = other_sample, other_sample.rpartition("/")[0]
    items = rows(inspector, sample)
    assert "Perkiraan untuk seluruh populasi muncul setelah" in inspector.get(sample).text
    first = examine(
        inspector, sample, items[0], result="differs", amount_rupiah="1.000", note="Satu hilang."
    )
    assert first.status_code == 200, first.text[:2000]
    for row in items[1:]:
        examine(inspector, sample, row)

    found = rows(inspector, sample)
    history = office.ledger.history(UUID(audit.split("/")[2]))
    told = [one.event for one in history if isinstance(one.event, ItemExamined)]
    [note] = [one.event for one in history if isinstance(one.event, ItemNoted)]
    missing = [row for row in found if row["missing_rupiah"]]
    assert len(told) == len(items) == sum(row["examined"] for row in found)
    assert [row["found_rupiah"] for row in missing] == [1_000]
    assert note.note is None  # sealed
    page = inspector.get(sample).text
    assert "Perkiraan kurang dalam populasi" in page
    [row] = [row for row in rows(inspector, "/sampel") if row["engagement_id"] in audit]
    assert row["examined"] == len(items)
    assert take(inspector, audit, "money_unit").status_code == 200


def test_what_was_written_about_an_item_is_shown_to_who_may_read_it_and_exported(
    inspector, office, other_sample
):
    sample, audit = other_sample, other_sample.rpartition("/")[0]
    item = rows(inspector, sample)[0]
    written = examine(
        inspector, sample, item, result="differs", amount_rupiah="1.000", note="Satu hilang."
    )
    assert written.status_code == 200, written.text[:2000]
    noted = {row["item_id"]: row["note"] for row in rows(inspector, sample) if row["note"]}
    assert noted == {item["item_id"]: "Satu hilang."}
    assert all("Satu hilang." in inspector.get(path).text for path in (sample, audit))
    assert "Satu hilang." in inspector.get(f"{sample}.csv").text
    with_note = inspector.get(f"{sample}/lembar.pdf").content

    nobody = sign_in(office, "auditor")
    assert {row["note"] for row in rows(nobody, sample)} == {""}
    assert not any("Satu hilang." in nobody.get(path).text for path in (sample, audit))
    assert nobody.get(f"{sample}/lembar.pdf").content != with_note


def test_a_file_that_is_none_and_an_empty_form_come_back_with_what_is_wrong(inspector, audit):
    before = rows(inspector, "/sampel")
    form = hidden(inspector.get("/sampel/buka"))
    empty = inspector.post("/sampel/buka", data=form)
    assert empty.status_code == 422
    assert "Nomor surat tugas" in empty.text
    days = {"from_on": "2020-01-01", "until_on": "2030-01-01", "organisation": "bappeda"}
    scope = days | {"warrant": "ST 9/2026", "villages": HERE}
    paper = {"warrant_sha256": ("st.pdf", b"no paper", "application/pdf")}
    assert inspector.post("/sampel/buka", data=form | scope, files=paper).status_code == 409
    assert rows(inspector, "/sampel") == before
    assert audit


def test_a_photo_of_what_was_seen_is_kept_under_its_hash(inspector, office, log):
    assert log
    sample = take(inspector, open_audit(inspector, (HERE,), "ST 2/2026"), "full").url.path
    row = rows(inspector, sample)[0]
    picture = BytesIO()
    Image.new("RGB", (40, 30), "green").save(picture, "JPEG")
    path = f"{sample}/{row['item_id']}"
    form = hidden(inspector.get(path)) | {"result": "as_recorded"}
    inspector.post(path, data=form, files={"document_sha256": ("a.jpg", picture.getvalue())})

    history = office.ledger.history(UUID(sample.split("/")[2]))
    [seen] = [one.event for one in history if isinstance(one.event, ItemExamined)]
    assert seen.document_sha256 == sha256(picture.getvalue()).hexdigest()


def test_a_treasurer_learns_nothing_of_samples(office, sample):
    treasurer = sign_in(office, "treasurer")
    assert treasurer.get(sample).status_code == 403
    assert treasurer.get(f"{sample}/populasi.csv").status_code == 403
    assert 'href="/sampel"' not in treasurer.get("/dana").text


def test_the_field_sheet_has_a_code_per_item_and_nobodys_name(inspector, sample):
    answer = inspector.get(f"{sample}/lembar.pdf")
    items = rows(inspector, sample)

    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert answer.content.count(b"/Type /Page\n") == -(-len(items) // 4)
    assert inspector.get(f"{sample}/lembar.pdf").content == answer.content
    assert inspector.get(f"{sample}/lembar.pdf", params={"lang": "en"}).content != answer.content


def test_the_code_of_an_item_is_read_back_as_case_number_and_check(monkeypatch, office):
    told = []
    monkeypatch.setattr(field_sheet, "draw_code", lambda _, text, *__: told.append(text))
    item = {"item_id": UUID(int=3), "case_number": "RT-A1B2C-3D4E5", "village": "Contoh"}
    rest = {"kind": "seed_capital", "given_on": date(2026, 5, 1), "amount_rupiah": 2_000_000}
    rest |= {"result": "", "note": ""}
    head = field_sheet.Head("ST 1/2026", UUID(int=1), "ab" * 32, 7)
    field_sheet.field_sheet(Words(office.casework.programme, "id"), head, [item | rest])

    lot = sha256(bytes.fromhex("ab" * 32) + UUID(int=3).bytes).hexdigest()
    assert told == [f"RT-A1B2C-3D4E5/{lot[:8]}"]
