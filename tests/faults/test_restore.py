"""A backup is really one: to its end, to a moment before a bad delete, and with its erasures."""

import time
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from adapters.doctor.anchor_checks import Anchor
from adapters.doctor.examination import Patient, examine
from adapters.journal import Journal
from adapters.postgres.backup import Backups
from adapters.postgres.migrate import migrate
from adapters.postgres.programs import ProgramFailed, run
from adapters.postgres.restoring import CannotRestore, choose, forget_again, put_back
from adapters.postgres.server import EmbeddedServer
from adapters.postgres.verify import verify
from adapters.sealing import ERASED
from services.erasure import Erasing
from tests.domain.data_request.requests import REQUEST
from tests.ledger.facts import append, fact, postgres_ledger
from tests.scenario import OTHER_HOUSEHOLD_ID
from tests.services.test_erasing import NAME, OTHER_NAME, grant, names, nominated
from tests.services.work import Work
from tests.store import PASSWORDS, PROGRAMME, store_at

pytestmark = pytest.mark.store


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """Tell one story: a base backup, facts, an erasure, more facts, then everything is lost."""
    folder = tmp_path_factory.mktemp("restore")
    server, backups = EmbeddedServer(folder / "home"), Backups(folder / "backups")
    journal, said = Journal(folder / "erased.jsonl"), {}
    store = store_at(server.start())
    migrate(store.admin, PROGRAMME, PASSWORDS)
    with postgres_ledger(store.app) as ledger:
        work = nominated(Work(ledger))
        said["base"] = backups.take(store.admin, store.schemas)
        grant(work)
        said["early"] = verify(store.reader, PROGRAMME)
        time.sleep(0.05)
        said["moment"] = datetime.now(UTC)
        time.sleep(0.05)
        Erasing(
            work.casework, remember=lambda request, e: journal.note(request, e.person, e.groups)
        ).carry_out(REQUEST)
        for version in range(1, 4):
            ledger.append(append(fact(uuid4(), 1)))
            assert version
        said["late"] = verify(store.reader, PROGRAMME)
        backups.collect(store.admin)
    server.stop()
    return folder, backups, journal, said


def restored(folder, name, backups, until=None):
    """Put the backup into an empty home with the old secrets; return it and its store."""
    home = folder / name
    home.mkdir()
    (home / "secrets").mkdir(mode=0o700)
    (home / "secrets" / "postgres").write_text((folder / "home/secrets/postgres").read_text())
    (home / "secrets" / "postgres").chmod(0o600)
    server = EmbeddedServer(home)
    return server, store_at(put_back(server, backups, choose(backups, until), until))


def test_the_whole_log_comes_back_to_its_last_event(story):
    folder, backups, journal, said = story
    server, store = restored(folder, "whole", backups)
    try:
        found = verify(store.reader, PROGRAMME)
        assert (found.ok, found.size, found.root) == (True, said["late"].size, said["late"].root)
        assert forget_again(store.admin, store.schemas, journal) == 0
        with postgres_ledger(store.app) as ledger:
            assert names(Work(ledger))[0] == ERASED
            ledger.append(append(fact(uuid4(), 1)))
        with pytest.raises(CannotRestore, match="already"):
            put_back(server, backups, said["base"], None)
    finally:
        server.stop()


def test_before_a_moment_everything_is_there_and_who_was_erased_stays_erased(story):
    folder, backups, journal, said = story
    server, store = restored(folder, "moment", backups, said["moment"])
    try:
        found = verify(store.reader, PROGRAMME)
        assert (found.ok, found.size, found.root) == (True, said["early"].size, said["early"].root)
        with postgres_ledger(store.app) as ledger:
            assert names(Work(ledger))[0] == NAME  # the control: the backup remembers

        assert forget_again(store.admin, store.schemas, journal) == 1
        assert forget_again(store.admin, store.schemas, journal) == 0

        with postgres_ledger(store.app) as ledger:
            assert names(Work(ledger))[0] == ERASED
            assert names(Work(ledger), OTHER_HOUSEHOLD_ID) == [OTHER_NAME]
        anchor = Anchor(said["late"].size, bytes.fromhex(said["late"].root))
        patient = Patient(app_url=store.app, schemas=store.schemas, anchors=(anchor,))
        [anchored] = [each for each in examine(patient).found if each.code == "I6"]
        assert anchored.first_bad_position == said["early"].size  # reported, not hidden
    finally:
        server.stop()


def test_there_is_nothing_to_restore_from_before_the_first_backup(story):
    _, backups, _, said = story
    with pytest.raises(CannotRestore, match="before that moment"):
        choose(backups, said["base"].moment.replace(year=2020))


def test_a_backup_that_lost_a_bit_is_not_taken_for_one(story):
    folder, backups, _, said = story
    file = folder / "backups" / said["base"].name / "PG_VERSION"
    whole = file.read_text()
    run("pg_verifybackup", "--quiet", "--no-parse-wal", file.parent)
    file.write_text("17\n")
    with pytest.raises(ProgramFailed, match="checksum mismatch"):
        run("pg_verifybackup", "--quiet", "--no-parse-wal", file.parent)
    file.write_text(whole)
    assert backups.bases() == [said["base"]]


def test_old_backups_are_dropped_but_never_the_last_one(story, tmp_path):
    _, backups, _, said = story
    other = Backups(tmp_path)
    for year in (2024, 2025):
        name = f"base-{year}"
        (tmp_path / name).mkdir()
        label = "START WAL LOCATION: 0/28 (file 000000010000000000000002)\n"
        (tmp_path / name / "backup_label").write_text(label)
        taken = datetime(year, 1, 1, tzinfo=UTC).isoformat()
        note = f'{{"name":"{name}","taken_at":"{taken}","size":1,"root":"00"}}'
        (tmp_path / f"{name}.json").write_text(note)
    other.wal.mkdir()

    assert other.prune(30) == ["base-2024"]
    assert other.prune(30) == []
    assert [base.name for base in other.bases()] == ["base-2025"]
    assert backups.first_segment(said["base"])
