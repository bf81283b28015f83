"""Whatever is changed in a bundle is found, and said what it is; good bundles are never refused.

JEJAK_MUTATIONS sets how many changes are tried, balanced over kinds of files and of changes; ten
thousand, with a thousand good bundles beside them, are the full measure.
"""

import os
import re
from collections import Counter
from hashlib import sha256
from random import Random

import pytest

from adapters.anchors.anchoring import AUTHORITY, Anchoring
from adapters.anchors.notes import LOG, WITNESS, Signer
from adapters.anchors.timestamps import question
from adapters.postgres.anchors import TIMESTAMP, AnchorStore
from adapters.postgres.evidence import EvidenceStore
from adapters.witness.witness import Witness
from domain.household.events.assets import EvidenceAttached
from domain.personal import Group
from services.entries import Append
from tests.golden.examples import full
from tests.ledger.facts import postgres_ledger
from tests.projections.lives import lives
from tests.proofs.authority import Authority
from tests.proofs.bags import Held, content_of, flipped, packed, resealed, unpacked
from tests.proofs.connecting import connecting
from tests.proofs.inspector import verifier
from tests.proofs.mutations import MUTATIONS, TREE, replaced
from tests.proofs.signatures import from_key, without_signature
from tests.sample_programme import VILLAGE
from tests.scenario import HOUSEHOLD_ID
from tests.services.work import OFFICE, Work, two_families, visit
from tests.store import fresh_store

pytestmark = pytest.mark.store
TRIES = int(os.environ.get("JEJAK_MUTATIONS", "96"))
INSPECTOR = verifier()
EVERYTHING = tuple(group.value for group in Group)
PHOTO = b"\xff\xd8 foto contoh"
PHOTO_SHA256 = sha256(PHOTO).hexdigest()
WITNESS_NAME = "saksi.contoh/satu"
SCOPES = ("household", "village")
# The files of a bundle; what is changed in one of them must be said of it, or of the seal.
FILES = {
    **dict.fromkeys(
        ("segel", "tagmanifest-sha256.txt"), r"segel|tanda tangan|base64|codec|Padd|padd"
    ),
    **{
        name: re.escape(name)
        for name in (
            *("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "periksa.html", "verify.py"),
            *("data/BACA-DULU.txt", "data/bukti.json", "data/checkpoint", "data/checkpoint.tsr"),
            *("data/entries.tlog", "data/heads.nodes", "data/openings.ndjson", "data/policy"),
            *("data/tree.nodes", "data/kartu/", "data/bukti/"),
        )
    },
}
KINDS = sorted({*MUTATIONS, "log's signature stripped", "old checkpoint", "wrong key"})
EACH = -(-TRIES // len(SCOPES) // (len(FILES) + len(KINDS) + 1))


class Attached:
    """One photo, and nothing that is asked."""

    def evidence(self, events):
        cited = any(PHOTO_SHA256.encode() in event.payload for event in events)
        return [(PHOTO_SHA256, PHOTO)] if cited else []

    def questions(self, *_):
        return "{}"


class Case:
    """A good bundle, whom to believe, and who could make the bag good again."""

    def __init__(self, bundle, folder, policy):
        self.files, self.folder, self.policy = unpacked(content_of(bundle)), folder, policy

    def verdict(self, files):
        """Return whether the verifier accepts, and what it says."""
        path = self.folder / "bundel.zip"
        path.write_bytes(packed(files))
        try:
            return True, INSPECTOR.check(path, self.policy)
        except Exception as problem:  # noqa: BLE001 (as its own last line does)
            return False, str(problem)


class Log:
    """Eight families of a village, a witness, a timestamp, and what makes bundles of them."""

    def __init__(self, store, ledger, folder):
        self.folder, self.work = folder, two_families(Work(ledger))
        anchors = AnchorStore(connecting(store.app), store.schemas)
        self.anchoring = Anchoring(anchors, self.work.casework, folder)
        self.anchoring.keys.make(OFFICE.code)
        self.signers = self.anchoring.keys.load()
        self.authority, self.seen = Authority(folder), 0
        evidence = EvidenceStore(connecting(store.app), store.schemas)
        self.bundles = Held(self.anchoring, evidence, ledger.recorder, Attached())
        signer = Signer.make(WITNESS_NAME, WITNESS)
        self.witness = Witness(signer, folder / "witness.sqlite3")
        key = self.signers[0].verifier
        self.witness.trust(str(key))
        self.policy = f"log {key}\nwitness satu {signer.verifier}\nquorum satu\n"
        self.anchoring.policy_path.write_text(self.policy)
        for line in lives(5, 6, (VILLAGE,), scale=0.1):
            ledger.append(Append(line.origin.command_id, b"d" * 32, [line]))
        photo = full(EvidenceAttached).model_copy(update={"sha256": PHOTO_SHA256})
        self.work.tell(HOUSEHOLD_ID, photo)

    def seal(self):
        """Return a checkpoint of now that the witness has seen, with the time on it."""
        kept = self.anchoring.keeper.seal()
        growth = self.anchoring.keeper.growth(self.seen, kept)
        said = self.witness.add_checkpoint(str(growth))
        self.anchoring.witnesses.accept(kept, said.body)
        self.seen = kept.size
        text = b"".join(kept.note.encode().splitlines(keepends=True)[:3])
        stamp = self.authority.reply(question(text))
        self.anchoring.store.keep_testimony(kept.number, TIMESTAMP, AUTHORITY, stamp)
        return self.anchoring.note(kept).encode()

    def case(self, scope):
        made = (
            self.bundles.household(HOUSEHOLD_ID, EVERYTHING)
            if scope == "household"
            else self.bundles.village(VILLAGE, EVERYTHING)
        )
        return Case(made, self.folder, self.policy)


@pytest.fixture(scope="module")
def log(admin_url, tmp_path_factory):
    with fresh_store(admin_url) as store, postgres_ledger(store.app) as ledger:
        yield Log(store, ledger, tmp_path_factory.mktemp("log"))


@pytest.fixture(scope="module")
def cases(log):
    """Return a good bundle of each kind, and the changes that can be made to them."""
    log.work.ask(visit(note="Catatan contoh", place="-8.5, 116.1"))
    before = log.seal()
    log.work.ask(visit(minutes=31, note="Catatan contoh kedua"))
    log.seal()
    stranger = Signer.make(log.signers[0].name, LOG)
    changes = MUTATIONS | {
        "log's signature stripped": (without_signature(log.signers[0].name), "kebijakan Anda"),
        "old checkpoint": (replaced("data/checkpoint", before), f"{TREE}|outside the tree"),
        "wrong key": (from_key(stranger), "kebijakan Anda"),
    }
    return {scope: log.case(scope) for scope in SCOPES}, changes


@pytest.mark.parametrize("scope", SCOPES)
def test_the_good_bundle_is_accepted(cases, log, scope):
    case = cases[0][scope]
    assert case.verdict(case.files)[0]
    accepted, told = case.verdict(resealed(case.files, log.signers))
    assert accepted, told
    for kind in FILES:
        assert any(name.startswith(kind) for name in case.files), kind


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("scope", SCOPES)
def test_every_bit_turned_in_any_file_is_found_and_named(cases, scope, file):
    case, random, wrong = cases[0][scope], Random(file), Counter()  # noqa: S311 (a choice of examples)
    names = [name for name in sorted(case.files) if name.startswith(file)]
    for _ in range(EACH):
        name = random.choice(names)
        accepted, told = case.verdict({**case.files, name: flipped(case.files[name], random)})
        wrong[told] += accepted or not re.search(FILES[file], told)
    assert +wrong == Counter()


@pytest.mark.parametrize("scope", SCOPES)
def test_every_file_taken_away_or_added_is_found(cases, scope):
    case = cases[0][scope]
    for name in sorted(case.files):
        files = {other: file for other, file in case.files.items() if other != name}
        assert not case.verdict(files)[0], name
    for name in ("data/lain", "lain", "data/bukti/lain.jpg"):
        accepted, told = case.verdict({**case.files, name: b"x"})
        assert not accepted
        assert name in told


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scope", SCOPES)
def test_what_the_maker_of_the_bag_changes_is_found_and_named(cases, log, scope, kind):
    case, (change, expected) = cases[0][scope], cases[1][kind]
    random, wrong = Random(kind), Counter()  # noqa: S311 (a choice of examples)
    for _ in range(EACH):
        changed = change(case.files, random)
        if changed == case.files:  # such as an event changed for itself
            continue
        accepted, told = case.verdict(resealed(changed, log.signers))
        wrong[told] += accepted or not re.search(expected, told)
    assert +wrong == Counter()


@pytest.mark.parametrize("scope", SCOPES)
def test_a_bag_sealed_by_another_key_is_refused(cases, log, scope):
    case = cases[0][scope]
    for _ in range(EACH):
        stranger = Signer.make(log.signers[0].name, LOG)
        accepted, told = case.verdict(resealed(case.files, [stranger]))
        assert not accepted
        assert "segel" in told


def test_every_good_bundle_is_accepted(cases, log):
    """As the log grows, whoever asks for whatever family gets a bundle that holds."""
    assert cases
    policy = log.policy.replace("quorum satu", "quorum none")
    families = sorted(log.bundles.village(VILLAGE).households)
    for number in range(max(8, TRIES // 10)):
        if number % 10 == 0:
            log.work.ask(visit(minutes=number % 90 + 1, note=f"Catatan contoh {number}"))
        groups = EVERYTHING[: number % (len(EVERYTHING) + 1)]
        made = (
            log.bundles.village(VILLAGE, groups)
            if number % 8 == 0
            else log.bundles.household(families[number % len(families)], groups)
        )
        case = Case(made, log.folder, policy)
        accepted, told = case.verdict(case.files)
        assert accepted, told
