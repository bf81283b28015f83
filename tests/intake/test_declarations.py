"""What an office declares about lists and regions: mappings and the BPS bridge."""

import pytest

from adapters.lists.mappings import load_mapping
from adapters.lists.reader import read_list
from adapters.regions import LokalRegions, load_bridge
from config.programme_files import load_programme, programme_names
from domain.rules import Refused
from services.intake.regions import village_code
from services.intake.table import lines_of
from tests.intake.lists import DTKS, DTSEN, MAPPINGS, csv, row


def refusal(act, *args):
    with pytest.raises(Refused) as refused:
        act(*args)
    assert refused.value.sentence("id") != refused.value.sentence("en")
    return refused.value


def test_the_mappings_that_come_along_declare_their_code_system_and_basis():
    for mapping in (DTSEN, DTKS):
        assert mapping.code_system in {"kemendagri", "bps"}
        assert mapping.basis
        assert mapping.title.id != mapping.title.en


def test_a_mapping_that_is_not_there_is_refused_with_those_that_are():
    refused = refusal(load_mapping, MAPPINGS, "lain")

    assert (refused.code, refused.variant) == ("L5", "mapping")
    assert "dtks, dtsen" in refused.sentence()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("code = ", "end of document"),
        ("code = 1\nx", "end of document"),
        ('code = "x"\nkolom = 1\n', "title"),
        (
            (MAPPINGS / "dtsen.toml").read_text("utf-8").replace('kemendagri"', 'pos"'),
            "code_system",
        ),
    ],
)
def test_a_mapping_with_a_slip_is_refused_by_its_place(tmp_path, text, place):
    (tmp_path / "x.toml").write_text(text, "utf-8")

    refused = refusal(load_mapping, tmp_path, "x")

    assert (refused.code, refused.variant) == ("L5", "mapping_file")
    assert place in refused.sentence()


def test_a_table_is_refused_by_header_column_and_row():
    def lines(content):
        return lines_of(read_list("daftar.csv", content), DTSEN)

    good = csv(row(1))
    twice = refusal(lines, good.replace(b"NAMA", b"nik "))
    missing = refusal(lines, good.replace(b"DESIL", b"PERINGKAT"))
    ragged = refusal(lines, good + b";lebih")
    short = refusal(lines, good + b"\n1;2;3")
    empty = refusal(lines, csv())

    assert (twice.variant, twice.params["first"], twice.params["column"]) == ("header", "A", "C")
    assert (missing.variant, missing.params["column"]) == ("column", "DESIL")
    assert (ragged.variant, ragged.params["row"], ragged.params["column"]) == ("ragged", 2, "M")
    assert (short.variant, short.params["row"], short.params["column"]) == ("ragged", 3, "D")
    assert (empty.variant, empty.params["row"]) == ("empty", 1)


def test_a_header_lower_down_is_read_where_the_mapping_says():
    mapping = DTSEN.model_copy(update={"header_row": 3})
    sheet = read_list("daftar.csv", b"Daftar contoh\n\n" + csv(row(1), row(2)))

    assert [(line.number, line.row) for line in lines_of(sheet, mapping)] == [(1, 4), (2, 5)]


def test_a_bridge_is_read_and_a_row_that_is_not_one_is_refused(tmp_path):
    path = tmp_path / "jembatan.csv"
    path.write_text("bps,kemendagri\n5203010001,52.03.15.2001\n5203010002,52.03.15.2002\n")
    assert load_bridge(path)["5203010002"] == "52.03.15.2002"

    for bad in ("520301,52.03.15.2003", "5203010001,52.03.15.2003", "5203010003,52.03.15.2001"):
        path.write_text(f"bps,kemendagri\n5203010001,52.03.15.2001\n{bad}\n")
        refused = refusal(load_bridge, path)
        assert (refused.variant, refused.params["row"]) == ("bridge_row", 3)


@pytest.mark.parametrize(
    ("text", "system", "expected"),
    [
        ("52.03.15.2001", "kemendagri", ("52.03.15.2001", "")),
        ("5203152001", "kemendagri", ("52.03.15.2001", "")),
        ("5203010001", "kemendagri", ("", "village.bps")),
        ("5203010001", "bps", ("52.03.15.2001", "")),
        ("5203010009", "bps", ("", "village.no_bridge")),
        ("5203152001", "bps", ("", "village.kemendagri")),
        (" ", "bps", ("", "t1.village")),
        ("Sembalun Bumbung", "kemendagri", ("", "village.unknown")),
    ],
)
def test_a_village_code_is_read_in_the_declared_system_only(text, system, expected):
    regions = LokalRegions({"5203010001": "52.03.15.2001"})

    assert village_code(text, system, regions) == expected


def test_every_village_of_the_programme_definitions_is_in_the_package():
    regions = LokalRegions()
    for name in programme_names():
        for village in load_programme(name).programme.villages:
            assert regions.village_name(village.code), village.code
