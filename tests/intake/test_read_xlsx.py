"""A workbook is read as text, or refused with one sentence that says where and what to do."""

import struct
import subprocess
import sys
import time
from datetime import date

import pytest

from adapters.lists import reader
from adapters.lists.reader import read_list
from domain.rules import Refused
from tests.intake.files import HEADER, OLE, ROW, lying_zip, rezipped, sheet_xml, workbook

SHEET = "xl/worksheets/sheet1.xml"


def refusal(content, name="daftar.xlsx", **options):
    with pytest.raises(Refused) as refused:
        read_list(name, content, **options)
    assert name in refused.value.sentence("id")
    assert refused.value.sentence("id") != refused.value.sentence("en")
    return refused.value.code, refused.value.variant, refused.value.params


def test_cells_are_text_with_the_row_numbers_of_the_spreadsheet():
    content = workbook(HEADER, ROW, [], [*ROW[:3], 2])

    sheet = read_list("daftar.xlsx", content)

    assert sheet.title == "daftar.xlsx [BNBA]"
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (1, tuple(HEADER)),
        (2, tuple(ROW)),
        (4, (*ROW[:3], "2")),
    ]


def test_dates_and_yes_no_cells_become_text():
    def change(book, page):
        page.write_datetime(1, 2, date(1990, 9, 30), book.add_format({"num_format": "d/m/yy"}))
        page.write_boolean(1, 3, True)  # noqa: FBT003

    sheet = read_list("daftar.xlsx", workbook(change=change))

    assert sheet.rows[1].cells == (*ROW[:2], "1990-09-30", "1")


def test_a_nik_that_was_stored_as_a_number_shows_its_damage():
    sheet = read_list("daftar.xlsx", workbook(HEADER, [7401014101909001, *ROW[1:]]))

    assert sheet.rows[1].cells[0] == "7.40101E+15"


def test_one_of_several_sheets_must_be_named():
    content = workbook(more_sheets=["Catatan"])

    assert refusal(content)[:2] == ("L3", "sheets")
    assert refusal(content, sheet="Lain")[:2] == ("L3", "sheet")
    assert len(read_list("daftar.xlsx", content, sheet="BNBA").rows) == 2


def test_a_formula_is_refused_by_the_name_of_its_cell():
    content = workbook(change=lambda _, page: page.write_formula("D2", "=1+1", value=2))

    code, variant, params = refusal(content)

    assert (code, variant) == ("L3", "formula")
    assert (params["row"], params["column"], params["file"]) == (2, "D", "daftar.xlsx")


def test_a_formula_of_another_sheet_does_not_matter():
    content = workbook(
        change=lambda book, _: book.add_worksheet("Hitung").write_formula("A1", "=1+1")
    )

    assert len(read_list("daftar.xlsx", content, sheet="BNBA").rows) == 2
    assert refusal(content, sheet="Hitung")[:2] == ("L3", "formula")


def test_an_excel_error_is_refused_by_the_name_of_its_cell():
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><v>#N/A</v></c></row>'

    _, variant, params = refusal(rezipped(workbook(), **{SHEET: sheet_xml(cells)}))

    assert (variant, params["row"], params["column"]) == ("error", 1, "B")


def test_merged_cells_are_refused_by_the_name_of_the_first():
    content = workbook(change=lambda _, page: page.merge_range("B3:D3", "digabung"))

    _, variant, params = refusal(content)

    assert (variant, params["row"], params["column"]) == ("merged", 3, "B")


def test_too_many_rows_and_too_many_columns_are_refused():
    assert refusal(workbook(*[["x"]] * 20_002))[:2] == ("L3", "rows")
    assert refusal(workbook(HEADER, ["x"] * 201))[:2] == ("L3", "columns")


def test_one_cell_at_the_far_end_of_a_sheet_is_refused_before_a_table_is_made_of_it():
    down = workbook(change=lambda _, page: page.write("A1048576", "x"))
    right = workbook(change=lambda _, page: page.write("XFD2", "x"))

    assert refusal(down)[:2] == ("L3", "rows")
    assert refusal(right)[:2] == ("L3", "columns")


def test_a_cell_as_long_as_a_letter_is_refused():
    assert refusal(workbook(HEADER, ["x" * 2_001]))[:2] == ("L3", "long")


BAD_FILES = {
    "not a zip": (b"Bukan buku kerja", ("L1", "type")),
    "cut off": (workbook()[:-40], ("L2", "corrupt")),
    "another kind of zip": (rezipped(workbook(), **{"xl/workbook.xml": None}), ("L1", "type")),
    "old Excel": (OLE + bytes(600), ("L2", "old")),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), ("L2", "encrypted")),
    "macro": (rezipped(workbook(), **{"xl/vbaProject.bin": b"x"}), ("L2", "macro")),
    "link": (rezipped(workbook(), **{"xl/externalLinks/1.xml": b"<x/>"}), ("L2", "links")),
    "path": (rezipped(workbook(), **{"../../etc/x.xml": b"<x/>"}), ("L2", "path")),
    "backslash path": (rezipped(workbook(), **{"xl\\..\\x.xml": b"<x/>"}), ("L2", "path")),
    "absolute path": (rezipped(workbook(), **{"/etc/x.xml": b"<x/>"}), ("L2", "path")),
    "parts": (
        rezipped(workbook(), **{f"xl/{n}.xml": b"<x/>" for n in range(200)}),
        ("L2", "parts"),
    ),
    "ratio": (rezipped(workbook(), **{"xl/a.xml": b" " * 5_000_000}), ("L2", "ratio")),
    "unpacked": (
        rezipped(workbook(), **{f"xl/{n}.bin": bytes(30_000_000) for n in range(2)}),
        ("L2", "unpacked"),
    ),
    "lie about the size": (
        lying_zip("xl/workbook.xml", bytes(60_000_000), 500),
        ("L2", "corrupt"),
    ),
    "DTD": (
        rezipped(
            workbook(), **{SHEET: sheet_xml("", doctype='<!DOCTYPE x [<!ENTITY a "b">]>').encode()}
        ),
        ("L2", "dtd"),
    ),
    "XML in UTF-16": (
        rezipped(workbook(), **{SHEET: sheet_xml("", declaration="").encode("utf-16")}),
        ("L2", "xml"),
    ),
}


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_file_that_is_no_plain_workbook_is_refused_within_a_second(case):
    content, expected = BAD_FILES[case]
    started = time.process_time()  # the same however busy the machine is

    assert refusal(content)[:2] == expected
    assert time.process_time() - started < 1


PEAK = """
import sys
from pathlib import Path
from adapters.lists.workbook import NotAList, read
try:
    read(sys.stdin.buffer.read(), None)
except NotAList as refused:
    status = Path("/proc/self/status").read_text("ascii")
    print(refused.variant, status.split("VmHWM:")[1].split()[0])
"""


@pytest.mark.parametrize(
    ("content", "variant"),
    [
        (lying_zip("xl/workbook.xml", bytes(400_000_000), 500), "corrupt"),
        (rezipped(workbook(), **{SHEET: bytes(1 << 28)}), "unpacked"),
    ],
)
def test_a_bomb_costs_less_than_a_hundred_megabytes(content, variant):
    child = subprocess.run(
        [sys.executable, "-c", PEAK],
        input=content,
        capture_output=True,
        check=True,
        cwd=reader.ROOT,
    )
    said, kilobytes = child.stdout.decode().split()

    assert said == variant
    assert int(kilobytes) < 100 * 1024


def test_a_directory_of_a_hundred_thousand_names_is_not_even_read():
    end = struct.pack("<HHHHIIH", 0, 0, 100_000 % 65_536, 100_000 % 65_536, 6_000_000, 4, 0)
    content = b"PK\x03\x04" + bytes(6_000_000) + b"PK\x05\x06" + end

    assert refusal(content)[:2] == ("L2", "parts")


def test_a_workbook_that_breaks_its_reader_is_refused_like_any_other(monkeypatch):
    # A table that is dense by a trick of XML: cells without names, a wide row above many rows.
    wide = "<row>" + "<c/>" * 1_000_000 + "<c><v>1</v></c></row>"
    content = rezipped(
        workbook(), **{SHEET: sheet_xml(wide + "<row><c><v>1</v></c></row>" * 60_000)}
    )
    monkeypatch.setattr("adapters.lists.archive.RATIO_MAX", 10_000)

    assert refusal(content)[:2] in {("L2", "memory"), ("L2", "ratio")}


def test_a_reader_that_does_not_end_is_ended(monkeypatch):
    monkeypatch.setattr(reader, "SECONDS_MAX", 0.001)

    assert refusal(workbook())[:2] == ("L2", "time")


def test_a_file_above_twenty_megabytes_is_not_opened():
    assert refusal(b"PK" + bytes(20 * 2**20))[:2] == ("L1", "size")
