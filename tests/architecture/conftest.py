"""What the tests of the program's shape share."""

import subprocess
import sys

import pytest

from tests.architecture.tree import ROOT


@pytest.fixture
def fresh_python():
    """Return how to run a line of Python as a program that has imported nothing yet."""

    def run(line):
        told = subprocess.run(
            [sys.executable, "-c", line], cwd=ROOT, capture_output=True, text=True, check=True
        )
        return told.stdout

    return run
