"""A bundle: whole by itself, checked by a program that shares nothing with ours."""

import ast
import re
import subprocess
import sys
from uuid import uuid4

import pytest

from adapters.bundle.bundles import NothingToBundle
from adapters.postgres.evidence import EvidenceStore
from domain.personal import Group
from tests.proofs.authority import Authority, serving
from tests.proofs.bags import Held, content_of, unpacked
from tests.proofs.connecting import connecting
from tests.proofs.inspector import VERIFIER, run
from tests.sample_programme import OTHER_VILLAGE, VILLAGE
from tests.scenario import HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID
from tests.services.work import visit

pytestmark = pytest.mark.store
EVERYTHING = tuple(group.value for group in Group)


@pytest.fixture
def bundles(store, work, anchoring):
    evidence = EvidenceStore(connecting(store.app), store.schemas)
    return Held(anchoring, evidence, work.ledger.recorder)


@pytest.fixture
def policy(anchoring, tmp_path):
    path = tmp_path / "kebijakan"
    path.write_text(anchoring.policy_text())
    return path


def written(bundle, tmp_path):
    path = tmp_path / f"{uuid4().hex}.zip"
    path.write_bytes(content_of(bundle))
    return path


def files_of(bundle):
    return unpacked(content_of(bundle))


def test_a_household_bundle_is_accepted_and_says_what_it_holds(bundles, work, policy, tmp_path):
    work.ask(visit(note="Catatan contoh yang rahasia"))
    bundle = bundles.household(HOUSEHOLD_ID, EVERYTHING)

    told = run(written(bundle, tmp_path), policy)

    assert told.returncode == 0, told.stderr
    count = len(work.ledger.history(HOUSEHOLD_ID))
    assert re.match(rf"OK {count} peristiwa / events, 1 keluarga", told.stdout)
    assert told.stdout.count("\n") == 1
    assert told.stderr == ""


def test_a_village_bundle_holds_every_family_that_ever_was_there(bundles, policy, tmp_path):
    bundle = bundles.village(VILLAGE)

    told = run(written(bundle, tmp_path), policy)

    assert told.returncode == 0, told.stderr
    assert "2 keluarga" in told.stdout
    assert set(bundle.households) == {HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID}
    with pytest.raises(NothingToBundle):
        bundles.village(OTHER_VILLAGE)
    with pytest.raises(NothingToBundle):
        bundles.household(uuid4())


def test_only_what_the_recipient_may_see_is_opened(bundles, work, policy, tmp_path):
    work.ask(visit(note="Catatan contoh yang rahasia", place="-8.5, 116.1"))
    closed = bundles.household(HOUSEHOLD_ID)
    opened = bundles.household(HOUSEHOLD_ID, ["narrative"])

    for bundle in (closed, opened):
        assert run(written(bundle, tmp_path), policy).returncode == 0
    texts = {bundle: b"".join(files_of(bundle).values()) for bundle in (closed, opened)}
    assert b"Catatan contoh" not in texts[closed]
    assert b"Catatan contoh" in texts[opened]
    lines = files_of(opened)["data/openings.ndjson"].decode().splitlines()
    kinds = {("narrative" in line, "salt" in line) for line in lines}
    assert kinds == {(True, True), (False, False)}


def test_another_policy_refuses_the_bundle(bundles, tmp_path, anchoring):
    bundle = written(bundles.household(HOUSEHOLD_ID), tmp_path)
    vkey = anchoring.policy_text().split()[1]
    other = tmp_path / "lain"
    for text, why in (
        ("quorum none\n", "segel"),
        (f"log {vkey}\nquorum nobody\n", "saksi"),
        (f"log {vkey[:-4]}AAA=\nquorum none\n", "kunci cacat"),
        ("believe everything\n", "segel"),
    ):
        other.write_text(text)
        told = run(bundle, other)
        assert told.returncode == 1
        assert why in told.stderr, told.stderr


def test_what_is_no_bundle_is_refused(policy, tmp_path):
    path = tmp_path / "x.zip"
    for content in (b"", b"PK\x03\x04 nonsense"):
        path.write_bytes(content)
        told = run(path, policy)
        assert told.returncode == 1
        assert told.stderr.startswith("GAGAL / FAILED")


def test_the_bag_and_the_signature_are_checked_with_the_shell(
    bundles, policy, anchoring, tmp_path
):
    authority = Authority(_folder(tmp_path / "tsa"))
    with serving(authority.reply) as url:
        object.__setattr__(anchoring, "timestamp_url", url)
        anchoring.anchor()
        bundle = bundles.household(HOUSEHOLD_ID)
    folder = _folder(tmp_path / "bag")
    for name, content in files_of(bundle).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(content)
    commands = re.findall(
        r"^   (\S.*(?:\n     .*)*)$", (folder / "data/BACA-DULU.txt").read_text(), re.MULTILINE
    )
    script = "\n".join(command for command in commands if "verify.py" not in command)
    script = script.replace("../KEBIJAKAN", str(policy)).replace(
        "OTORITAS.pem", str(tmp_path / "tsa/tsa.pem")
    )

    told = subprocess.run(
        ["sh", "-e", "-c", script], cwd=folder, capture_output=True, text=True, check=False
    )

    assert told.returncode == 0, told.stderr
    assert "Signature Verified Successfully" in told.stdout
    assert "Verification: OK" in told.stdout + told.stderr


def _folder(path):
    path.mkdir()
    return path


def test_the_verifier_fits_on_a_few_pages_and_needs_no_package():
    text = VERIFIER.read_text()

    assert len(text.splitlines()) <= 300
    imported = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            imported |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module)
    assert imported
    assert imported <= set(sys.stdlib_module_names)
