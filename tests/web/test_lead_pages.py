"""Pages for who answers for the programme: figures agree, and nothing known is not nought."""

import csv
import io
import re
from html import unescape

import pytest

from adapters.web.lead.board import GROUP_OF, GROUPS
from domain.household.state import Status
from tests.web.browsing import sign_in
from tests.web.office import ELSEWHERE, HERE, MELATI, PROGRAMME

PATHS = ("/program", "/program/corong", "/program/pilar", "/konvergensi", "/terlambat")
NOTHING = "\u2013"
NAME = PROGRAMME.village_by_code[HERE].name
OTHER_NAME = PROGRAMME.village_by_code[ELSEWHERE].name
SILENT = next(v for v in PROGRAMME.villages if v.code not in (HERE, ELSEWHERE))


@pytest.fixture
def lead(office):
    return sign_in(office, "programme_lead")


def cells_of(page, name):
    """Return the cells of the row of a village as text."""
    [row] = [row for row in re.findall(r"<tr.*?</tr>", page.text, re.DOTALL) if f">{name}<" in row]
    cells = re.findall(r"<td.*?</td>", row, re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", " ", cell)).strip() for cell in cells]


def test_every_status_of_a_household_belongs_to_exactly_one_group():
    grouped = [status for statuses in GROUPS.values() for status in statuses]

    assert len(grouped) == len(set(grouped)) == len(GROUP_OF)
    assert set(Status) - set(grouped) == {Status.UNKNOWN, Status.MERGED}


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_there_with_its_rows_for_programs(lead, path):
    page, told = lead.get(path), lead.get(f"{path}.json")
    table = lead.get(f"{path}.csv")

    assert page.status_code == 200
    assert "keadaan pada posisi" in page.text
    assert told.headers["content-type"] == "application/json"
    rows = list(csv.reader(io.StringIO(table.text)))
    assert len(rows) - 1 == len(told.json()["rows"])
    assert rows[0] == list(told.json()["rows"][0]) if told.json()["rows"] else rows
    assert table.headers["jejak-position"] == str(told.json()["position"])


@pytest.mark.parametrize("path", [*PATHS, f"/desa/{HERE}"])
def test_a_page_is_complete_in_english(lead, path):
    page = lead.get(path, params={"lang": "en"}).text

    assert '<html lang="en">' in page
    for word in ("Semua desa", "Rumah tangga", "Tampilkan", "Terlambat", "Didampingi", "sampai"):
        assert word not in page, word


def test_a_village_that_has_nothing_to_tell_shows_dashes_and_no_noughts(lead):
    silent = cells_of(lead.get("/program"), SILENT.name)
    told = cells_of(lead.get("/program"), NAME)

    assert set(silent) == {NOTHING}
    assert told[0] == "1"
    assert cells_of(lead.get("/program/pilar"), SILENT.name)[0] == NOTHING


def test_the_groups_of_a_village_add_up_and_so_do_the_villages(lead):
    rows = lead.get("/program.json").json()["rows"]

    assert len(rows) == len(PROGRAMME.villages)
    for row in rows:
        assert row["households"] == sum(row[group] for group in GROUPS)
    assert sum(row["households"] for row in rows) == 2


def test_a_page_is_asked_for_any_day_and_knows_nothing_before_the_first(lead):
    before = lead.get("/program.json", params={"as_of": "2020-01-01"}).json()
    now = lead.get("/program.json").json()

    assert before["position"] == -1
    assert sum(row["households"] for row in before["rows"]) == 0
    assert sum(row["households"] for row in now["rows"]) == 2
    at = lead.get("/program.json", params={"as_of": str(now["position"])}).json()
    assert at["rows"] == now["rows"]
    assert lead.get("/program", params={"as_of": "kemarin"}).status_code == 422


def test_a_figure_of_the_funnel_opens_the_households_that_it_counts(lead):
    page = lead.get("/program/corong").text
    [link] = set(re.findall(r'href="(/\?stage=active&amp;reason=waiting)"', page))
    listed = lead.get(unescape(link)).text

    assert "1\u20132 dari 2" in listed
    assert "0" not in re.findall(r"dari (\d+) rumah tangga", listed)
    assert "Tidak ada rumah tangga" in lead.get("/?stage=eligible&reason=waiting").text


def test_the_board_of_needs_is_asked_by_owner_and_village(lead):
    def found(**asked):
        return lead.get("/konvergensi.json", params=asked).json()["rows"]

    assert {row["village_code"] for row in found()} == {HERE, ELSEWHERE}
    assert [row["village_code"] for row in found(village=HERE, owner="dinkes")] == [HERE]
    assert found(owner="dikbud") == []
    assert found(state="late") == []


def test_a_village_is_shown_in_its_area_and_nowhere_else(office, lead):
    officer = sign_in(office, "village_officer")

    assert NAME in lead.get(f"/desa/{HERE}").text
    assert lead.get("/desa/99.99.99.9999").status_code == 404
    assert officer.get(f"/desa/{HERE}").status_code == 200
    assert officer.get(f"/desa/{ELSEWHERE}").status_code == 404


def test_who_works_in_one_village_sees_its_row_only(office):
    officer = sign_in(office, "village_officer")

    assert [row["village_code"] for row in officer.get("/program.json").json()["rows"]] == [HERE]
    assert OTHER_NAME not in officer.get("/program/pilar").text
    assert {row["village_code"] for row in officer.get("/konvergensi.json").json()["rows"]} == {
        HERE
    }
    assert officer.get("/program/corong", params={"village": ELSEWHERE}).status_code == 404


def test_a_mentor_sees_the_needs_of_the_own_families_and_no_figures_of_villages(office):
    mentor = sign_in(office, "mentor")

    assert {row["household_id"] for row in mentor.get("/konvergensi.json").json()["rows"]} == {
        str(MELATI)
    }
    assert mentor.get("/program").status_code == 403
    assert mentor.get("/program.csv").status_code == 403


def test_the_menu_leads_where_the_role_may_go_and_nowhere_else(office, lead):
    def menu(client):
        [nav] = re.findall(r'<nav class="menu".*?</nav>', client.get("/").text, re.DOTALL)
        return re.findall(r'href="([^"]+)"', nav)

    for client in (lead, sign_in(office, "mentor"), sign_in(office, "administrator")):
        for path in menu(client):
            assert client.get(path).status_code == 200, path
    assert "/program" in menu(lead)
    assert "/program" not in menu(sign_in(office, "mentor"))


def test_a_long_menu_has_heads_and_a_short_one_has_none(office, lead):
    assert lead.get("/program").text.count('<details name="menu"') > 1
    assert '<summary class="here">' in lead.get("/program").text
    assert '<details name="menu"' not in sign_in(office, "administrator").get("/akun").text


def test_a_village_is_compared_with_its_own_cohorts_only(lead):
    page = lead.get(f"/desa/{HERE}").text
    compared = page.split('id="cohorts"')[1]

    assert re.search(r">1 <span class=\"soft\">/ 2</span>", compared)
    assert 'id="cohorts"' not in lead.get(f"/desa/{SILENT.code}").text
