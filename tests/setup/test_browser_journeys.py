"""A journey that cannot run is never silent: the run says so, and where CI=true it fails."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
OPTIONS = ["-c", "pyproject.toml", "-p", "tests.conftest", "-p", "no:cacheprovider", "-n", "1"]
JOURNEY = """
import pytest

@pytest.mark.browser
def test_a_mentor_records_a_visit(): ...

def test_a_rule(): ...
"""


@pytest.fixture
def run_without_chromium(tmp_path):
    journey = tmp_path / "test_journey.py"
    journey.write_text(JOURNEY)

    def run(**environment):
        surroundings = {name: os.environ[name] for name in os.environ.keys() - {"CI"}}
        return subprocess.run(
            [sys.executable, "-m", "pytest", *OPTIONS, journey],
            cwd=CHECKOUT,
            env={**surroundings, "PATH": str(tmp_path), **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_skipped_journeys_are_counted_and_the_way_to_get_them_is_named(run_without_chromium):
    run = run_without_chromium()

    assert run.returncode == 0
    assert "1 passed, 1 skipped" in run.stdout
    assert "1 browser journeys were skipped: Chromium is missing" in run.stdout
    assert "apt-get install chromium" in run.stdout


def test_a_skipped_journey_fails_where_nobody_reads_the_line(run_without_chromium):
    run = run_without_chromium(CI="true")

    assert run.returncode == 1
    assert "1 passed, 1 error" in run.stdout
    assert "Chromium is missing" in run.stdout
