"""The house is built of small rooms that say what they are for, and carries no foreign words."""

import ast
import csv
import re

import pytest

from tests.architecture.tree import ROOT, files, modules, name_of, parsed, texts

LINES_MAX = 250
FUNCTION_LINES_MAX = 50
# What may be longer, and why.
LONGER = {
    "adapters/bundle/verify.py": "one file that an inspector reads, 300 lines at most",
    "adapters/postgres/migrations/0002_append.sql": "one append is one function",
}
CODE_TYPES = {".py", ".sql", ".sh", ".html", ".js", ".css", ""}
REGENCY = re.compile(r"^(Kabupaten|Kota) ")
# The one word of a province in the code, and why.
PROVINCE_ALLOWED = {
    ("config/settings.py", "ntb"): "the definition of a fresh installation",
}


def test_every_module_says_in_a_sentence_what_it_is_for():
    silent = []
    for module in modules(".", "tests", "tools"):
        told = ast.get_docstring(parsed(module)) or ""
        if not re.match(r"\S[^\n]*[.:]$", told.partition("\n")[0]):
            silent.append(name_of(module))

    assert silent == []


def test_no_file_is_longer_than_a_reader_can_hold():
    long = {
        f"{place}: {len(text.splitlines())} lines"
        for place, text in texts("domain", "services", "projections", "adapters", "app.py")
        if place.endswith((".py", ".sql", ".html", ".js"))
        if len(text.splitlines()) > LINES_MAX and place not in LONGER
    } | {
        f"{name_of(module)}: {len(module.read_text('utf-8').splitlines())} lines"
        for module in modules("config", "tools")
        if len(module.read_text("utf-8").splitlines()) > LINES_MAX
    }

    assert long == set(), f"split them: {LINES_MAX} lines are the limit"


def test_no_function_is_longer_than_a_screen():
    long = [
        f"{name_of(module)}:{node.lineno} {node.name}: {node.end_lineno - node.lineno + 1} lines"
        for module in modules()
        for node in ast.walk(parsed(module))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if node.end_lineno - node.lineno + 1 > FUNCTION_LINES_MAX
    ]

    assert long == [], f"split them: {FUNCTION_LINES_MAX} lines are the limit"


def test_the_list_of_longer_files_names_nothing_that_is_gone():
    assert [place for place in LONGER if not (ROOT / place).exists()] == []


@pytest.fixture(scope="module")
def names_of_provinces():
    """Return the names that only a programme definition may say."""
    found = {"ntb", "nusa tenggara", "kalimantan", "barito", "sumbawa", "lombok"}
    for file in (ROOT / "config/programmes").glob("*-villages.csv"):
        with file.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                found |= {row["name"].lower(), row["district"].lower()}
                found.add(REGENCY.sub("", row["regency"]).lower())
    return found


def said(names, text):
    any_of = "|".join(map(re.escape, sorted(names)))
    whole = re.compile(rf"(?<![\w-])({any_of})(?![\w-])", re.IGNORECASE)
    return {match[1].lower() for match in whole.finditer(text)}


def test_no_code_names_a_province_or_a_village(names_of_provinces):
    places = ("domain", "services", "projections", "adapters", "config", "app.py", "tools")
    found = {
        (place, name)
        for place, text in texts(*places)
        if not place.startswith("config/programmes/")
        for name in said(names_of_provinces, text)
    }

    assert found == PROVINCE_ALLOWED.keys(), "it belongs into config/programmes/"


def test_the_name_of_a_village_is_noticed_in_code(names_of_provinces):
    assert "lombok tengah" in names_of_provinces
    assert said(names_of_provinces, 'if village == "Buwun Mas":') == {"buwun mas"}
    assert said(names_of_provinces, "presentable") == set()


MACHINE = re.compile(r"(?<![\w.~-])/(work|root|home|mnt|Users)/[\w.-]+")
REGISTRY = re.compile(r"--(index|extra|find)-\w+|https?://\S+(/simple/|\.whl|\.tgz|\.tar\.gz)")


def foreign(text):
    return [match[0] for pattern in (MACHINE, REGISTRY) for match in pattern.finditer(text)]


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine():
    ours = "tests/architecture/test_modules.py"
    found = {place: foreign(text) for place, text in texts() if place != ours and foreign(text)}

    assert found == {}


@pytest.mark.parametrize(
    "text",
    [
        "pip install --find-links here",
        "see /home/somebody/notes",
        "https://example.org/simple/x",
    ],
)
def test_a_registry_or_a_machine_is_noticed(text):
    assert foreign(text)


def test_no_file_is_left_over():
    leftovers = [name_of(file) for file in files() if file.suffix in {".orig", ".rej", ".bak"}]

    assert leftovers == []
