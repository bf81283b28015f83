"""What is typed to have the books of the villages as a file."""

import csv
import json
import re
from collections import Counter

import pytest

from tests.accounts.tools import hledger


@pytest.mark.parametrize("wanted", ["beancount", "hledger", "csv", "xlsx"])
def test_books_are_written_and_position_and_root_are_said(played, tmp_path, wanted):
    out = tmp_path / "books"

    said = played.types("ledger", "--format", wanted, "--out", out).out

    whole = json.loads(played.types("verify", "--json").out)
    assert f"position {whole['size'] - 1}," in said
    assert whole["root"] in said
    assert out.stat().st_size > 0


def test_books_of_an_earlier_position_have_another_root(played, tmp_path):
    now = played.types("ledger", "--format", "hledger", "--out", tmp_path / "now").out
    then = ("--as-of", 41, "--out", tmp_path / "then")
    before = played.types("ledger", "--format", "hledger", *then).out

    assert "position 41," in before
    assert re.findall("[0-9a-f]{64}", before) != re.findall("[0-9a-f]{64}", now)
    assert "position 41, root" in (tmp_path / "then").read_text()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--village", "99.99.99.9999"), "not a known village"),
        (("--as-of", "yesterday"), "not in the log"),
        (("--as-of", "999999999"), "not in the log"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(played, tmp_path, words, told):
    out = tmp_path / "books"

    result = played.types("ledger", "--format", "csv", *words, "--out", out, code=1)

    assert told in result.err
    assert not out.exists()


def test_hledger_finds_every_balance_of_a_played_programme(played, tmp_path):
    rows, journal = tmp_path / "books.csv", tmp_path / "books.journal"
    played.types("ledger", "--format", "csv", "--out", rows)
    played.types("ledger", "--format", "hledger", "--out", journal)
    ours = Counter()
    with rows.open(newline="") as file:
        for row in csv.DictReader(file):
            sign = {"D": 1, "C": -1}[row["Amount_Credit_Debit_Indicator"]]
            ours[row["GL_Account_Number"]] += sign * int(row["Amount"])

    told, _ = hledger(journal)

    assert {k: v for k, v in told.items() if v} == {k: v for k, v in ours.items() if v}
    assert len(ours) > 5
    assert sum(ours.values()) == 0
