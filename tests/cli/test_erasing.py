"""What a personal data officer types, and what a second person does; no name in any dump."""

import json
import subprocess

import pytest

from adapters.codec import EventCodec
from adapters.documents import import_domain
from adapters.keyring import KeyFile, WrappedKeyring
from adapters.postgres.binaries import find_binaries
from adapters.postgres.recorder import LedgerRecorder
from adapters.sealing import ERASED, open_sealed
from domain.household.events.targeting import HouseholdNominated

import_domain()
PERSONAL = ("full_name", "nik", "phone", "family_card_number")


class Look:
    """The log of an installation with its personal fields opened."""

    def __init__(self, installation):
        self.recorder = LedgerRecorder(installation.here["JEJAK_DATABASE_URL"], "ntb")
        keys = KeyFile.load(installation.home / "secrets" / "keys")
        self.keyring = WrappedKeyring(keys, self.recorder.wrapped_key)
        self.codec = EventCodec(self.keyring)

    def opened(self):
        rows = self.recorder.select_notifications(0, 1_000_000)
        lines = [self.codec.to_domain_event(row) for row in rows]
        streams = list({line.originator_id for line in lines})
        return open_sealed(lines, self.recorder.select_sealed(streams), self.keyring)

    def known(self):
        """Return every name and number that anybody gave."""
        found = {getattr(line.event, each, None) for line in self.opened() for each in PERSONAL}
        return {text for text in found if text and text != ERASED}


@pytest.fixture
def looking(copied):
    look = Look(copied)
    yield look
    look.recorder.close()


@pytest.fixture
def without_codes(copied):
    """Let who signs in here need no second factor, as in a demonstration."""
    mark = copied.home / "secrets" / "demonstration.json"
    mark.write_text("{}")
    yield
    mark.unlink()


def dump(installation):
    program = find_binaries() / "pg_dump"
    command = [program, "--inserts", installation.here["JEJAK_DATABASE_URL"]]
    return subprocess.run(command, check=True, capture_output=True).stdout


def test_no_name_or_number_of_anybody_is_in_a_dump_of_the_database(copied, looking):
    copied.types("migrate")
    copied.types("rebuild")
    known = looking.known()
    assert len(known) > 10

    dumped = dump(copied)

    assert {text for text in known if text.encode() in dumped} == set()


def test_control_a_name_that_is_stored_in_clear_is_found_in_a_dump(copied, looking):
    name = min(looking.known())
    command = f"CREATE TABLE public.copy AS SELECT '{name}'::text AS name"
    with looking.recorder._pool.connection() as connection:  # noqa: SLF001 (any will do)
        connection.execute(command)

    assert name.encode() in dump(copied)


@pytest.mark.usefixtures("without_codes")
def test_erasure_takes_two_people_and_shows_in_the_register(copied, looking):
    line = next(each for each in looking.opened() if isinstance(each.event, HouseholdNominated))
    person, name = line.event.person_id, line.event.full_name
    added = ("users", "add", "lead", "--role", "programme_lead", "--organisation", "bappeda")
    typed = "kata sandi contoh\nkata sandi contoh\n"
    copied.types(*added, "--name", "Contoh Pimpinan", typed=typed)
    second = {"JEJAK_USER": "lead", "JEJAK_PASSWORD": "kata sandi contoh"}
    terms = ("--ground", "own_request", "--basis", "UU 27/2022 pasal 8")
    part = ("--outcome", "partial", "--group", "narrative", "--group", "location")

    receive = copied.types("erase", "receive", person, "--household", line.originator_id)
    request = receive.out.strip()
    refused = copied.types("erase", "decide", request, *part, code=1)
    assert "belum" in refused.err or "not proposed" in refused.err
    copied.types("erase", "propose", request, *part, *terms)
    same = copied.types("erase", "decide", request, *part, code=1)
    assert "orang kedua" in same.err
    copied.types("erase", "decide", request, *part, **second)
    copied.types("migrate")  # the rights on a copied database
    copied.types("rebuild", "data_requests")
    [waiting] = [json.loads(each) for each in copied.types("erase", "list", "--json").said]
    assert (waiting["stage"], waiting["outcome"]) == ("decided", "partial")

    ran = copied.types("erase", "run", request)

    assert "[dihapus]" in ran.out
    assert "files scrubbed" in ran.out
    again = next(each for each in looking.opened() if each.event_id == line.event_id)
    assert (again.event.full_name, again.event.address) == (name, ERASED)
    assert json.loads(copied.types("verify", "--json").out)["ok"]
    journal = (copied.home / "erased.jsonl").read_text()
    assert request in journal
    assert name not in journal
