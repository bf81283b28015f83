"""The answers about security name tests and places that there are, and leave nothing out."""

import ast
import csv
import re
from functools import cache

import pytest

from adapters.documents import DOCS
from tests.architecture.tree import ROOT

SECURITY = (DOCS / "security.md").read_text("utf-8")
ATTACKS = [*(f"S{number}" for number in range(1, 15)), "S17"]
FAULTS = [f"F{number}" for number in (1, 2, 3, 4, 5, 8, 9, 10, 11, 13, 15, 16, 17, 20, 22, 23)]
REQUIREMENTS = 253


@cache
def functions_of(file):
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def answers():
    with (DOCS / "asvs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cells(code):
    """Return the cells of the one row that begins with this code."""
    [row] = re.findall(rf"^\| {code} \| (.*) \|$", SECURITY, re.MULTILINE)
    return row.split(" | ")


def missing(text):
    named = re.findall(r"(tests/[\w/.-]+\.py)(?:::(\w+))?", text)
    return [pair for pair in named if pair[1] and pair[1] not in functions_of(pair[0])]


@pytest.mark.parametrize("code", ATTACKS)
def test_every_attack_has_a_test(code):
    assert "::test_" in cells(code)[2]
    assert missing(cells(code)[2]) == []


@pytest.mark.parametrize("code", FAULTS)
def test_every_fault_has_a_test_and_a_control(code):
    _, shown, control = cells(code)

    assert "::test_" in shown
    assert "::" in control or control.startswith("in it: ")
    assert missing(shown + control) == []


def test_every_requirement_of_the_standard_is_answered_once():
    told = answers()

    assert len({each["id"] for each in told}) == len(told) == REQUIREMENTS
    assert {each["answer"] for each in told} == {"yes", "no", "n.a."}
    assert [each["id"] for each in told if not each["where"] or not each["requirement"]] == []


def test_the_tests_and_places_that_an_answer_names_are_there():
    told = answers()
    places = {
        place
        for each in told
        for place in re.findall(
            r"(?:adapters|config|docs|domain|services)/[\w/.-]+", each["where"]
        )
    }

    assert [each["id"] for each in told if missing(each["test"])] == []
    assert [each["id"] for each in told if each["test"] and "tests/" not in each["test"]] == []
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_a_test_that_there_is_not_would_be_noticed():
    assert missing("tests/web/test_gate.py::test_nobody_wrote_this") != []
