"""The two programme definitions that are shipped: a rule that holds must hold in both."""

import pytest

from config.programme_files import load_programme, programme_names
from domain.programme import Programme

DEFINITIONS = {name: load_programme(name).programme for name in programme_names()}

in_both_programmes = pytest.mark.parametrize("programme", DEFINITIONS.values(), ids=DEFINITIONS)


def code(programme: Programme, kind: str, number: int = 0) -> str:
    """Return a code of one of the definition's lists."""
    return programme.reasons[kind][number].code


def village(programme: Programme, number: int = 0) -> str:
    """Return the code of one of the definition's villages."""
    return programme.villages[number].code


def agency(programme: Programme, number: int = 0) -> str:
    """Return the code of one of the definition's organisations."""
    return programme.agencies[number].code
