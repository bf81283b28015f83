"""The shipped definitions are whole, and a mistake in one is named by file and key."""

import shutil
from datetime import date
from hashlib import sha256
from importlib import import_module
from pkgutil import walk_packages

import pytest

import domain
from config.programme_errors import BadProgramme
from config.programme_files import PROGRAMMES, load_programme, programme_names
from domain.commands import COMMANDS
from domain.events import EVENTS
from domain.household.state import Household  # noqa: F401 (gives the household its words)
from tests.definitions import DEFINITIONS, in_both_programmes

for module in walk_packages(domain.__path__, "domain."):
    import_module(module.name)


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped definitions, to be spoilt."""
    return shutil.copytree(PROGRAMMES, tmp_path / "programmes")


def spoil(folder, before, after, file="ntb.toml"):
    text = (folder / file).read_text(encoding="utf-8")
    assert before in text, "the test spoils what is not there"
    (folder / file).write_text(text.replace(before, after, 1), encoding="utf-8")


def refusal(folder, commands=(), name="ntb"):
    with pytest.raises(BadProgramme) as caught:
        load_programme(name, folder, commands)
    assert caught.value.indonesian != caught.value.english
    return caught.value.english


def test_two_definitions_are_shipped():
    assert programme_names() == ["barito-kuala", "ntb"]


@in_both_programmes
def test_roles_name_commands_that_exist(programme):
    load_programme(programme.code, commands=COMMANDS)


@in_both_programmes
def test_every_command_is_given_to_somebody(programme):
    given = {command for role in programme.roles.values() for command in role.commands}
    assert set(COMMANDS) - given == set()


@in_both_programmes
def test_steps_to_be_kept_apart_are_events_that_exist(programme):
    for separation in programme.separation:
        assert set(separation.steps) <= set(EVENTS)


@in_both_programmes
def test_a_mentor_approves_and_decides_nothing(programme):
    mentor = programme.roles["mentor"]
    deciding = ("approve", "confirm", "decide", "enrol", "reject", "assess-graduation")
    assert [c for c in mentor.commands if any(word in c for word in deciding)] == []


@in_both_programmes
def test_whoever_gives_roles_cannot_read_families(programme):
    administrator = programme.roles["administrator"]
    assert (administrator.reads, administrator.opens) == (("users",), ("identity",))
    assert administrator.area == "none"
    assert all(command.startswith("desk.") for command in administrator.commands)


@in_both_programmes
def test_whoever_works_in_an_office_needs_more_than_a_password(programme):
    without = {code for code, role in programme.roles.items() if not role.second_factor}
    assert without == {"mentor", "system"}


@in_both_programmes
def test_an_auditor_changes_nothing(programme):
    assert programme.roles["auditor"].commands == ()


@in_both_programmes
def test_every_kind_of_instrument_is_there_from_the_first_day(programme):
    for kind in ("verification", "scorecard", "visit"):
        assert programme.instrument(kind, programme.started_on) is not None


def test_the_first_programme_has_its_villages_wards_aliases_and_namesakes():
    ntb = DEFINITIONS["ntb"]
    kinds = [village.kind for village in ntb.villages]
    assert (kinds.count("desa"), kinds.count("kelurahan")) == (33, 7)
    village = ntb.village_by_code["52.04.18.2004"]
    assert village.aliases == ("Labuan Aji", "Labuan Haji")
    assert village.namesakes == ("52.04.25.2003",)


def test_figures_that_changed_are_read_as_of_their_day():
    targets = {target.code: target.figure for target in DEFINITIONS["ntb"].targets}
    nominated = targets["households_nominated"]
    assert (nominated.on(date(2025, 12, 1)), nominated.on(date(2026, 2, 1))) == (7225, 7250)


def test_official_figures_keep_their_source_and_their_gaps():
    statistics = DEFINITIONS["ntb"].statistics
    assert all(figure.source for figure in statistics)
    gap = next(figure for figure in statistics if figure.region == "52.08")
    assert (gap.poor_rate, gap.poor_people) == (None, None)


def test_a_ward_has_no_village_fund():
    funds = {kind.code: kind.fund_sources for kind in DEFINITIONS["ntb"].village_kinds}
    assert "dana_desa" in funds["desa"]
    assert "dana_desa" not in funds["kelurahan"]


def test_the_version_is_the_hash_of_the_files_and_changes_with_any_of_them(folder):
    before = load_programme("ntb", folder)
    whole = b"".join(content for _, content in before.files)
    assert before.programme.version == sha256(whole).hexdigest()[:32]
    spoil(folder, "Buwun Mas", "Buwun Emas", "ntb-villages.csv")
    assert load_programme("ntb", folder).programme.version != before.programme.version


def test_a_definition_that_does_not_exist_is_answered_with_those_that_do(folder):
    assert refusal(folder, name="jateng") == (
        "jateng.toml: there is no such programme definition; choose one of: barito-kuala, ntb."
    )


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ("months = 24", 'months = "two years"', "months"),
        ("months = 24\n", "", "months"),
        ("months = 24", "months = 24\nmonthz = 24", "monthz"),
        ('timezone = "Asia/Makassar"', 'timezone = "Asia/Mataram"', "timezone"),
        (
            "caseload_max = [{ value = 55",
            'caseload_max = [{ value = "x"',
            "limits.caseload_max[1].value",
        ),
        ("suspension_days_max = ", "suspension_max = ", "limits.suspension_days_max"),
        ('regions = ["52"]', 'regions = ["53"]', "villages[1].code"),
        ('owner = "dikbud"', 'owner = "nobody"', "needs school owner"),
        ('code = "dikbud"', 'code = "dinkes"', "agencies"),
        ("from_month = 6", "from_month = 0", "phases from_month"),
        ('["06-30", "12-31"]', '["06-31", "12-31"]', "limits.evaluation_due"),
        ('answer = "steady_sources"', 'answer = "sources"', "instruments scorecard 1 criteria"),
        ('"livelihoods_min" }', '"livelihoods" }', "instruments scorecard 1 criteria"),
        ("pass_count = 9", "pass_count = 13", "instruments scorecard 1 pass_count"),
        ('apart = ["supervisor"', 'apart = ["boss"', "roles.mentor.apart"),
        ('"household.record-visit"', '"household.visit"', "roles.mentor.commands"),
        (
            '"apbd_provinsi", "apbd_kabkota", "dana',
            '"x", "dana',
            "village_kinds desa fund_sources",
        ),
        ('villages = "ntb-villages.csv"', 'villages = "desa.csv"', "villages"),
        ('"ntb-reasons.csv"', '"alasan.csv"', "reasons"),
    ],
)
def test_a_mistake_is_named_by_its_file_and_key(folder, before, after, key):
    spoil(folder, before, after)
    assert refusal(folder, COMMANDS).startswith(f"ntb.toml: the key {key} ")


def test_a_question_does_not_depend_on_a_later_one(folder):
    spoil(folder, 'answer = "children_7_18", at_least', 'answer = "states_plan", at_least')
    assert "children_attending asked_when" in refusal(folder)


def test_versions_of_a_figure_stand_in_the_order_of_their_days(folder):
    spoil(folder, "2027-01-01", "2025-01-01", "barito-kuala.toml")
    assert "limits.extreme_poverty_line" in refusal(folder, name="barito-kuala")


def test_a_file_that_is_no_toml_is_named_with_the_place(folder):
    spoil(folder, "months = 24", "months = ")
    assert refusal(folder).startswith("ntb.toml: cannot be read (")
    assert "line 11" in refusal(folder)


def test_a_row_with_a_missing_cell_is_named_by_file_and_row(folder):
    spoil(folder, ",Gerung,", ",", "ntb-villages.csv")
    assert refusal(folder).startswith("ntb-villages.csv, row 2: ")


def test_a_file_in_another_encoding_is_named(folder):
    path = folder / "reasons.csv"
    path.write_bytes(path.read_bytes() + "x,y,Ä,Ä,\n".encode("latin-1"))
    assert refusal(folder).startswith("reasons.csv: cannot be read (")


def test_a_table_outside_the_folder_is_not_opened(folder):
    spoil(folder, '"ntb-villages.csv"', '"../../etc/passwd"')
    assert refusal(folder).startswith("ntb.toml: the key villages names ")
