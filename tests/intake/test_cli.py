"""What a data officer types, and what comes back: `jejak import` and `jejak duplicates`."""

import json
import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from adapters.cli.duplicates import duplicates
from adapters.cli.intake import import_list
from domain.nomination_batch.aggregate import NOMINATION_BATCH
from services.access import SignInFailed
from services.streams import batch_stream
from tests.intake.conftest import LISTS, Desk
from tests.intake.lists import HEAD, MAPPINGS, child, csv, nik, row
from tests.ledger.facts import INDEX
from tests.store import Store

ROWS = [row(1), child(2, row(1)), row(3, DESIL="9"), row(5, NAMA="Contoh Melati 1", NIK="")]


@dataclass
class Database:
    """As much of its database as these commands ask for."""

    store: Store

    @property
    def schemas(self):
        return self.store.schemas

    def url(self, _role):
        return self.store.app

    def check_schema(self):
        pass


@dataclass
class House:
    """As much of an installation as these commands ask for."""

    desk: Desk
    key_path: Path
    access: Any = None
    mappings: Path = MAPPINGS
    programme: Any = LISTS

    @property
    def casework(self):
        return self.desk.casework

    @property
    def codec(self):
        return self.desk.codec

    @property
    def index(self):
        return INDEX

    @property
    def store(self):
        return Database(self.desk.store)


@pytest.fixture
def house(desk, tmp_path):
    return House(desk, tmp_path / "keys")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "daftar.csv"
    path.write_bytes(csv(*ROWS))
    return path


def jejak(command, house, *words, code=0):
    result = CliRunner().invoke(command, [str(word) for word in words], obj=house)
    assert result.exit_code == code, result.output
    return result


def imported(house, file, *words, code=0):
    mapped = (file, "--mapping", "dtsen", "--batch-code", "q1", "--as-of", "2026-03-31")
    return jejak(import_list, house, *mapped, *words, code=code)


def test_a_dry_run_reports_and_writes_nothing(house, file):
    result = imported(house, file)

    assert "daftar.csv" in result.output
    assert "Percobaan: tidak ada yang ditulis" in result.output
    assert "t4" in result.output
    assert house.desk.events() == []


def test_nobody_is_named_in_what_is_printed(house, file):
    for words in ([], ["--json"], ["--apply"]):
        output = imported(house, file, *words).output

        assert "Contoh Melati" not in output
        assert nik(1) not in output


def test_json_gives_every_row_and_totals_that_add_up(house, file):
    answer = json.loads(imported(house, file, "--json").stdout)

    totals = answer["totals"]
    assert len(answer["rows"]) == totals["rows"] == 4
    assert totals["rows"] == totals["nominated"] + totals["known"] + totals["rejected"]
    assert [one["row"] for one in answer["rows"]] == [2, 3, 4, 5]
    assert answer["applied"] is False


def test_apply_puts_the_list_on_record_once_and_says_so(house, file):
    assert "Sudah dicatat" in imported(house, file, "--apply").output
    before = house.desk.events()

    again = imported(house, file, "--apply")

    assert "sudah dicatat sebelumnya" in again.output
    assert house.desk.events() == before


def test_feedback_is_a_file_and_after_apply_a_fact(house, file, tmp_path):
    feedback = tmp_path / "umpan-balik.csv"

    imported(house, file, "--feedback", feedback)
    assert len(feedback.read_text("utf-8-sig").splitlines()) == 5
    assert house.desk.events() == []

    imported(house, file, "--apply", "--feedback", feedback)
    batch = house.casework.load(NOMINATION_BATCH, batch_stream("contoh", "q1")).state
    assert list(batch.feedback.values()) == [4]


def test_a_refusal_is_one_line_in_both_languages(house, tmp_path):
    empty = tmp_path / "kosong.csv"
    empty.write_text(";".join(HEAD))

    operator, *output = imported(house, empty, code=1).output.splitlines()

    assert "operator" in operator
    [output] = output
    assert "kosong.csv" in output
    assert "Kirim lembar" in output
    assert "Send a sheet" in output


def test_a_missing_column_is_named_and_nothing_is_written(house, file):
    file.write_bytes(csv(*ROWS).replace(b"DESIL", b"PERINGKAT"))

    assert "'DESIL'" in imported(house, file, "--apply", code=1).output
    assert house.desk.events() == []


def test_a_bps_list_is_read_over_a_bridge_of_the_operator(house, tmp_path):
    listed, bridge = tmp_path / "dtks.csv", tmp_path / "jembatan.csv"
    listed.write_bytes(csv(HEAD, titles=tuple(HEAD)))
    bridge.write_text("bps,kemendagri\n7499010001,74.99.02.1001\n")
    words = (listed, "--mapping", "dtks", "--batch-code", "q1", "--json")

    assert "--bridge" in jejak(import_list, house, *words, code=1).output
    answer = json.loads(jejak(import_list, house, *words, "--bridge", bridge).stdout)
    assert answer["rows"][0]["village_code"] == "74.99.02.1001"


def test_without_a_user_the_account_of_the_machine_acts_and_says_so(house, file):
    told = imported(house, file, "--apply")

    [said] = [line for line in told.stderr.splitlines() if "operator" in line]
    account = pwd.getpwuid(os.geteuid()).pw_name
    assert f"operator mesin: {account}," in said
    assert f"the machine's operator: {account}," in said
    lines = house.desk.lines()
    [actor] = {line.origin.actor_id for line in lines}
    assert str(actor) in said
    assert {line.origin.channel for line in lines} == {"import"}
    assert account not in told.stdout
    # The same account is the same actor the next time.
    imported(house, file, "--apply", "--batch-code", "q2")
    assert {line.origin.actor_id for line in house.desk.lines()} == {actor}


def test_what_is_decided_on_the_command_line_says_so(house, file):
    imported(house, file, "--apply")
    [found] = json.loads(jejak(duplicates, house, "list", "--json").stdout)
    before = len(house.desk.lines())
    pair = (found["household_id"], found["other_id"])

    jejak(duplicates, house, "decide", *pair, "--different", "--reason", "namesakes")

    assert {line.origin.channel for line in house.desk.lines()[before:]} == {"cli"}


def test_who_names_a_user_must_know_the_password(house, file, monkeypatch):
    class Access:
        def sign_in(self, *_):
            raise SignInFailed

    house.access = Access()
    monkeypatch.setenv("JEJAK_PASSWORD", "salah")

    assert "sandi salah" in imported(house, file, "--user", "siapa", code=1).output


def test_duplicates_are_listed_shown_and_decided(house, file):
    imported(house, file, "--apply")
    [found] = json.loads(jejak(duplicates, house, "list", "--json").stdout)
    pair = (found["household_id"], found["other_id"])
    assert found["score"] >= 80

    listed = jejak(duplicates, house, "list", "--batch-code", "q1").output
    assert "RT-" in listed
    assert "Contoh Melati" not in listed
    assert "Contoh Melati 1" in jejak(duplicates, house, "show", *pair).output
    jejak(duplicates, house, "decide", *pair, "--different", "--reason", "namesakes")
    assert json.loads(jejak(duplicates, house, "list", "--json").stdout) == []


def test_a_decision_is_one_of_two_and_about_two_files_that_exist(house):
    nobody = "00000000-0000-4000-8000-000000000001"

    neither = jejak(duplicates, house, "decide", nobody, nobody, "--reason", "namesakes", code=2)
    unknown = jejak(duplicates, house, "show", nobody, nobody, code=1)

    assert "--same" in neither.output
    assert "Berkas tidak ada" in unknown.output
