"""A CSV list is read in the encoding that it is in, or refused by row and column."""

import pytest

from adapters.lists.reader import load, read_list
from domain.rules import Refused

LIST = 'NIK;NAMA;ALAMAT\n7401014101909001;"Contoh Melati 1";"Dusun Contoh; RT 1"\n\n;;\n1;2;3\n'


def refusal(content, name="daftar.csv", **options):
    with pytest.raises(Refused) as refused:
        read_list(name, content, **options)
    assert name in refused.value.sentence("id")
    assert refused.value.sentence("id") != refused.value.sentence("en")
    params = refused.value.params
    return refused.value.code, refused.value.variant, params.get("row"), params.get("column")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_rows_keep_the_numbers_that_a_spreadsheet_shows(mark, line_end):
    sheet = read_list("daftar.csv", mark + LIST.replace("\n", line_end).encode())

    assert sheet.title == "daftar.csv"
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (1, ("NIK", "NAMA", "ALAMAT")),
        (2, ("7401014101909001", "Contoh Melati 1", "Dusun Contoh; RT 1")),
        (5, ("1", "2", "3")),
    ]


def test_comma_and_semicolon_are_told_apart_by_the_header():
    assert read_list("daftar.csv", b"A,B\n1;2,3\n").rows[1].cells == ("1;2", "3")
    assert read_list("daftar.csv", b"A;B\n1,2;3\n").rows[1].cells == ("1,2", "3")


def test_another_encoding_is_refused_by_row_and_column_unless_it_is_declared():
    content = "NIK;NAMA\n1;Contoh\n2;Contoh Andr\u00e9 3\n".encode("cp1252")

    assert refusal(content) == ("L4", "encoding", 3, "B")
    assert (
        read_list("daftar.csv", content, encoding="cp1252").rows[2].cells[1]
        == "Contoh Andr\u00e9 3"
    )


def test_a_declared_encoding_that_is_not_the_right_one_is_refused_too():
    assert refusal(b"NIK;NAMA\n1;\x81\n", encoding="cp1252") == ("L4", "encoding", 2, "B")


def test_text_that_is_utf_8_is_read_as_such_whatever_was_declared():
    content = "NIK;NAMA\n1;Andr\u00e9\n".encode()

    assert read_list("daftar.csv", content, encoding="cp1252").rows[1].cells[1] == "Andr\u00e9"


def test_utf_16_and_binary_content_are_refused():
    assert refusal("NIK;NAMA\n".encode("utf-16")) == ("L4", "utf16", None, None)
    assert refusal(b"NIK;NAMA\n1;a\x00b\n") == ("L4", "binary", 2, "B")


def test_a_quotation_mark_that_is_not_closed_is_refused_by_its_row():
    assert refusal(b'NIK;NAMA\n1;a\n2;"b\n3;c\n') == ("L4", "quote", 3, None)


def test_a_formula_is_refused_by_the_name_of_its_cell():
    assert refusal(b'NIK;NAMA\n1;"=""5201""+1"\n') == ("L3", "formula", 2, "B")


def test_too_many_rows_columns_and_letters_are_refused():
    assert refusal(b"NIK\n" + b"1\n" * 20_001)[:2] == ("L3", "rows")
    assert refusal(b"NIK" + b";" * 200 + b"\n")[:2] == ("L3", "columns")
    assert refusal(b"NIK\n" + b"1" * 2_001)[:2] == ("L3", "long")


def test_a_file_that_is_missing_or_too_large_is_refused_by_its_name(tmp_path):
    large = tmp_path / "besar.csv"
    with large.open("wb") as out:
        out.truncate(20 * 2**20 + 1)

    for path, variant in ((tmp_path / "hilang.csv", "missing"), (large, "size")):
        with pytest.raises(Refused) as refused:
            load(path)
        assert (refused.value.code, refused.value.variant) == ("L1", variant)
        assert path.name in refused.value.sentence()
        assert str(tmp_path) not in refused.value.sentence()
