"""A mirror: the whole log in files, recomputed without the server, any change named."""

import shutil

import pytest

from adapters.anchors.mirror import mirror
from adapters.anchors.mirror_check import MirrorBroken, check_mirror
from adapters.anchors.notes import LOG, NoteInvalid, Signer
from adapters.anchors.policy import Policy
from adapters.anchors.texts import entries_of, entry_bundle
from adapters.postgres.evidence import EvidenceStore
from domain.sealed_log import Frontier, leaf_hash, root_of
from tests.proofs.connecting import connecting
from tests.proofs.test_checkpoints import many
from tests.services.work import visit

pytestmark = pytest.mark.store


@pytest.fixture
def evidence(store):
    return EvidenceStore(connecting(store.app), store.schemas)


@pytest.fixture
def mirrored(anchoring, work, evidence, tmp_path):
    many(work, 700)
    folder = tmp_path / "cermin"
    mirror(anchoring, evidence, folder)
    return folder


def test_a_mirror_gives_the_root_that_was_signed(mirrored, anchoring, store):
    found = check_mirror(mirrored, anchoring.policy())

    leaves = store.execute("SELECT leaf FROM @ledger@.event ORDER BY position")
    assert found.size == len(leaves)
    assert found.root == root_of(bytes(leaf) for (leaf,) in leaves).hex()


def test_a_second_run_adds_what_is_new_and_leaves_the_rest(mirrored, anchoring, work, evidence):
    full = mirrored / "tile/entries/000"
    before = full.stat().st_mtime_ns
    work.ask(visit())
    many(work, 100)
    kept = mirror(anchoring, evidence, mirrored)

    assert check_mirror(mirrored, anchoring.policy()).size == kept.size
    assert full.stat().st_mtime_ns == before


def test_an_entry_that_was_changed_is_named(mirrored, anchoring):
    path = mirrored / "tile/entries/001"
    good = path.read_bytes()
    entries = entries_of(good)
    for at in (0, 100, 255):
        changed = [*entries]
        changed[at] = changed[at][:-2] + b" }"
        path.write_bytes(entry_bundle(changed))
        with pytest.raises(MirrorBroken) as broken:
            check_mirror(mirrored, anchoring.policy())
        assert 256 <= broken.value.position <= 256 + 255
    path.write_bytes(good)
    check_mirror(mirrored, anchoring.policy())


def test_a_mirror_that_was_rewritten_with_its_hashes_is_not_what_was_signed(mirrored, anchoring):
    """The last entry of a history can be changed without breaking any chain."""
    path = next(each for each in (mirrored / "tile/entries/002.p").iterdir())
    entries = entries_of(path.read_bytes())
    entries[-1] = entries[-1][:-1] + b" "
    path.write_bytes(entry_bundle(entries))
    leaves = mirrored / "tile/0/002.p" / path.name
    leaves.write_bytes(b"".join(map(leaf_hash, entries)))

    with pytest.raises(MirrorBroken, match="akarnya"):
        check_mirror(mirrored, anchoring.policy())


@pytest.mark.parametrize("lost", ["tile/entries/000", "tile/0/001", "checkpoint"])
def test_a_file_that_is_missing_is_noticed(mirrored, anchoring, lost):
    (mirrored / lost).unlink()
    with pytest.raises((MirrorBroken, FileNotFoundError)):
        check_mirror(mirrored, anchoring.policy())


def test_a_cut_off_end_is_noticed(mirrored, anchoring):
    shutil.rmtree(mirrored / "tile/entries/002.p")
    with pytest.raises(MirrorBroken) as broken:
        check_mirror(mirrored, anchoring.policy())
    assert broken.value.position == 512


@pytest.mark.parametrize("left", [1, 20, -1, -40])
def test_a_file_that_was_cut_short_is_noticed(mirrored, anchoring, left):
    path = mirrored / "tile/entries/001"
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(MirrorBroken):
        check_mirror(mirrored, anchoring.policy())


def test_a_mirror_of_another_log_is_refused(mirrored, anchoring):
    stranger = Signer.make(anchoring.keys.load()[0].name, LOG).verifier
    with pytest.raises(NoteInvalid, match="no known log"):
        check_mirror(mirrored, Policy.parse(f"log {stranger}\nquorum none\n"))


def test_whole_subtrees_grow_a_log_as_single_leaves_do():
    leaves = [leaf_hash(str(number).encode()) for number in range(40)]
    grown = Frontier()
    for first in range(0, 32, 8):
        grown.append_complete(root_of(leaves[first : first + 8]), 3)
    for leaf in leaves[32:]:
        grown.append(leaf)
    assert (grown.size, grown.root()) == (40, root_of(leaves))
