"""Two programs of others that recompute the books. They are run, never imported.

Where one is missing, tests that need it are skipped with a word about it. Where CI=true, hledger
must be there.
"""

import csv
import io
import os
import shutil
import subprocess
from decimal import Decimal

import pytest


def _program(name, package):
    path = shutil.which(name)
    if path is None and os.environ.get("CI") == "true" and name == "hledger":
        pytest.fail(f"{name} is missing; the package is called {package}")
    if path is None:
        pytest.skip(f"{name} is not installed; Debian's package {package} has it")
    return path


def _run(*words):
    quiet = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": "/nonexistent"}
    return subprocess.run(words, capture_output=True, text=True, check=False, env=quiet)


def hledger(journal):
    """Return each account with its balance, and what was wrong."""
    program = _program("hledger", "hledger")
    wrong = _run(program, "-f", journal, "check", "-s")
    told = _run(program, "-f", journal, "balance", "--flat", "-N", "-E", "-O", "csv", "-I")
    rows = list(csv.reader(io.StringIO(told.stdout)))[1:]
    return {account: _rupiah(amount) for account, amount in rows}, wrong.stderr


def beancount(journal):
    """Return each account with its balance, and what was wrong."""
    wrong = _run(_program("bean-check", "beancount"), journal)
    query = "SELECT account, sum(number) AS rupiah GROUP BY account"
    told = _run(_program("bean-query", "beancount"), "-f", "csv", journal, query)
    rows = list(csv.reader(io.StringIO(told.stdout)))[1:]
    return {name.strip(): _rupiah(amount) for name, amount in rows}, wrong.stderr


def _rupiah(text):
    return int(Decimal(text.replace("IDR", "").strip() or "0"))
