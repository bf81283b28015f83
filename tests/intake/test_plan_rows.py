"""A dry run gives each row its verdict and reasons, and changes nothing."""

from datetime import date

import pytest
from lokal import parse_nik

from config.programme_files import load_programme, programme_names
from domain.persons import Nik
from domain.rules import RULES
from services.intake.mapping import ListMapping
from services.intake.reasons import REASONS, VERDICTS, words
from tests.intake.lists import DTKS, DTSEN, child, heads_planned, nik, planned, row, verdicts


def test_a_family_is_nominated_with_its_members():
    mother, son = row(1), child(2, row(1))

    plan = planned(mother, son, row(3))

    assert verdicts(plan) == [("nominated",)] * 3
    assert [family.head.full_name for family in plan.new] == ["Contoh Melati 1", "Contoh Melati 3"]
    [kept] = plan.new[0].members
    assert (kept.relation, kept.age_band, kept.sex, kept.able_to_work) == (
        "child",
        "7-12",
        "m",
        False,
    )
    assert plan.new[0].head.address == "Dusun Contoh 1, 1, 2"
    assert plan.rows[0].household_id == plan.rows[1].household_id == plan.new[0].household_id


def test_the_same_list_gives_the_same_ids_and_another_list_other_ids():
    again, other = planned(row(1)), planned(row(1), row(2))

    assert planned(row(1)).new[0].household_id == again.new[0].household_id
    assert other.new[0].household_id != again.new[0].household_id


@pytest.mark.parametrize(
    ("cells", "verdict", "reason"),
    [
        ({"NIK": "74010141019090"}, "invalid", "t2.nik"),
        ({"NIK": nik(1, region="990101")}, "invalid", "t2.nik"),
        ({"NIK": "7401014113909001"}, "invalid", "t2.nik"),
        ({"NIK": "7.40101E+15"}, "invalid", "nik.destroyed"),
        ({"NIK": "7,40101410190E+15"}, "invalid", "nik.destroyed"),
        ({"NO_KK": "7.40101E+15"}, "invalid", "card.destroyed"),
        ({"NO_KK": "12345"}, "invalid", "t2.family_card"),
        ({"NAMA": " "}, "invalid", "name.missing"),
        ({"TGL_LAHIR": "31-02-1990"}, "invalid", "t2.birth_date"),
        ({"TGL_LAHIR": "2026-04-01"}, "invalid", "t2.birth_date"),
        ({"TGL_LAHIR": "1850-01-01"}, "invalid", "t2.birth_date"),
        ({"JENIS_KELAMIN": "X"}, "invalid", "sex.unknown"),
        ({"HUBUNGAN": "Tetangga"}, "invalid", "relation.unknown"),
        ({"KODE_DESA": ""}, "invalid", "t1.village"),
        ({"KODE_DESA": "74.99.01.2099"}, "wrong_village", "village.unknown"),
        ({"KODE_DESA": "74.99"}, "wrong_village", "village.unknown"),
        ({"KODE_DESA": "52.03.15.2001"}, "wrong_village", "village.outside"),
        ({"KODE_DESA": "7401010004"}, "invalid", "village.bps"),
        ({"DESIL": "3"}, "decile_outside", "t4"),
        ({"DESIL": ""}, "decile_outside", "t4.missing"),
        ({"DESIL": "11"}, "decile_outside", "t4.missing"),
    ],
)
def test_a_row_with_a_fault_is_rejected_with_its_reason_and_the_next_row_is_not(
    cells, verdict, reason
):
    plan = planned(row(1, **cells), row(2))

    found, *reasons = verdicts(plan)[0]
    assert (found, reason in reasons) == (verdict, True)
    assert verdicts(plan)[1] == ("nominated",)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"NIK": nik(1, region="320101")}, "t2b.prefix"),
        ({"JENIS_KELAMIN": "L"}, "t2b.sex"),
        ({"TGL_LAHIR": "1991-01-15"}, "t2b.birthday"),
        ({"NIK": ""}, "t2c"),
        ({"NIK": "0" * 16}, "t2c"),
        ({"NIK": nik(1, region="740199")}, "nik.doubtful"),
        ({"TGL_LAHIR": ""}, "birth_date.from_nik"),
        ({"DESA": "Contoh Lain"}, "village.name"),
    ],
)
def test_what_only_disagrees_is_noted_and_the_row_is_nominated(cells, reason):
    assert verdicts(planned(row(1, **cells))) == [("nominated", reason)]


def test_a_missing_nik_is_flagged_for_a_person():
    plan = planned(row(1, NIK=""))

    [flag] = plan.flags
    assert (flag.household_id, flag.attribute) == (plan.new[0].household_id, "nik")


def test_numbers_are_read_through_the_ornaments_that_lists_put_on_them():
    given = nik(1)
    plan = planned(
        row(1, NIK=f"'{given[:6]}.{given[6:12]} {given[12:]}", KODE_DESA="7499012001"), row(2)
    )

    assert plan.new[0].head.nik == given
    assert plan.new[0].head.village_code == "74.99.01.2001"


def test_names_lose_what_nobody_can_see():
    plan = planned(row(1, NAMA="Contoh\u200b  Melati\u202e 1"))

    assert plan.new[0].head.full_name == "Contoh Melati 1"


def test_the_same_nik_or_a_second_head_on_one_card_is_rejected_after_the_first():
    first = row(1)

    plan = planned(
        first,
        row(2, NIK=first["NIK"]),
        row(3, NO_KK=first["NO_KK"]),
        row(4),
    )

    assert verdicts(plan) == [
        ("nominated",),
        ("duplicate", "twice.nik"),
        ("duplicate", "twice.family_card"),
        ("nominated",),
    ]


def test_a_row_that_is_rejected_for_itself_does_not_stand_in_the_way_of_a_better_one():
    bad = row(1, DESIL="7")

    assert verdicts(planned(bad, row(2, NIK=bad["NIK"])))[1] == ("nominated",)


def test_members_share_the_fate_of_a_rejected_head_but_not_the_other_way_round():
    rejected, sound = row(1, DESIL="9"), row(3)

    plan = planned(rejected, child(2, rejected), sound, child(4, sound, NAMA=""), child(5, row(6)))

    assert verdicts(plan) == [
        ("decile_outside", "t4"),
        ("invalid", "family.head_rejected"),
        ("nominated",),
        ("invalid", "name.missing"),
        ("invalid", "family.headless"),
    ]
    assert [len(family.members) for family in plan.new] == [0]


def test_numbers_that_all_end_in_zero_were_cut_off_by_a_spreadsheet():
    rows = [row(serial * 10) for serial in range(1, 12)]

    assert set(verdicts(planned(*rows))) == {("invalid", "nik.destroyed")}
    assert verdicts(planned(*rows, row(1)))[0] == ("nominated",)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, ("nominated",)),
        ({"KODE DESA BPS": "7499010002"}, ("invalid", "village.no_bridge")),
        ({"KODE DESA BPS": "74.99.01.2001"}, ("invalid", "village.kemendagri")),
        ({"PENETAPAN": "30/03/2026"}, ("invalid", "t1.as_of")),
        ({"KETERANGAN": "Meninggal"}, ("deceased", "listed.deceased")),
        ({"KETERANGAN": "PINDAH"}, ("moved_out", "listed.moved_out")),
    ],
)
def test_a_list_of_heads_with_bps_codes_is_read_over_the_bridge(cells, expected):
    assert verdicts(heads_planned(**cells)) == [expected]


@pytest.mark.parametrize("name", programme_names())
def test_every_verdict_and_reason_has_words_in_each_programme_definition(name):
    programme = load_programme(name).programme

    for kind, codes in (("row_verdict", VERDICTS), ("row_reason", REASONS)):
        for code in codes:
            assert words(kind, code, programme, "id") != code
            assert words(kind, code, programme, "id") != words(kind, code, programme, "en")
    assert "listed" in programme.reason_codes["member_joined"]


def test_every_way_to_break_the_rules_of_identity_has_a_reason():
    refused = {f"t2.{variant}" for variant in RULES["T2"].messages}
    warned = {f"t2b.{variant}" for variant in RULES["T2b"].messages} - {"t2b.open"}

    assert refused | warned <= set(REASONS)


def test_every_finding_of_the_mappings_has_a_reason_and_a_verdict():
    for mapping in (DTSEN, DTKS):
        assert isinstance(mapping, ListMapping)
        for finding in mapping.values.finding:
            assert f"listed.{finding}" in REASONS
            assert finding in VERDICTS


@pytest.mark.parametrize("text", [nik(1), nik(2, date(2000, 2, 29), "m"), "1234", "0" * 16])
def test_our_reading_of_a_nik_agrees_with_the_package(text):
    ours, theirs = Nik.parse(text), parse_nik(text, reference_date=date(2026, 6, 15))

    assert (ours is not None) == theirs.valid
    if ours is not None:
        assert {"f": "P", "m": "L"}[ours.sex] == theirs.gender
        assert ours.is_of(date.fromisoformat(theirs.birth_date or ""))
