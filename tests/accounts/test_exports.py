"""What leaves the house about money: other programs find the same balances, to the rupiah."""

import csv
import re
from random import Random

import pytest
from python_calamine import CalamineWorkbook

from adapters.books.book import read_book
from adapters.books.formats import FORMATS
from adapters.books.lines import COLUMNS
from domain.accounting.accounts import of_village
from projections import postings
from tests.accounts import tools
from tests.accounts.conftest import VILLAGES
from tests.sample_programme import PROGRAMME

ROOT = "5" * 64
TOOLS = {"hledger": tools.hledger, "beancount": tools.beancount}


@pytest.fixture
def write(office, log, tmp_path):
    def written(wanted, position=None, villages=None):
        position = log[-1].position if position is None else position
        path = tmp_path / f"books-{position}.{FORMATS[wanted].suffix}"
        at = position, log[position].recorded_at
        with office.reading() as connection:
            book = read_book(connection, PROGRAMME, at, ROOT, villages)
            FORMATS[wanted].write(book, path)
        return path

    return written


def expected(office, position, villages=None):
    with office.reading() as connection:
        found = postings.trial_balance(connection, position, villages)
    return {of_village(each.account, each.village_code): each.balance_rupiah for each in found}


def same(told, ours):
    """Say whether two programs name the same balances; one leaves out what is nought."""
    assert {k: v for k, v in told.items() if v} == {k: v for k, v in ours.items() if v}


@pytest.mark.parametrize("tool", TOOLS)
def test_another_program_finds_every_balance_and_agrees_with_every_statement(
    office, log, write, tool
):
    told, wrong = TOOLS[tool](write(tool))

    assert wrong == ""
    same(told, expected(office, log[-1].position))
    assert len(told) > 15


@pytest.mark.parametrize("tool", TOOLS)
def test_so_it_does_at_any_position_and_for_one_village(office, log, write, tool):
    rng = Random(3)  # noqa: S311 (chooses positions, keeps no secret)
    for position in sorted(rng.randrange(40, len(log)) for _ in range(3)):
        told, wrong = TOOLS[tool](write(tool, position, [VILLAGES[0]]))

        assert not re.search("(?i)could not balance|unbalanced", wrong)
        same(told, expected(office, position, [VILLAGES[0]]))


@pytest.mark.parametrize("tool", TOOLS)
def test_one_side_falsified_does_not_balance(write, tool):
    path = write(tool)
    path.write_text(re.sub(r"( Assets:RekDesa\S+ +-)(\d)", r"\g<1>9\2", path.read_text(), count=1))

    _, wrong = TOOLS[tool](path)

    assert re.search("(?i)does not balance|could not balance|unbalanced", wrong)


@pytest.mark.parametrize("tool", TOOLS)
def test_both_sides_falsified_alike_are_caught_by_the_bank(write, tool):
    path = write(tool)
    text = path.read_text()
    paid = re.search(r"\S+ +(\d+) IDR\n +Assets:RekDesa\S+ +-\1 IDR", text)
    falsified = paid[0].replace(paid[1], str(int(paid[1]) + 500_000))
    path.write_text(text.replace(paid[0], falsified, 1))

    _, wrong = TOOLS[tool](path)

    assert re.search("(?i)balance", wrong)
    assert "RekDesa" in wrong
    assert not re.search("(?i)does not balance|could not balance|unbalanced", wrong)


@pytest.mark.parametrize("wanted", ["beancount", "hledger"])
def test_a_journal_says_position_and_root_and_cites_each_leaf(log, write, wanted):
    text = write(wanted).read_text()

    assert f"position {log[-1].position}, root {ROOT}" in text.splitlines()[0]
    assert len(re.findall(r'leaf: ?"?[0-9a-f]{16}', text)) > 100


def test_rows_carry_names_that_auditors_know_and_add_up(office, log, write):
    with write("csv").open(newline="") as file:
        rows = list(csv.DictReader(file))

    assert tuple(rows[0]) == COLUMNS
    assert {(row["Jejak_Position"], row["Jejak_Root"]) for row in rows} == {
        (str(log[-1].position), ROOT)
    }
    summed = {}
    for row in rows:
        sign = {"D": 1, "C": -1}[row["Amount_Credit_Debit_Indicator"]]
        account = row["GL_Account_Number"]
        summed[account] = summed.get(account, 0) + sign * int(row["Amount"])
    assert summed == expected(office, log[-1].position)


def test_a_workbook_has_typed_cells_and_carries_nothing_out(office, log, write):
    book = CalamineWorkbook.from_path(write("xlsx"))
    journal = book.get_sheet_by_name("Jurnal").to_python()
    balances = book.get_sheet_by_name("Neraca saldo").to_python()
    about = dict(book.get_sheet_by_name("Keterangan").to_python())

    amount, day = COLUMNS.index("Amount"), COLUMNS.index("Effective_Date")
    assert {type(row[amount]).__name__ for row in journal[1:]} == {"float"}
    assert {type(row[day]).__name__ for row in journal[1:]} == {"date"}
    assert {row[1]: int(row[4]) for row in balances[1:]} == expected(office, log[-1].position)
    assert (about["position"], about["root"]) == (log[-1].position, ROOT)


def test_a_reference_that_looks_like_a_formula_stays_text(write, monkeypatch):
    monkeypatch.setattr("adapters.books.book.postings.entries", _spoilt(postings.entries))
    column = COLUMNS.index("Document_Reference")

    workbook = CalamineWorkbook.from_path(write("xlsx"))
    with write("csv").open(newline="") as file:
        told = next(csv.DictReader(file))

    assert workbook.get_sheet_by_name("Jurnal").to_python()[1][column] == "=1+1"
    assert told["Document_Reference"] == "'=1+1"


def _spoilt(entries):
    def spoilt(*asked):
        for entry in entries(*asked):
            for leg in entry:
                object.__setattr__(leg, "reference", "=1+1")
            yield entry

    return spoilt
