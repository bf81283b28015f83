"""Taking in a list by the pages: looked at first, on record only after a yes."""

import re
import time
from uuid import UUID

import pytest

from domain.history import case_number
from domain.household.aggregate import HOUSEHOLD
from domain.household.state import Status
from tests.intake.lists import csv, nik
from tests.intake.lists import row as listed
from tests.web.browsing import sign_in
from tests.web.office import HERE, MELATI, NAMES, PATIENCE, PROGRAMME

PLACE = {"KODE_DESA": HERE, "DESA": PROGRAMME.village_by_code[HERE].name}
NEW = listed(1, NAMA="Contoh Anggrek 1", NIK=nik(1, region="520101"), **PLACE)
OTHER = listed(2, NAMA="Contoh Dahlia 2", NIK=nik(2, region="520101"), **PLACE)
DEAR = listed(3, NAMA="Contoh Kaya 3", NIK=nik(3, region="520101"), DESIL="9", **PLACE)

ONCE = NEW | {"NIK": nik(9, region="520101"), "NO_KK": "5201010101260909"}


@pytest.fixture
def officer(office):
    return sign_in(office, "data_officer")


def bring(browser, *rows, content=None, **said):
    fields = {"mapping": "dtsen", "code": "contoh-1", "as_of_on": "2026-01-31"} | said
    files = {"file": ("daftar.csv", content or csv(*rows), "text/csv")}
    return browser.post("/impor", data=fields, files=files)


def until_done(browser, address):
    until = time.monotonic() + PATIENCE
    while "Sedang dicatat" in (page := browser.get(address)).text:
        assert time.monotonic() < until, "it never ended"
        time.sleep(0.05)
    return page


def size(office):
    return len(
        office.ledger.recorder.select_notifications(0, 10_000, topics=["household.nominated.v1"])
    )


def test_a_list_is_looked_at_row_by_row_and_nothing_is_written(office, officer):
    before = size(office)
    page = bring(officer, NEW, OTHER, DEAR, code="contoh-lihat")

    assert page.url.path.startswith("/impor/")
    assert "Belum ada yang ditulis" in page.text
    assert "Baris 4" in page.text
    assert "Desil di luar saringan" in page.text
    assert "Terapkan 3 baris" in page.text
    assert size(office) == before


def test_a_list_goes_on_record_after_a_yes_and_its_rejected_rows_are_kept(office, officer):
    before = size(office)
    page = bring(officer, NEW, OTHER, DEAR, code="contoh-terap")
    address = page.url.path
    officer.post(f"{address}/terapkan")
    done = until_done(officer, address)
    again = officer.post(f"{address}/terapkan")

    assert "Daftar sudah tercatat" in done.text
    assert "Desil di luar saringan" in done.text
    assert again.status_code == 200
    assert size(office) == before + 2

    answer = officer.post(f"{address}/umpan-balik")
    assert (
        answer.headers["content-disposition"]
        == 'attachment; filename="umpan-balik-contoh-terap.csv"'
    )
    assert answer.text.count("\n") == 4
    assert "Contoh" not in answer.text


def test_what_the_list_says_otherwise_stands_beside_the_row_until_it_is_on_record(officer):
    first = bring(
        officer, NEW | {"NIK": nik(9, region="520101"), "NO_KK": "5201010101260909"}, code="c-9"
    )
    officer.post(f"{first.url.path}/terapkan")
    until_done(officer, first.url.path)
    changed = NEW | {
        "NIK": nik(9, region="520101"),
        "NO_KK": "5201010101260909",
        "NAMA": "Contoh Lain",
    }
    page = bring(officer, changed, code="contoh-beda")

    assert "Nama berbeda" in page.text
    assert "Contoh Lain" in page.text


@pytest.mark.parametrize(
    ("said", "status", "told"),
    [
        ({"code": ""}, 422, "Kode daftar"),
        ({"code": "HURUF BESAR"}, 409, "L6"),
        ({"mapping": "karangan"}, 422, "Jenis daftar"),
        ({"as_of_on": ""}, 409, "L5"),
        ({"as_of_on": "kemarin"}, 422, "Tanggal data"),
        ({"code_system": "bps"}, 409, "L5"),
        ({"content": b"bukan;daftar\n1;2\n"}, 409, "L3"),
        ({"content": b"PK\x03\x04 rusak"}, 409, "L"),
    ],
)
def test_what_is_no_list_is_refused_in_one_sentence_and_nothing_typed_is_lost(
    officer, said, status, told
):
    page = bring(officer, NEW, **({"code": "contoh-salah"} | said))

    assert page.status_code == status
    assert told in page.text
    assert 'role="alert"' in page.text
    assert "Traceback" not in page.text


def test_a_form_without_a_file_asks_for_it(officer):
    page = officer.post("/impor", data={"mapping": "dtsen", "code": "contoh-tanpa"})

    assert page.status_code == 422
    assert 'href="#file"' in page.text


def test_a_list_on_the_desk_is_seen_by_who_brought_it_and_sealed_on_the_disk(office, officer):
    address = bring(officer, NEW, code="contoh-segel").url.path
    kept = b"".join(f.read_bytes() for f in office.files.rglob("*") if f.is_file())

    assert NEW["NIK"].encode() not in kept
    assert b"Contoh Anggrek" not in kept
    assert sign_in(office, "programme_lead").get(address).status_code == 403
    assert sign_in(office, "village_officer").get("/impor").status_code == 403


def test_a_list_that_was_dropped_is_gone(officer):
    address = bring(officer, NEW, code="contoh-buang").url.path
    officer.post(f"{address}/buang")

    assert officer.get(address).status_code == 404


def test_the_pages_are_complete_in_english(officer):
    address = bring(officer, NEW, DEAR, code="contoh-english").url.path
    for path in ("/impor", address):
        page = officer.get(path, params={"lang": "en"}).text
        for word in ("Daftar", "Baris", "Ditolak", "Terapkan", "Berkas"):
            assert word not in page.replace("Berkas CSV", ""), (path, word)


def test_nobody_is_named_who_was_not_on_the_list(officer):
    page = bring(officer, NEW, code="contoh-nama")

    assert NAMES[MELATI] not in page.text
    assert case_number(MELATI) not in page.text


def taken_in(officer, *rows, code):
    address = bring(officer, *rows, code=code).url.path
    officer.post(f"{address}/terapkan")
    return until_done(officer, address)


def pairs(officer):
    return set(re.findall(r'href="(/ganda/[^"]+)"', officer.get("/ganda").text))


def suspected(officer, name, born):
    """Take in two families of one name and birth date; return the page of the pair."""
    before, said = pairs(officer), {"NAMA": name, "TGL_LAHIR": born, **PLACE}
    number = nik(int(born[-2:]) * 10, region="520101")
    twins = [
        listed(int(born[-2:]) * 10 + slip, **said, NIK=number[:-1] + str(slip)) for slip in (1, 2)
    ]
    taken_in(officer, *twins, code=f"ganda-{born}")
    [path] = pairs(officer) - before
    return path


def test_two_files_stand_side_by_side_and_are_kept_apart_for_a_reason(office, officer):
    path = suspected(officer, "Contoh Kembar Satu", "1971-03-08")
    page = officer.get(path)
    without = officer.post(f"{path}/bukan-sama", data={"different": ""})
    decided = officer.post(f"{path}/bukan-sama", data={"different": "namesakes"})

    assert "Contoh Kembar Satu" in page.text
    assert "berbeda" in page.text
    assert ">sama<" in page.text
    assert nik(80, region="520101")[:-1] not in page.text
    assert without.status_code == 422
    assert path not in decided.text
    assert sign_in(office, "village_officer").get(path).status_code == 403


def test_a_household_that_is_the_same_goes_on_in_the_other_one(office, officer):
    path = suspected(officer, "Contoh Rangkap Dua", "1983-11-26")
    goes_on, ends = map(UUID, path.split("/")[2:])
    merge = {"into": str(goes_on), "adopt": "false", "same": "listed_twice"}
    unknown = officer.post(f"{path}/sama", data=merge | {"into": str(MELATI)})
    merged = officer.post(f"{path}/sama", data=merge)

    assert unknown.status_code == 422
    assert merged.status_code == 200
    assert path not in merged.text
    assert HOUSEHOLD.replay(office.ledger.history(ends)).status is Status.MERGED
    assert HOUSEHOLD.replay(office.ledger.history(goes_on)).status is Status.NOMINATED
    assert officer.get(f"/ganda/{goes_on}/{MELATI}").status_code in (200, 404)
