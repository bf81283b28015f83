"""The verifier as an inspector has it: a file loaded by its path, knowing nothing of ours."""

import importlib.util
import subprocess
import sys
from pathlib import Path

VERIFIER = Path(__file__).parents[2] / "adapters/bundle/verify.py"


def verifier():
    """Return the verifier as a module."""
    spec = importlib.util.spec_from_file_location("verify", VERIFIER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(bundle, policy):
    """Return what the verifier says of a bundle, as a program of its own without our packages."""
    command = [sys.executable, "-I", "-S", VERIFIER, bundle, "--policy", policy]
    return subprocess.run(command, capture_output=True, text=True, check=False)
