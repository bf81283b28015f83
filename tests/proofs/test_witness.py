"""A witness signs a log that grew, and no other: on HTTP, by a file, and with many at once."""

import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from threading import Thread

import pytest

from adapters.anchors.notes import LOG, WITNESS, Checkpoint, Note, NoteInvalid, Signer
from adapters.anchors.texts import GrowthText
from adapters.postgres.evidence import EvidenceStore
from adapters.witness.server import serve
from adapters.witness.witness import Witness
from domain.sealed_log import EMPTY_ROOT, leaf_hash, root_of
from domain.tree_proofs import consistency_proof
from tests.proofs.bags import Held, content_of
from tests.proofs.connecting import connecting
from tests.proofs.inspector import run
from tests.scenario import HOUSEHOLD_ID
from tests.services.work import visit

ORIGIN = "jejak.contoh/log"
LEAVES = [leaf_hash(str(number).encode()) for number in range(40)]
OTHERS = [leaf_hash(f"lain {number}".encode()) for number in range(40)]


@pytest.fixture(scope="module")
def log():
    return Signer.make(ORIGIN, LOG)


@pytest.fixture
def signer():
    return Signer.make("saksi.contoh/satu", WITNESS)


@pytest.fixture
def witness(tmp_path, signer, log):
    witness = Witness(signer, tmp_path / "witness.sqlite3", lambda: 1_790_000_000.9)
    assert witness.trust(str(log.verifier)) == ORIGIN
    return witness


def signed(log, size, leaves=LEAVES, origin=ORIGIN):
    text = Checkpoint(origin, size, root_of(leaves[:size])).text
    return f"{text}\n{log.line(text)}"


def request(log, old, size, leaves=LEAVES):
    path = consistency_proof(old, size, lambda first, last: root_of(leaves[first:last]))
    return str(GrowthText(old, tuple(path), signed(log, size, leaves)))


def test_a_log_that_grew_is_cosigned_with_the_time(witness, signer, log):
    for old, size in ((0, 7), (7, 7), (7, 30)):
        said = witness.add_checkpoint(request(log, old, size))
        assert said.status == 200
        note = Note.parse(signed(log, size) + said.body)
        assert note.signed_by([signer.verifier]) == [signer.verifier]
        assert note.signatures[-1][2][:8] == (1_790_000_000).to_bytes(8)


@pytest.mark.parametrize(
    ("old", "size", "leaves", "status"),
    [
        (20, 15, LEAVES, 400),  # shrunk, and says so
        (0, 15, LEAVES, 409),  # shrunk, as if it were new
        (15, 30, LEAVES, 409),  # from a size that the witness never saw
        (20, 30, OTHERS, 422),  # another log
        (20, 20, OTHERS, 422),  # another log of the same size
    ],
)
def test_a_log_that_shrank_or_was_rewritten_is_never_cosigned(  # noqa: PLR0913, PLR0917
    witness, log, old, size, leaves, status
):
    assert witness.add_checkpoint(request(log, 0, 20)).status == 200

    path = consistency_proof(min(old, size), size, lambda a, b: root_of(leaves[a:b]))
    body = str(GrowthText(old, tuple(path), signed(log, size, leaves)))
    said = witness.add_checkpoint(body)

    assert said.status == status
    assert "—" not in said.body
    if status == 409:
        assert (said.body, said.kind) == ("20\n", "text/x.tlog.size")
    assert witness.add_checkpoint(request(log, 20, 21)).status == 200


def test_who_is_unknown_or_did_not_sign_is_turned_away(witness, log):
    stranger = Signer.make(ORIGIN, LOG)
    elsewhere = Signer.make("jejak.lain/log", LOG)
    text = Checkpoint("jejak.lain/log", 7, root_of(LEAVES[:7])).text

    assert witness.add_checkpoint(request(stranger, 0, 7)).status == 403
    foreign = str(GrowthText(0, (), f"{text}\n{elsewhere.line(text)}"))
    assert witness.add_checkpoint(foreign).status == 404
    forged = request(log, 0, 7).replace("\n7\n", "\n8\n")
    assert witness.add_checkpoint(forged).status == 403
    for body in ("", "old 0\n\nnonsense", "old 0\nAAAA\n\n" + signed(log, 7)):
        assert witness.add_checkpoint(body).status == 400


def test_an_empty_log_has_the_empty_root_and_a_first_one_needs_no_proof(witness, log):
    empty = Checkpoint(ORIGIN, 0, bytes(32)).text
    assert witness.add_checkpoint(f"old 0\n\n{empty}\n{log.line(empty)}").status == 422
    empty = Checkpoint(ORIGIN, 0, EMPTY_ROOT).text
    assert witness.add_checkpoint(f"old 0\n\n{empty}\n{log.line(empty)}").status == 200
    with_path = str(GrowthText(0, (LEAVES[0],), signed(log, 7)))
    assert witness.add_checkpoint(with_path).status == 422


def test_a_witness_remembers_over_a_restart(witness, tmp_path, signer, log):
    witness.add_checkpoint(request(log, 0, 20))
    again = Witness(signer, tmp_path / "witness.sqlite3")

    assert again.add_checkpoint(request(log, 0, 15)).status == 409
    kept = again.seen(sha256(ORIGIN.encode()).hexdigest())
    assert Note.parse(kept).signed_by([log.verifier, signer.verifier]) == [
        log.verifier,
        signer.verifier,
    ]
    assert again.seen("00" * 32) is None


def test_of_two_histories_at_once_one_is_cosigned(witness, log):
    bodies = [request(log, 0, 20), request(log, 0, 20, OTHERS)] * 10
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(witness.add_checkpoint, bodies))

    roots = {
        body.split("\n")[4]
        for body, said in zip(bodies, answers, strict=True)
        if said.status == 200
    }
    assert len([said for said in answers if said.status == 200]) == 1
    assert len(roots) == 1


@contextmanager
def on_http(witness):
    with serve(witness, "127.0.0.1", 0) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def test_a_witness_answers_on_http_as_specified(witness, log):
    with on_http(witness) as url:
        with urllib.request.urlopen(f"{url}/add-checkpoint", request(log, 0, 7).encode()) as ok:
            assert ok.read().decode().startswith("— saksi.contoh/satu ")
        with pytest.raises(urllib.error.HTTPError) as conflict:
            urllib.request.urlopen(f"{url}/add-checkpoint", request(log, 3, 7).encode())
        with conflict.value:
            assert conflict.value.code == 409
            assert conflict.value.headers["content-type"] == "text/x.tlog.size"
        seen = f"{url}/{sha256(ORIGIN.encode()).hexdigest()}/checkpoint"
        with urllib.request.urlopen(seen) as shown:
            assert shown.read().decode().startswith(f"{ORIGIN}\n7\n")
        for path in ("/", "/x/checkpoint"):
            with pytest.raises(urllib.error.HTTPError) as missing:
                urllib.request.urlopen(url + path)
            missing.value.close()


@pytest.mark.store
def test_the_log_asks_its_witnesses_and_keeps_what_they_sign(anchoring, work, tmp_path, signer):
    first = Witness(signer, tmp_path / "one.sqlite3")
    second_signer = Signer.make("saksi.contoh/dua", WITNESS)
    second = Witness(second_signer, tmp_path / "two.sqlite3")
    log_key = anchoring.keys.load()[0].verifier
    for each in (first, second):
        each.trust(str(log_key))
    with on_http(first) as url, on_http(second) as other:
        anchoring.policy_path.write_text(
            f"log {log_key}\nwitness satu {signer.verifier} {url}\n"
            f"witness dua {second_signer.verifier} {other}\n"
            f"group semua all satu dua\nquorum semua\n"
        )
        for _ in range(2):  # the second time the witnesses have seen a part of the log
            kept = anchoring.anchor()
            note = Note.parse(anchoring.note(kept))
            assert anchoring.policy().accepts(note) == ["satu", "dua"]
            work.ask(visit())


@pytest.mark.store
def test_a_bundle_is_made_with_what_the_witnesses_sign_at_that_moment(
    anchoring, store, work, tmp_path, signer
):
    witness = Witness(signer, tmp_path / "one.sqlite3")
    log_key = anchoring.keys.load()[0].verifier
    witness.trust(str(log_key))
    evidence = EvidenceStore(connecting(store.app), store.schemas)
    bundles = Held(anchoring, evidence, work.ledger.recorder)
    policy = f"log {log_key}\nwitness satu {signer.verifier}{{}}\nquorum satu\n"
    told = []
    with on_http(witness) as url:
        for address in ("", f" {url}"):
            anchoring.policy_path.write_text(policy.format(address))
            work.ask(visit())
            path = tmp_path / "bundel.zip"
            path.write_bytes(content_of(bundles.household(HOUSEHOLD_ID)))
            told.append(run(path, anchoring.policy_path))

    assert "saksi kurang" in told[0].stderr  # the control: nobody was asked
    assert told[1].returncode == 0, told[1].stderr
    assert "saksi / witnesses: satu" in told[1].stdout


@pytest.mark.store
def test_a_witness_that_is_away_or_lies_leaves_the_checkpoint_without_its_name(
    anchoring, tmp_path, signer
):
    liar = Witness(Signer.make("saksi.contoh/satu", WITNESS), tmp_path / "one.sqlite3")
    log_key = anchoring.keys.load()[0].verifier
    liar.trust(str(log_key))
    with on_http(liar) as url:
        anchoring.policy_path.write_text(
            f"log {log_key}\nwitness satu {signer.verifier} {url}\nquorum satu\n"
        )
        kept = anchoring.anchor()
    assert anchoring.witnesses.ask(kept) == []
    with pytest.raises(NoteInvalid, match="quorum"):
        anchoring.policy().accepts(Note.parse(anchoring.note(kept)))


@pytest.mark.store
def test_a_cosignature_may_come_by_file(anchoring, tmp_path, signer):
    witness = Witness(signer, tmp_path / "one.sqlite3")
    log_key = anchoring.keys.load()[0].verifier
    witness.trust(str(log_key))
    anchoring.policy_path.write_text(
        f"log {log_key}\nwitness satu {signer.verifier}\nquorum satu\n"
    )
    kept = anchoring.keeper.seal()
    said = witness.add_checkpoint(str(anchoring.keeper.growth(0, kept)))

    assert anchoring.witnesses.accept(kept, said.body) == ["satu"]
    assert anchoring.policy().accepts(Note.parse(anchoring.note(kept))) == ["satu"]
    stranger = Signer.make("lain", WITNESS).line(Note.parse(kept.note).text, 1)
    with pytest.raises(NoteInvalid, match="no witness"):
        anchoring.witnesses.accept(kept, stranger)
