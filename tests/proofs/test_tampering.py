"""Whatever is changed in a bundle is found, and said what it is; good bundles are never refused.

JEJAK_MUTATIONS sets how many changes are tried; ten thousand are the full measure.
"""

import os
import re
from collections import Counter
from random import Random

import pytest

from adapters.anchors.notes import LOG, WITNESS, Signer
from adapters.bundle.bundles import Bundles
from adapters.postgres.evidence import EvidenceStore
from adapters.witness.witness import Witness
from domain.personal import Group
from tests.proofs.connecting import connecting
from tests.proofs.inspector import verifier
from tests.proofs.mutations import (
    MUTATIONS,
    flipped,
    packed,
    resealed,
    unpacked,
    without_signature,
)
from tests.sample_programme import VILLAGE
from tests.scenario import HOUSEHOLD_ID
from tests.services.work import visit

pytestmark = pytest.mark.store
TRIES = int(os.environ.get("JEJAK_MUTATIONS", "200"))
INSPECTOR = verifier()
EVERYTHING = tuple(group.value for group in Group)


class Case:
    """A good bundle, whom to believe, and who could make the bag good again."""

    def __init__(self, bundle, anchoring, folder, policy):
        self.files = unpacked(bundle.content)
        self.signers = anchoring.keys.load()
        self.folder, self.policy = folder, policy

    def verdict(self, files):
        """Return what the verifier says, and whether it accepts."""
        path = self.folder / "bundel.zip"
        path.write_bytes(packed(files))
        try:
            return True, INSPECTOR.check(path, self.policy)
        except Exception as problem:  # noqa: BLE001 (as its own last line does)
            return False, str(problem)


@pytest.fixture
def cosigned(anchoring, work, tmp_path, store):
    """Return what makes bundles of a log with a witness."""
    signer = Signer.make("saksi.contoh/satu", WITNESS)
    witness = Witness(signer, tmp_path / "witness.sqlite3")
    witness.trust(str(anchoring.keys.load()[0].verifier))
    key = anchoring.keys.load()[0].verifier
    anchoring.policy_path.write_text(f"log {key}\nwitness satu {signer.verifier}\nquorum satu\n")
    work.ask(visit(note="Catatan contoh", place="-8.5, 116.1"))
    kept = anchoring.keeper.seal()
    said = witness.add_checkpoint(str(anchoring.keeper.growth(0, kept)))
    anchoring.witnesses.accept(kept, said.body)
    evidence = EvidenceStore(connecting(store.app), store.schemas)
    return Bundles(anchoring, evidence, work.ledger.recorder)


@pytest.fixture(params=["household", "village"])
def case(request, cosigned, anchoring, tmp_path):
    made = (
        cosigned.household(HOUSEHOLD_ID, EVERYTHING)
        if request.param == "household"
        else cosigned.village(VILLAGE, EVERYTHING)
    )
    return Case(made, anchoring, tmp_path, anchoring.policy_text())


def test_the_good_bundle_is_accepted(case):
    assert case.verdict(case.files)[0]
    accepted, told = case.verdict(resealed(case.files, case.signers))
    assert accepted, told


def test_every_bit_turned_in_any_file_is_found(case):
    random = Random(1)  # noqa: S311 (a choice of examples)
    names = sorted(case.files)
    wrong = Counter()
    for turn in range(TRIES // 4):
        name = names[turn % len(names)]
        files = {**case.files, name: flipped(case.files[name], random)}
        accepted, told = case.verdict(files)
        if accepted:
            wrong[name, told] += 1
    assert wrong == Counter()


def test_every_file_taken_away_or_added_is_found(case):
    for name in sorted(case.files):
        files = {other: file for other, file in case.files.items() if other != name}
        assert not case.verdict(files)[0], name
    for name in ("data/lain", "lain", "data/bukti/lain.jpg"):
        accepted, told = case.verdict({**case.files, name: b"x"})
        assert not accepted
        assert name in told


@pytest.mark.parametrize("kind", sorted(MUTATIONS))
def test_what_the_maker_of_the_bag_changes_is_found_and_named(case, kind):
    change, expected = MUTATIONS[kind]
    if kind == "log's signature stripped":
        change = without_signature(case.signers[0].name)
    random = Random(kind)  # noqa: S311 (a choice of examples)
    wrong = Counter()
    for _ in range(TRIES // len(MUTATIONS) // 4 + 1):
        files = resealed(change(case.files, random), case.signers)
        if _payload(files) == _payload(case.files):
            continue
        accepted, told = case.verdict(files)
        if accepted or not re.search(expected, told):
            wrong[told] += 1
    assert wrong == Counter()


def _payload(files):
    return {name: file for name, file in files.items() if name.startswith("data/")}


def test_a_bag_sealed_by_another_key_is_refused(case):
    stranger = Signer.make(case.signers[0].name, LOG)
    accepted, told = case.verdict(resealed(case.files, [stranger]))
    assert not accepted
    assert "segel" in told


def test_an_older_checkpoint_is_refused(case, anchoring, work):
    for number in range(3):
        work.ask(visit(minutes=30 + number))
        anchoring.keeper.seal()
    for other in anchoring.store.listed(9):
        note = other.note.encode()
        if note in case.files["data/checkpoint"]:
            continue
        policy = anchoring.policy_text().replace("quorum satu", "quorum none")
        lax = Case.__new__(Case)
        lax.__dict__.update(case.__dict__, policy=policy)
        files = resealed({**case.files, "data/checkpoint": note}, case.signers)
        accepted, told = lax.verdict(files)
        assert not accepted
        assert re.search("diubah|bukti|outside", told), told


def test_every_good_bundle_is_accepted(cosigned, work, anchoring, tmp_path):
    """As the log grows, whoever asks gets a bundle that holds."""
    policy = anchoring.policy_text().replace("quorum satu", "quorum none")
    for number in range(max(10, TRIES // 100)):
        work.ask(visit(minutes=number + 1, note=f"Catatan contoh {number}"))
        bundle = cosigned.household(HOUSEHOLD_ID, EVERYTHING if number % 2 else ())
        accepted, told = Case(bundle, anchoring, tmp_path, policy).verdict(
            unpacked(bundle.content)
        )
        assert accepted, told
