"""A programme definition asks for nothing that the program does not heed."""

import ast

import pytest

from config.programme_files import load_programme, programme_names
from domain.limits import Limits
from tests.architecture.tree import ROOMS, modules, name_of, parsed


def words_of_the_code():
    """Return every name that the code reads from something, and every text."""
    for module in modules(*ROOMS):
        if name_of(module) == "domain/limits.py":
            continue
        for node in ast.walk(parsed(module)):
            if isinstance(node, ast.Attribute):
                yield node.attr
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


@pytest.fixture(scope="module")
def code():
    return set(words_of_the_code())


def settings_of(programme):
    """Return the limits that the scorecards of a definition compare with."""
    return {
        condition.at_least_setting
        for instrument in programme.instruments
        for criterion in instrument.criteria
        for condition in (*criterion.met_when, *criterion.bonus_when, *criterion.applies_when)
    }


@pytest.mark.parametrize("name", programme_names())
def test_every_limit_is_compared_with_somewhere(name, code):
    programme = load_programme(name).programme
    given = {limit for limit in Limits.model_fields if getattr(programme.limits, limit)}

    assert given - code - settings_of(programme) == set()


@pytest.mark.parametrize("name", programme_names())
def test_every_list_of_codes_is_asked_for_somewhere(name, code):
    assert load_programme(name).programme.reasons.keys() - code == set()
