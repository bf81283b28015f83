"""The file that goes back to the source: every row, in words, and nothing that runs."""

import csv
import io

import pytest

from adapters.lists.feedback import feedback, safe, write_feedback
from config.programme_files import load_programme
from services.intake.plan import RowPlan
from tests.intake.lists import nik, planned, row

NTB = load_programme("ntb").programme


def read(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_every_row_comes_back_with_its_number_in_the_file_and_words():
    plan = planned(row(1), row(2, DESIL="9"))

    titles, first, second = read(feedback(plan.rows, NTB))

    assert titles[:3] == ["baris", "hasil", "alasan"]
    assert first[:3] == ["2", "Diusulkan", ""]
    assert second[:3] == ["3", "Desil di luar saringan", "Desil di luar saringan daftar"]
    assert second[3] == "decile_outside t4"


def test_nobody_is_named_in_it():
    content = feedback(planned(row(1), row(2)).rows, NTB).decode()

    assert "Contoh" not in content
    assert nik(1) not in content


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_can_be_taken_for_a_formula(start):
    hostile = RowPlan(1, 2, f"{start}cmd|' /C calc'!A0", (f"{start}1+1",))

    for cell in read(feedback([hostile], NTB))[1]:
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert safe(f"{start}1").removeprefix("'") == f"{start}1"


def test_the_file_is_written_whole_and_named_by_its_digest(tmp_path):
    path = tmp_path / "umpan-balik.csv"

    first = write_feedback(path, planned(row(1)).rows, NTB)
    again = write_feedback(path, planned(row(1)).rows, NTB)

    assert first == again
    assert [each.name for each in tmp_path.iterdir()] == ["umpan-balik.csv"]
