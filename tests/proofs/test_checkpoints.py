"""Checkpoints: signed over what the log is, never over a log that was rewritten."""

from uuid import uuid4

import psycopg
import pytest

from adapters.anchors.hash_tiles import HashTiles
from adapters.anchors.heads import head_line
from adapters.anchors.keeper import LogRewritten
from adapters.anchors.notes import Checkpoint, Note, NoteInvalid, Verifier
from adapters.keyring import KeyFileUnusable
from domain.log_seals.events import HeadsSealed, SigningKeyNamed
from domain.sealed_log import leaf_hash, root_of
from domain.tree_proofs import check_consistency, consistency_proof
from tests.ledger.facts import Counted, append, fact
from tests.services.work import HOUSEHOLD_ID, OFFICE, visit
from tests.store import PROGRAMME

pytestmark = pytest.mark.store


def leaves_of(store):
    rows = store.execute("SELECT leaf FROM @ledger@.event ORDER BY position")
    return [bytes(leaf) for (leaf,) in rows]


def many(work, count):
    """Put so many events on record, in streams of ten."""
    for _ in range(count // 10):
        stream = uuid4()
        work.ledger.append(
            append(*(fact(stream, version, Counted(count=version)) for version in range(1, 11)))
        )


def test_a_checkpoint_says_how_long_the_log_is_and_is_signed(store, anchoring):
    kept = anchoring.keeper.checkpoint()

    note = Note.parse(kept.note)
    [signer] = anchoring.keys.load()
    assert note.signed_by([signer.verifier]) == [signer.verifier]
    leaves = leaves_of(store)
    assert Checkpoint.parse(note.text) == Checkpoint(signer.name, len(leaves), root_of(leaves))
    assert anchoring.policy().accepts(note) == []


def test_an_unchanged_log_is_signed_once(anchoring, work):
    first = anchoring.keeper.checkpoint()
    assert anchoring.keeper.checkpoint() == first

    work.ask(visit())
    second = anchoring.keeper.checkpoint()
    assert second.size > first.size
    assert [each.number for each in anchoring.store.listed(9)] == [second.number, first.number]
    assert anchoring.store.latest(first.size) == first


def test_the_clock_signs_within_a_minute_of_an_event_and_has_it_witnessed_every_night(
    anchoring, work
):
    class Clock:
        def every(self, name, seconds, work):
            self.soon = name, seconds, work

        def daily(self, name, at, work):
            self.nightly = name, at, work

    clock = Clock()
    anchoring.add_to(clock)
    name, seconds, sign = clock.soon
    sign()

    work.ask(visit())
    assert (
        sign() == anchoring.store.latest().size == work.ledger.recorder.max_notification_id() + 1
    )
    assert (name, seconds <= 60) == ("checkpoint", True)
    assert (clock.nightly[0], "hour" in clock.nightly[1]) == ("anchor", True)


def test_the_key_that_signs_is_on_record_before_its_first_signature(anchoring, work):
    anchoring.keeper.checkpoint()

    [named] = [each for each in facts_of_log(work) if isinstance(each, SigningKeyNamed)]
    [signer] = anchoring.keys.load()
    assert (named.origin, named.key) == (signer.name, signer.verifier.key.hex())


def facts_of_log(work):
    rows = work.ledger.recorder.select_notifications(0, 100_000)
    return [work.ledger.mapper.to_domain_event(row).event for row in rows]


def test_a_new_key_signs_beside_the_old_one_until_that_is_taken_away(anchoring, work, tmp_path):
    anchoring.keeper.checkpoint()
    [old] = anchoring.keys.load()
    new = anchoring.keys.add()

    note = Note.parse(anchoring.keeper.checkpoint().note)
    assert note.signed_by([old.verifier, new.verifier]) == [old.verifier, new.verifier]
    assert [each.key for each in facts_of_log(work) if isinstance(each, SigningKeyNamed)] == [
        old.verifier.key.hex(),
        new.verifier.key.hex(),
    ]

    (tmp_path / "secrets" / "log-key.1").unlink()
    note = Note.parse(anchoring.keeper.checkpoint().note)
    assert note.signed_by([old.verifier, new.verifier]) == [new.verifier]


def test_a_key_is_never_overwritten_and_never_read_when_others_can(anchoring, tmp_path):
    with pytest.raises(KeyFileUnusable, match="never overwritten"):
        anchoring.keys.make(OFFICE.code)
    (tmp_path / "secrets" / "log-key.1").chmod(0o644)
    with pytest.raises(KeyFileUnusable, match="open to other users"):
        anchoring.keys.load()
    assert "PRIVATE" not in str(anchoring.keys)


def test_without_a_key_nothing_is_signed(anchoring, tmp_path):
    (tmp_path / "secrets" / "log-key.1").unlink()
    with pytest.raises(KeyFileUnusable, match="keys init"):
        anchoring.keeper.checkpoint()


def test_the_ends_of_all_histories_are_sealed_and_once(store, anchoring, work):
    size = work.size()
    anchoring.keeper.seal()
    anchoring.keeper.seal()

    [sealed] = [each for each in facts_of_log(work) if isinstance(each, HeadsSealed)]
    lasts = store.execute(
        "SELECT DISTINCT ON (stream) stream, version, leaf FROM @ledger@.event"
        " WHERE position < %s ORDER BY stream, version DESC",
        [sealed.size],
    )
    lines = [leaf_hash(head_line(*head)) for head in sorted(lasts)]
    assert (sealed.size, sealed.streams) == (size, len(lines))
    assert sealed.root == root_of(lines).hex()


def test_the_ends_are_sealed_again_when_a_family_has_gone_on(anchoring, work):
    anchoring.keeper.seal()
    work.ask(visit())
    anchoring.keeper.seal()

    sealed = [each for each in facts_of_log(work) if isinstance(each, HeadsSealed)]
    assert len(sealed) == 2
    assert sealed[0].root != sealed[1].root


def test_tiles_give_every_root_and_growth_of_a_long_log(store, anchoring, work):
    many(work, 1_500)
    anchoring.keeper.checkpoint()
    many(work, 300)
    kept = anchoring.keeper.checkpoint()
    leaves = leaves_of(store)
    [(tiles,)] = store.execute("SELECT count(*) FROM @ledger@.tile")

    assert tiles == len(leaves) // 256
    for size in (1, 255, 256, 257, 512, 1_000, kept.size):
        assert HashTiles(size, anchoring.store.hashes).root() == root_of(leaves[:size])
        growth = anchoring.keeper.growth(size, kept)
        check_consistency(
            size, kept.size, growth.path, root_of(leaves[:size]), root_of(leaves[: kept.size])
        )
        tiled = HashTiles(kept.size, anchoring.store.hashes)
        assert list(growth.path) == consistency_proof(size, kept.size, tiled.subtree)


def as_superuser(store, statement, *parameters):
    with psycopg.connect(store.admin, autocommit=True) as superuser:
        for table in ("event", "frontier", "tile", "checkpoint"):
            superuser.execute(f'ALTER TABLE "{PROGRAMME}".{table} DISABLE TRIGGER ALL')
        superuser.execute(store.schemas.fill(statement).encode(), parameters)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE @ledger@.event SET leaf = sha256('lain') WHERE position = 300",
        (
            "UPDATE @ledger@.frontier SET"
            " nodes = (SELECT array_agg(sha256(node)) FROM unnest(nodes) AS node)"
        ),
        "UPDATE @ledger@.tile SET root = sha256('lain') WHERE index = 0",
    ],
)
def test_a_log_that_was_rewritten_is_not_signed(store, anchoring, work, statement):
    many(work, 300)
    before = anchoring.keeper.checkpoint()
    as_superuser(store, statement)
    work.ledger.append(append(fact(HOUSEHOLD_ID, next_version(work))))

    with pytest.raises(LogRewritten, match="jejak verify"):
        anchoring.keeper.checkpoint()
    assert anchoring.store.latest() == before


def next_version(work):
    return len(work.ledger.history(HOUSEHOLD_ID)) + 1


def test_the_app_can_neither_change_nor_forge_what_was_signed(store, anchoring):
    kept = anchoring.keeper.checkpoint()
    for statement in (
        "UPDATE @ledger@.checkpoint SET note = ''",
        "DELETE FROM @ledger@.checkpoint",
        "INSERT INTO @ledger@.checkpoint (size, root, note, made_at) VALUES (1, '', '', now())",
        "DELETE FROM @ledger@.testimony",
        "UPDATE @ledger@.tile SET root = ''",
        "INSERT INTO @ledger@.tile VALUES (0, 99, '')",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            store.execute(statement, url=store.app)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        store.execute("DELETE FROM @ledger@.checkpoint", url=store.owner)
    for size in (kept.size + 1, kept.size - 1):
        with pytest.raises(psycopg.Error, match="does not fit"):
            store.execute("SELECT @ledger@.keep_checkpoint(%s, '', '')", [size], url=store.app)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        store.execute("SELECT @ledger@.keep_checkpoint(1, '', '')", url=store.reader)


def test_a_policy_of_others_does_not_believe_this_log(anchoring):
    note = Note.parse(anchoring.keeper.checkpoint().note)
    key = anchoring.keys.load()[0].verifier
    other = Verifier(key.name, key.kind, bytes(32))
    anchoring.policy_path.write_text(f"log {other}\nquorum none\n")

    with pytest.raises(NoteInvalid, match="no known log"):
        anchoring.policy().accepts(note)
