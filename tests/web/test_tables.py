"""One set of rows answers as page, JSON and CSV, and no cell is ever taken for a formula."""

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest

from adapters.web.tables import Sheet, csv_lines, harmless, json_lines

DAY = date(2026, 11, 21)


def sheet(*rows):
    now = datetime(2026, 11, 21, 1, tzinfo=UTC)
    return Sheet("contoh", ("name", "count", "on"), rows, 41, now, DAY)


ROW = {"name": "Desa Contoh", "count": 7_250, "on": DAY, "for the page only": object()}


def test_the_files_hold_the_same_rows_in_plain_figures():
    told = json.loads("".join(json_lines(sheet(ROW, ROW))))
    read = list(csv.DictReader(io.StringIO("".join(csv_lines(sheet(ROW, ROW))))))

    assert told["position"] == 41
    assert told["rows"] == [{"name": "Desa Contoh", "count": 7250, "on": "2026-11-21"}] * 2
    assert read == [{"name": "Desa Contoh", "count": "7250", "on": "2026-11-21"}] * 2


def test_a_table_without_rows_is_still_a_table():
    assert json.loads("".join(json_lines(sheet())))["rows"] == []
    assert "".join(csv_lines(sheet())).strip() == "name,count,on"


@pytest.mark.parametrize("begins", ["=1+1", "+1", "-1", "@SUM(1)", "\tx", "\rx"])
def test_text_that_a_spreadsheet_would_carry_out_is_made_harmless(begins):
    assert harmless(begins) == f"'{begins}"
    assert harmless(-1) == -1


def test_rows_are_written_one_by_one_and_never_kept_together():
    def endless():
        while True:
            yield ROW

    lines = csv_lines(Sheet("contoh", ("name",), endless(), 1, None, DAY))
    assert [next(lines) for _ in range(3)][1:] == ["Desa Contoh\r\n"] * 2
