"""What the documents say is so: they are compared with the code, and each link leads somewhere."""

import ast
import re
import tomllib
from importlib import import_module
from pkgutil import iter_modules

import pytest

from adapters import cli
from adapters.documents import DOCS, DOCUMENTS, write_documents
from config.settings import PREFIX, Settings
from domain.household.state import Status
from projections.catalogue import READ_MODELS
from tests.architecture.aggregates import AGGREGATES, OUR_COMMANDS, OUR_EVENTS
from tests.architecture.tree import ROOMS, ROOT, modules, name_of, parsed, texts

ADRS = sorted((DOCS / "adr").glob("*.md"))
WRITTEN = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
ADR_PARTS = ["Context", "Decision", "Consequences", "Alternatives", "Enforced by"]
REQUIREMENTS = {
    f"R{seed}.{number}"
    for seed, last in ((0, 15), (1, 8), (2, 8), (3, 7), (4, 12))
    for number in range(1, last + 1)
}
STATES = ("works", "in part: ", "not yet: ")
# What an operator may set besides the settings, and who reads it.
OTHER_VARIABLES = {
    "JEJAK_PG_BIN": "adapters/postgres/binaries.py",
    "JEJAK_USER": "adapters/cli/identity.py",
    "JEJAK_PASSWORD": "adapters/cli/identity.py",
    "JEJAK_CODE": "adapters/cli/identity.py",
    "JEJAK_TEST_DATABASE_URL": "tests/database.py",
    "JEJAK_TEST_FSYNC": "tests/database.py",
    "JEJAK_FUZZ_SECONDS": "tests/web/test_fuzz_long.py",
    "JEJAK_FUZZ_SEED": "tests/web/test_fuzz_long.py",
}


def text(path):
    return path.read_text("utf-8")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_generated_document_says_what_the_code_says(name):
    assert text(DOCS / name) == DOCUMENTS[name](), "write it again: .venv/bin/jejak docs"


def test_a_document_is_written_only_when_it_changed(tmp_path):
    (tmp_path / "rules.md").write_text("# Rules\n", "utf-8")

    assert {path.name for path in write_documents(tmp_path)} == set(DOCUMENTS)
    assert write_documents(tmp_path) == []


def test_every_event_and_no_other_is_on_its_page():
    told = re.findall(r"^### (\S+)$", text(DOCS / "events.md"), re.MULTILINE)

    assert told == sorted(OUR_EVENTS)


@pytest.mark.parametrize("path", WRITTEN, ids=name_of)
def test_every_link_leads_to_a_file(path):
    links = re.findall(r"\]\(([^)\s#]+)(?:#[^)]*)?\)", text(path))
    here = [link for link in links if not re.match(r"[a-z]+:", link)]

    assert [link for link in here if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", WRITTEN, ids=name_of)
def test_every_place_that_is_named_exists(path):
    tops = "|".join((*ROOMS, "tests", "docs", "tools"))
    named = re.findall(rf"`((?:{tops})/[\w./*-]+)(?:::\w+)?`", text(path))

    assert [place for place in named if not list(ROOT.glob(place.rstrip("/")))] == []


@pytest.mark.parametrize("path", WRITTEN, ids=name_of)
def test_every_test_that_is_named_exists(path):
    named = re.findall(r"`(tests/[\w/.-]+\.py)::(\w+)`", text(path))

    assert [f"{file}::{name}" for file, name in named if name not in functions_of(file)] == []


def functions_of(file):
    module = ROOT / file
    if not module.exists():
        return set()
    nodes = ast.walk(parsed(module))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef)}


def test_every_requirement_stands_once_and_says_how_far_it_is():
    lines = [row for row in rows(DOCS / "requirements.md") if re.match(r"R\d\.\d+$", row[0])]

    assert sorted(row[0] for row in lines) == sorted(REQUIREMENTS)
    for number, _, state, where, shown in lines:
        assert state.startswith(STATES), number
        assert bool(where and "::" in shown) or state.startswith("not yet: "), number


def rows(path):
    """Return the cells of every row of the tables of a document."""
    lines = (line.strip() for line in text(path).splitlines())
    tables = [line[1:-1].split("|") for line in lines if line.startswith("|")]
    return [[cell.strip() for cell in cells] for cells in tables]


def test_every_word_of_the_glossary_is_in_the_code():
    known = code_words()
    unknown = {
        word
        for _, code, *_ in rows(DOCS / "glossary.md")
        for word in re.findall(r"`([^`]+)`", code)
        if word not in known
    }

    assert unknown == set()


def test_the_glossary_calls_every_status_as_the_pages_do():
    words = tomllib.loads(text(ROOT / "adapters/web/texts/story.toml"))["status"]
    told = {row[1].strip("`"): row[0] for row in rows(DOCS / "glossary.md")}

    for status in set(Status) - {Status.UNKNOWN}:
        assert told[status] == words[status][0].lower()


def code_words():
    """Return every name of the code, and every code of the programme definitions."""
    found = set(OUR_EVENTS) | set(OUR_COMMANDS)
    for module in modules():
        for node in ast.walk(parsed(module)):
            found |= {
                getattr(node, part)
                for part in ("id", "attr", "name", "arg")
                if isinstance(getattr(node, part, None), str)
            }
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    for _, content in texts("config/programmes", "projections", "adapters/postgres"):
        found |= set(re.findall(r"\w+", content))
    return found


def test_the_architecture_names_every_aggregate_and_every_read_model():
    named = {row[0].strip("`") for row in rows(DOCS / "architecture.md")}

    assert AGGREGATES.keys() - named == set()
    assert {model.name for model in READ_MODELS} - named == set()


def test_no_two_decisions_have_one_number():
    numbers = [path.name[:4] for path in ADRS]

    assert len(set(numbers)) == len(numbers)
    assert all(number.isdigit() for number in numbers)


@pytest.mark.parametrize("path", ADRS, ids=lambda path: path.stem)
def test_a_decision_record_has_its_parts_in_order(path):
    lines = text(path).splitlines()

    assert re.match(rf"# ADR-{path.name[:4]}: \S", lines[0])
    assert "Status: accepted" in lines
    assert [line[3:] for line in lines if line.startswith("## ")] == ADR_PARTS


def test_a_decision_that_is_cited_in_the_code_exists():
    numbers = {path.name[:4] for path in ADRS}
    cited = {
        (place, number)
        for place, content in texts(*ROOMS, "app.py", "tests")
        for number in re.findall(r"ADR-(\d{4})", content)
    }

    assert [f"{place}: {number}" for place, number in cited if number not in numbers] == []


def test_every_setting_is_explained_to_operators_and_no_other_is():
    told = set(re.findall(rf"\b{PREFIX}[A-Z_]+", text(DOCS / "operations.md")))
    settings = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}

    assert settings - told == set()
    assert told - settings - OTHER_VARIABLES.keys() == set()
    for variable, place in OTHER_VARIABLES.items():
        assert variable in text(ROOT / place)


def commands():
    """Return the commands of the command line, with those of groups as two words."""
    found = set()
    for name in (module.name for module in iter_modules(cli.__path__, "adapters.cli.")):
        for command in getattr(import_module(name), "COMMANDS", ()):
            inner = getattr(command, "commands", {})
            found |= {f"{command.name} {name}" for name in inner} or {command.name}
    return found


def test_every_command_is_explained_to_operators():
    told = text(DOCS / "operations.md")

    assert [name for name in sorted(commands()) if f"jejak {name}" not in told] == []


@pytest.mark.parametrize("path", WRITTEN, ids=name_of)
def test_no_document_names_a_command_that_there_is_not(path):
    first_words = {name.split()[0] for name in commands()}
    named = re.findall(r"`(?:\.venv/bin/)?jejak ([a-z-]+)", text(path))

    assert set(named) - first_words == set()


@pytest.mark.parametrize("path", WRITTEN, ids=name_of)
def test_no_document_names_a_target_that_there_is_not(path):
    targets = set(re.findall(r"^([a-z]+):", text(ROOT / "Makefile"), re.MULTILINE))

    assert set(re.findall(r"`make ([a-z]+)", text(path))) - targets == set()


def test_the_changelog_is_kept_as_changelogs_are():
    with (ROOT / "pyproject.toml").open("rb") as file:
        version = tomllib.load(file)["project"]["version"]
    told = text(ROOT / "CHANGELOG.md")

    versions = re.findall(r"^## \[([^\]]+)\]", told, re.MULTILINE)
    assert versions[0] == "Unreleased"
    assert version in versions or versions == ["Unreleased"]
    kinds = set(re.findall(r"^### (.+)$", told, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_readme_is_one_page():
    assert len(text(ROOT / "README.md").splitlines()) <= 80
