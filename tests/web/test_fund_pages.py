"""Pages about money: what is not explained first, parts that add up, a way in both directions."""

import re
from html import unescape
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from python_calamine import CalamineWorkbook

from adapters.web.formats import rupiah
from domain.household.events.assets import AssetInspected
from domain.household.events.money import CashTransferred
from domain.household.events.people import MemberDied
from tests.web.browsing import sign_in
from tests.web.moneys import tell_money
from tests.web.office import ELSEWHERE, HERE, user_of

HERE_PAGE, OTHER_PAGE = f"/dana/{HERE}", f"/dana/{ELSEWHERE}"
PARTS = ("with_receipt", "without_receipt", "unspent", "unexplained")


@pytest.fixture(scope="module")
def log(office):
    return tell_money(office)


@pytest.fixture
def inspector(office, log):
    assert log
    return sign_in(office, "inspector")


def told(log, kind, village=HERE):
    """Return the facts of a kind about households of a village."""
    homes = {one.originator_id for one in log if getattr(one.event, "village_code", "") == village}
    return [one for one in log if isinstance(one.event, kind) and one.originator_id in homes]


def rows(browser, path, **asked):
    return browser.get(f"{path}.json", params=asked).json()["rows"]


def words(page):
    return unescape(re.sub(r"<[^>]+>", " ", page.text))


@pytest.mark.parametrize("path", ["/dana", HERE_PAGE, OTHER_PAGE])
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_page_is_there_in_both_languages_with_three_twins(inspector, path, language):
    page = inspector.get(path, params={"lang": language})

    assert page.status_code == 200
    wanted = "Belum dijelaskan" if language == "id" else "Not explained"
    assert wanted in page.text
    found = inspector.get(f"{path}.json").json()
    table = inspector.get(f"{path}.csv")
    book = CalamineWorkbook.from_filelike(BytesIO(inspector.get(f"{path}.xlsx").content))
    assert len(table.text.splitlines()) - 1 == len(found["rows"])
    assert len(book.get_sheet_by_index(0).to_python()) - 1 == len(found["rows"])
    assert table.headers["jejak-position"] == str(found["position"])


def test_at_each_level_the_parts_add_up_or_the_gap_is_a_row(inspector):
    levels = rows(inspector, HERE_PAGE)
    by_level = {level: [r for r in levels if r["level"] == level] for level in ("kind", "order")}
    [village] = [r for r in levels if r["level"] == "village"]

    for row in levels:
        assert row["paid_rupiah"] == sum(row[f"{part}_rupiah"] for part in PARTS)
    for name in ("paid", *PARTS):
        for level in by_level.values():
            assert sum(r[f"{name}_rupiah"] for r in level) == village[f"{name}_rupiah"]
    assert village["unexplained_rupiah"] > 0
    [order] = [r for r in by_level["order"] if r["unexplained_rupiah"]][:1]
    page = inspector.get(f"{HERE_PAGE}/{order['order_id']}")
    assert "Belum dijelaskan" in page.text
    assert rupiah(order["unexplained_rupiah"], "id") in page.text


def test_the_money_is_seen_by_scheme_and_source_and_the_parts_add_up(inspector):
    levels = rows(inspector, HERE_PAGE)
    [village] = [row for row in levels if row["level"] == "village"]
    sources = [row for row in levels if row["level"] == "fund"]
    assert [row["name"] for row in sources] == ["core.province", "village.village_fund"]

    for row in sources:
        alone = rows(inspector, HERE_PAGE, fund=row["name"])
        page = inspector.get(HERE_PAGE, params={"fund": row["name"]})
        table = inspector.get(f"{HERE_PAGE}.csv", params={"fund": row["name"]}).text
        assert {(r["scheme"], r["fund_source"]) for r in alone[1:]} == {
            (row["scheme"], row["fund_source"])
        }
        for name in ("paid", *PARTS):
            assert alone[0][f"{name}_rupiah"] == row[f"{name}_rupiah"]
        assert "Hanya uang dari skema dan sumber ini" in page.text
        assert "Sisa uang dari sumber ini" in page.text
        assert len(table.splitlines()) - 1 == len(alone)
    for name in ("paid", *PARTS):
        assert sum(row[f"{name}_rupiah"] for row in sources) == village[f"{name}_rupiah"]
    assert inspector.get(HERE_PAGE, params={"fund": "core.nobody"}).status_code == 404


def test_the_page_agrees_with_the_books(inspector):
    balances = inspector.get("/api/ledger", params={"village": HERE}).json()["balances"]
    books = {each["account"]: each["balance_rupiah"] for each in balances}
    page = inspector.get(HERE_PAGE).text
    [all_row] = [r for r in rows(inspector, "/dana") if r["village_code"] == HERE]

    assert rupiah(books["Assets:RekDesa"], "id") in page
    held = books["Assets:Panjar"] + books["Assets:BarangBelumDiserahkan"]
    assert rupiah(held, "id") in page
    assert all_row["unexplained_rupiah"] == held
    assert all_row["balance_rupiah"] == books["Assets:RekDesa"]


def test_a_payment_past_its_time_comes_first_with_its_sum(inspector):
    page = words(inspector.get(HERE_PAGE))

    assert page.index("Periksa ini dulu") < page.index("Dari pagu sampai saldo")
    assert "hari kerja yang lalu" in page


def test_the_five_questions_stand_on_the_page(inspector):
    page = inspector.get(HERE_PAGE).text

    for heading in ("lokasi", "syarat", "salur", "jumlah", "penggunaan"):
        assert f"Tepat {heading}" in page


def test_the_way_of_a_transfer_leads_up_to_the_village_and_down_to_the_house(inspector, log):
    seen = told(log, AssetInspected)[0]
    transfer = seen.event.asset_id
    order = next(
        r["order_id"] for r in rows(inspector, f"/dana/bukti/{transfer}") if r["order_id"]
    )
    way = inspector.get(f"/dana/bukti/{transfer}")
    above = inspector.get(f"{HERE_PAGE}/{order}")

    assert way.status_code == 200
    assert f'href="/dana/bukti/{transfer}"' in above.text
    assert f'href="{HERE_PAGE}/{order}"' in way.text
    assert f'href="{HERE_PAGE}"' in way.text
    assert f'href="{HERE_PAGE}/{order}"' in inspector.get(HERE_PAGE).text
    assert f'href="/rt/{seen.originator_id}' in way.text
    for step in ("Pagu dibuka", "Dibayar (SP2D)", "Faktur", "Tanda terima", "Dilihat"):
        assert step in way.text


def test_before_the_later_look_the_way_says_that_nobody_has_seen_it(inspector, log):
    seen = told(log, AssetInspected)[0]
    path = f"/dana/bukti/{seen.event.asset_id}"

    before = inspector.get(path, params={"as_of": seen.position - 1})

    assert "Belum ada kunjungan yang melihat barang ini" in before.text
    assert "Belum ada kunjungan yang melihat" not in inspector.get(path).text


def test_a_treasurer_sees_the_own_village_and_no_way_of_another(office, log):
    treasurer = sign_in(office, "treasurer")
    elsewhere = told(log, CashTransferred, ELSEWHERE)[0]

    assert treasurer.get(HERE_PAGE).status_code == 200
    assert treasurer.get(OTHER_PAGE).status_code == 404
    assert {r["village_code"] for r in rows(treasurer, "/dana")} == {HERE}
    assert treasurer.get(f"/dana/bukti/{elsewhere.event.transfer_id}").status_code == 404
    assert (
        sign_in(office, "inspector").get(f"/dana/bukti/{elsewhere.event.transfer_id}").status_code
        == 200
    )


def test_who_has_no_business_with_money_sees_no_page_and_no_menu(office, log):
    assert log
    mentor = sign_in(office, "mentor")

    assert mentor.get("/dana").status_code == 403
    assert mentor.get(HERE_PAGE).status_code == 403
    assert mentor.get(f"/dana/bukti/{UUID(int=17)}").status_code == 403
    assert mentor.get("/dana/bukti/nothing.csv").status_code == 403
    assert mentor.get(f"{HERE_PAGE}/{UUID(int=17)}").status_code == 403
    assert 'href="/dana"' not in mentor.get("/").text


@pytest.mark.parametrize("path", ["/dana/99.99.99.9999", f"/dana/bukti/{UUID(int=17)}"])
def test_what_is_not_there_is_not_found(inspector, path):
    assert inspector.get(path).status_code == 404
    assert inspector.get(f"{HERE_PAGE}/{uuid4()}").status_code == 404


def test_before_the_first_rupiah_the_page_says_what_would_fill_it(inspector):
    page = inspector.get(HERE_PAGE, params={"as_of": "2020-01-01"})

    assert "Belum ada dana yang tercatat" in page.text
    assert "Rp0" not in page.text


def test_a_payment_after_a_death_stands_in_the_window_until_the_office_acts(office, log):
    given = told(log, CashTransferred)[0]
    died = MemberDied(person_id=uuid4(), died_on=given.occurred_at.date())
    office.tell(given.originator_id, died, by=user_of("mentor"), role="mentor")
    inspector = sign_in(office, "inspector")
    position = office.ledger.history(given.originator_id)[-1].position
    office.catch_up()

    page = inspector.get(HERE_PAGE)

    assert "anggota meninggal" in page.text
    assert f"/dana/bukti/{given.event.transfer_id}" in page.text
    before = inspector.get(HERE_PAGE, params={"as_of": position - 1})
    assert "anggota meninggal" not in before.text
