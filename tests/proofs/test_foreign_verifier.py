"""Somebody else's program accepts our proofs and refuses changed ones: Go's x/mod/sumdb.

It comes with Debian (golang-go, golang-golang-x-mod-dev) and is used as a program, not imported.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from adapters.postgres.evidence import EvidenceStore
from tests.proofs.connecting import connecting
from tests.proofs.test_checkpoints import many
from tests.services.work import visit

pytestmark = pytest.mark.store
SOURCE = Path(__file__).with_name("foreign.go")
PACKAGES = Path("/usr/share/gocode")
MISSING = "apt install golang-go golang-golang-x-mod-dev"


@pytest.fixture(scope="module")
def foreign(tmp_path_factory):
    """Return Go's verifier, built from its packages of Debian."""
    go = shutil.which("go")
    if go is None or not (PACKAGES / "src/golang.org/x/mod").exists():
        miss = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        miss(f"there is no verifier in Go: {MISSING}")
    folder = tmp_path_factory.mktemp("go")
    program = folder / "foreign"
    environment = {
        **os.environ,
        "GO111MODULE": "off",
        "GOPATH": str(PACKAGES),
        "GOCACHE": str(folder / "cache"),
        "GOFLAGS": "",
    }
    subprocess.run([go, "build", "-o", program, SOURCE], env=environment, check=True)
    return program


@pytest.fixture
def files(anchoring, work, store, tmp_path):
    """Return the files that the verifier reads: a proof, its entry, a growth, what was before."""
    many(work, 300)
    old = anchoring.keeper.checkpoint()
    work.ask(visit())
    many(work, 260)
    kept = anchoring.keeper.checkpoint()
    [event] = EvidenceStore(connecting(store.app), store.schemas).between(77, 78)
    contents = {
        "vkey": str(anchoring.keys.load()[0].verifier).encode(),
        "proof": str(anchoring.keeper.inclusion(77, kept, kept.note)).encode(),
        "entry": event.entry,
        "growth": str(anchoring.keeper.growth(old.size, kept)).encode(),
        "old": old.note.encode(),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return [tmp_path / name for name in contents]


def verdict(foreign, files):
    return subprocess.run([foreign, *files], capture_output=True, text=True, check=False)


def test_the_verifier_of_the_go_authors_accepts_our_proofs(foreign, files):
    told = verdict(foreign, files)

    assert (told.returncode, told.stdout) == (0, "OK\n")


@pytest.mark.parametrize("name", ["vkey", "proof", "entry", "growth", "old"])
def test_the_verifier_of_the_go_authors_refuses_what_was_changed(foreign, files, name):
    path = next(file for file in files if file.name == name)
    content = path.read_bytes()
    for place in (len(content) // 3, len(content) // 2, len(content) - 8):
        path.write_bytes(content[:place] + bytes([content[place] ^ 0x02]) + content[place + 1 :])
        assert verdict(foreign, files).returncode == 1, (name, place)
