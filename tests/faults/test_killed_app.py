"""kill -9 of the app at work: whatever it has acknowledged is there, once, and sealed (F1).

JEJAK_KILLS sets how many times; fifty are the full measure.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

import pytest

from adapters.postgres.verify import verify
from domain.household.events.accompaniment import VisitRecorded
from tests.domain.household.families import ACTIVE
from tests.faults.sound import assert_sound
from tests.ledger.facts import postgres_ledger
from tests.scenario import HOUSEHOLD_ID
from tests.services.work import Work, two_families
from tests.store import PROGRAMME, fresh_store

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("JEJAK_KILLS", "6"))
COMMANDS = max(500, 80 * KILLS)
FAMILIES = [HOUSEHOLD_ID, *(UUID(int=0xF100 + number) for number in range(11))]

pytestmark = pytest.mark.store


class Sender:
    """A phone that sends what was not acknowledged yet, again and again, under the same ids."""

    def __init__(self, folder, process):
        self.folder, self.process = folder, process
        self.acknowledgements = folder / "acknowledgements"
        self.acknowledgements.touch()
        self.commands = {
            str(uuid4()): str(FAMILIES[number % len(FAMILIES)]) for number in range(COMMANDS)
        }

    def acknowledged(self):
        return set(self.acknowledgements.read_text().splitlines())

    def send(self, *mood):
        """Let a new process carry out what is left; return the number of the process."""
        left = self.commands.keys() - self.acknowledged()
        outbox = self.folder / "outbox"
        lines = [json.dumps({"id": each, "family": self.commands[each]}) for each in left]
        outbox.write_text("\n".join(lines))
        self.process.stdin.write(" ".join(map(str, (outbox, self.acknowledgements, *mood))) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def ended(self):
        assert self.process.stdout.readline() == "ended\n"

    def send_and_kill(self, chance, *mood):
        """Kill the process at some moment while it is at work."""
        before = len(self.acknowledged())
        process = self.send(*mood)
        wanted = before + chance.randrange(5, COMMANDS // (KILLS + 2))
        deadline = time.monotonic() + 20
        while len(self.acknowledged()) < wanted and time.monotonic() < deadline:
            time.sleep(0.002)
        os.kill(process, signal.SIGKILL)
        self.ended()


@pytest.fixture
def store(admin_url):
    with fresh_store(admin_url) as store:
        with postgres_ledger(store.app) as ledger:
            work = two_families(Work(ledger))
            for family in FAMILIES[1:]:
                work.tell(family, *ACTIVE)
        yield store


@pytest.fixture
def sender(store, tmp_path):
    command = [sys.executable, "-m", "tests.faults.application", store.app]
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    yield Sender(tmp_path, process)
    process.kill()
    process.communicate()


def same_chance():
    return Random(17)  # noqa: S311 (reproducible, keeps no secret)


def stored(store):
    """Return the visits on record, as pairs of command and visit."""
    with postgres_ledger(store.app) as ledger:
        rows = ledger.recorder.select_notifications(0, 100_000, topics=[VisitRecorded.name])
        lines = [ledger.mapper.to_domain_event(row) for row in rows]
        for family in FAMILIES:
            versions = [line.originator_version for line in ledger.history(family)]
            assert versions == list(range(1, len(versions) + 1))
    return [(str(line.origin.command_id), line.event.visit_id) for line in lines]


def test_every_acknowledged_command_is_there_exactly_once_however_often_the_app_is_killed(
    store, sender
):
    chance = same_chance()
    for _ in range(KILLS):
        sender.send_and_kill(chance)
    acknowledged = sender.acknowledged()
    there = Counter(command_id for command_id, _ in stored(store))
    assert 0 < len(acknowledged) < COMMANDS
    assert acknowledged <= there.keys()

    sender.send()
    sender.ended()

    visits = stored(store)
    assert sender.acknowledged() == sender.commands.keys()
    assert Counter(command_id for command_id, _ in visits) == dict.fromkeys(sender.commands, 1)
    assert len({visit_id for _, visit_id in visits}) == COMMANDS
    assert_sound(store, map(UUID, sender.commands))


def test_what_an_app_that_ran_out_of_memory_acknowledged_is_there_and_the_rest_can_follow(
    store, sender
):
    sender.send("hungry")
    sender.ended()
    there = Counter(command_id for command_id, _ in stored(store))
    assert 0 < len(sender.acknowledged()) < COMMANDS
    assert sender.acknowledged() <= there.keys()

    sender.send()
    sender.ended()

    assert Counter(each for each, _ in stored(store)) == dict.fromkeys(sender.commands, 1)
    assert_sound(store, map(UUID, sender.commands))


def test_control_an_app_that_acknowledges_too_early_is_found_out(store, sender):
    chance = same_chance()
    for _ in range(KILLS):
        sender.send_and_kill(chance, "careless")

    lost = sender.acknowledged() - {command_id for command_id, _ in stored(store)}

    assert lost
    assert verify(store.reader, PROGRAMME).ok  # what is there is a whole log all the same


def test_control_a_log_that_somebody_changed_afterwards_is_found_out(store, sender):
    sender.send_and_kill(same_chance())
    assert verify(store.reader, PROGRAMME).ok

    changed = store.execute("SELECT max(position) FROM @ledger@.event")[0][0] - 1
    store.execute(
        "ALTER TABLE @ledger@.event DISABLE TRIGGER ALL;"
        " UPDATE @ledger@.event SET payload = payload || ' '::bytea"
        f" WHERE position = {changed}"
    )

    found = verify(store.reader, PROGRAMME)
    assert (found.ok, found.first_bad_position) == (False, changed)
