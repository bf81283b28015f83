"""The layers of the house keep to their arrows (the contracts stand in pyproject.toml)."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOMS, ROOT

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")


def lint_imports(folder):
    return subprocess.run(
        [LINT_IMPORTS, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """Return a copy of the product, to be spoilt."""
    folder = tmp_path_factory.mktemp("house")
    for room in ROOMS:
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("app.py", "pyproject.toml"):
        shutil.copy(ROOT / file, folder)
    return folder


def test_every_arrow_points_inwards():
    told = lint_imports(ROOT)

    assert told.returncode == 0, told.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("domain/periods.py", "import services.streams", "Arrows point inwards"),
        ("domain/periods.py", "import psycopg", "The domain knows no framework"),
        ("services/streams.py", "import fastapi", "Use cases know neither HTTP nor SQL"),
        ("services/streams.py", "import projections.as_of", "Arrows point inwards"),
        ("projections/as_of.py", "import starlette", "Read models know SQL but no HTTP"),
        ("adapters/codec.py", "import config.settings", "Only app.py reads settings"),
        ("services/streams.py", "import services.casework", "No import cycles"),
    ],
    ids=lambda value: value.split()[-1] if "import" in value else "",
)
def test_an_arrow_that_points_elsewhere_is_named(copy, module, line, contract):
    file = copy / module
    before = file.read_text("utf-8")
    file.write_text(f"{before}\n{line}\n", "utf-8")

    told = lint_imports(copy)

    file.write_text(before, "utf-8")
    broken = [each for each in told.stdout.splitlines() if " BROKEN" in each]
    assert told.returncode == 1
    assert any(each.startswith(contract) for each in broken), told.stdout
