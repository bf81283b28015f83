"""After an erasure nothing of the person is in any file of the cluster: name, key, salt, claim."""

from contextlib import suppress

import psycopg
import pytest

from adapters.postgres import scrub as scrubbing
from adapters.postgres.cluster import Cluster
from adapters.postgres.migrate import migrate
from adapters.postgres.scrub import scrub
from adapters.postgres.server import EmbeddedServer
from adapters.postgres.verify import verify
from adapters.sealing import ERASED, salt
from services.claims import NIK
from services.entries import Take
from services.erasure import Erasing
from tests.domain.data_request.requests import LEAD, PDP_OFFICER, REQUEST, decide, propose, receive
from tests.domain.household.cases import HEAD, NOMINATED
from tests.ledger.facts import INDEX, postgres_ledger
from tests.scenario import HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID
from tests.services.work import OTHER_HEAD, Work, of_other
from tests.store import PASSWORDS, PROGRAMME, store_at

NAME, HOUSE, NIK_NUMBER = "Contoh Melati Tujuhbelas", "Jalan Contoh Tigabelas", "5201015505909999"
OTHER_NAME = "Contoh Kenanga Empatbelas"
TOKEN = INDEX.token(NIK, NIK_NUMBER)

pytestmark = pytest.mark.store


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A cluster of its own, with two families on record; its store and its files."""
    # What is gone is gone by our doing, and not because an autovacuum happened to come by.
    server = EmbeddedServer(tmp_path_factory.mktemp("left") / "home", {"autovacuum": "off"})
    store = store_at(server.start())
    migrate(store.admin, PROGRAMME, PASSWORDS)
    with postgres_ledger(store.app) as ledger:
        work = Work(ledger)
        named = {"full_name": NAME, "address": HOUSE, "nik": NIK_NUMBER}
        claim = Take(NIK, TOKEN, HOUSEHOLD_ID, HEAD)
        work.tell(HOUSEHOLD_ID, NOMINATED.model_copy(update=named), takes=[claim])
        other = of_other(NOMINATED).model_copy(update={"full_name": OTHER_NAME})
        work.tell(OTHER_HOUSEHOLD_ID, other)
        yield work, store, server._cluster()  # noqa: SLF001 (where its files are)
    server.stop()


def traces(work, person, stream):
    """Return every secret of a person as the bytes that would give them away."""
    recorder, key = work.ledger.recorder, work.ledger.keyring.key_of(person)
    found = {"key": key, "wrapped key": recorder.wrapped_key(person)}
    for line in work.ledger.history(stream):
        place = f"{stream}|{line.originator_version}"
        for group, _ in line.event.sealed:
            found[f"salt of {group}"] = salt(key, place, group)
    for sealed in recorder.select_sealed([stream]):
        found |= {f"ciphertext of {part.group}": part.ciphertext for part in sealed.parts}
    return found


def on_disk(cluster: Cluster, needles):
    """Return which of the needles are in a file of the cluster, its log among them."""
    found = set()
    for path in cluster.data.rglob("*"):
        with suppress(FileNotFoundError, IsADirectoryError):  # the server removes files, too
            content = path.read_bytes()
            found |= {name for name, needle in needles.items() if needle in content}
    return found


def on_disk_for_good(store, cluster, needles):
    """Return the same, once every page is written: in the log a page may end amid a needle."""
    store.execute("CHECKPOINT")
    return on_disk(cluster, needles)


def grant(work):
    work.ask(receive(words=f"{NAME} minta dihapus"), REQUEST)
    work.ask(propose(), REQUEST, by=PDP_OFFICER)
    work.ask(decide(), REQUEST, by=LEAD)


def test_key_salts_ciphertext_claims_and_names_are_in_no_file_any_more(cluster):
    work, store, files = cluster
    grant(work)
    plain = {"name": NAME.encode(), "house": HOUSE.encode(), "nik": NIK_NUMBER.encode()}
    mine = traces(work, HEAD, HOUSEHOLD_ID) | traces(work, HEAD, REQUEST)
    mine |= plain | {"claim": TOKEN}
    theirs = traces(work, OTHER_HEAD, OTHER_HOUSEHOLD_ID)
    store.execute("ANALYZE")  # as autovacuum does where there is more
    root = verify(store.reader, PROGRAMME).root
    stored = {name for name in mine if name.startswith(("wrapped", "ciphertext", "claim"))}
    assert on_disk_for_good(store, files, mine) == stored  # the control

    Erasing(work.casework).carry_out(REQUEST)
    assert on_disk_for_good(store, files, mine) == stored  # deleted is not yet gone
    scrub(store.admin, store.schemas)

    assert on_disk(files, mine) == set()
    assert {name for name in theirs if "ciphertext" in name} <= on_disk(files, theirs)
    [opened, *_] = work.opened(HOUSEHOLD_ID)
    assert opened.event.full_name == ERASED
    found = verify(store.reader, PROGRAMME)
    assert found.ok
    assert found.root != root  # it has grown by what was put on record
    [[wal_recycle]] = store.execute("SHOW wal_recycle")
    assert wal_recycle == "on"


def test_control_a_name_that_somebody_copied_in_clear_is_found(cluster):
    _, store, files = cluster
    needle = {"name": b"Contoh Salinan Delapanbelas"}
    assert on_disk(files, needle) == set()

    copied = "CREATE TABLE public.copy AS SELECT 'Contoh Salinan ' || 'Delapanbelas' AS name"
    store.execute(copied)

    assert on_disk_for_good(store, files, needle) == {"name"}


def test_an_old_transaction_stands_in_the_way_of_scrubbing(cluster, monkeypatch):
    _, store, _ = cluster
    monkeypatch.setattr(scrubbing, "PATIENCE_SECONDS", 0.2)
    with psycopg.connect(store.admin) as older:
        older.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        older.execute("SELECT 1")
        with pytest.raises(scrubbing.NotScrubbed, match="old transaction"):
            scrub(store.admin, store.schemas)
