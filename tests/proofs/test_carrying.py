"""What a witness signs without a network comes back as a picture that any reader understands."""

import os
import shutil
import subprocess
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from adapters.anchors.carrying import brought, drawn, picture
from adapters.anchors.notes import WITNESS, Note, NoteInvalid, Signer
from adapters.cli.anchoring import checkpoint
from adapters.cli.witnessing import witness as command
from adapters.witness.witness import Witness

MISSING = "apt install zbar-tools"
ANSWER = f"— saksi.contoh/satu {'A' * 99}=\n"


@pytest.fixture(scope="module")
def read():
    """Return what somebody else's reader sees in a picture."""
    if shutil.which("zbarimg") is None:
        miss = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        miss(f"there is no reader of QR codes: {MISSING}")

    def reading(path):
        program = ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", path]
        return subprocess.run(program, capture_output=True, text=True, check=True).stdout

    return reading


@pytest.mark.store
def test_a_cosignature_that_was_carried_as_a_picture_is_on_the_checkpoint(
    anchoring, tmp_path, read
):
    home, runner = tmp_path / "saksi", CliRunner()
    key = anchoring.keys.load()[0].verifier
    vkey = runner.invoke(command, ["--home", home, "init", "saksi.contoh/satu"]).output.strip()
    runner.invoke(command, ["--home", home, "trust", str(key)])
    anchoring.policy_path.write_text(f"log {key}\nwitness satu {vkey}\nquorum satu\n")
    kept = anchoring.keeper.seal()
    asked, shown = tmp_path / "titik", tmp_path / "saksi.png"
    asked.write_text(str(anchoring.keeper.growth(0, kept)), "utf-8")

    said = runner.invoke(command, ["--home", home, "sign", str(asked), "--qr", str(shown)])
    assert said.exit_code == 0, said.output
    here = SimpleNamespace(store=SimpleNamespace(check_schema=lambda: None), anchoring=anchoring)
    typed = runner.invoke(checkpoint, ["--add", "-"], input=read(shown), obj=here)

    assert typed.exit_code == 0, typed.output
    assert "cosigned: satu" in typed.output
    note = Note.parse(anchoring.note(kept))
    assert anchoring.policy().accepts(note) == ["satu"]


@pytest.mark.store
def test_a_picture_of_another_witness_is_turned_away(anchoring, tmp_path, read):
    key = anchoring.keys.load()[0].verifier
    known = Signer.make("saksi.contoh/satu", WITNESS)
    stranger = Witness(Signer.make("saksi.contoh/satu", WITNESS), tmp_path / "lain.sqlite3")
    stranger.trust(str(key))
    anchoring.policy_path.write_text(f"log {key}\nwitness satu {known.verifier}\nquorum satu\n")
    kept = anchoring.keeper.seal()
    shown = tmp_path / "lain.png"
    shown.write_bytes(picture(stranger.add_checkpoint(str(anchoring.keeper.growth(0, kept))).body))

    with pytest.raises(NoteInvalid, match="no witness"):
        anchoring.witnesses.accept(kept, brought(read(shown)))


def test_what_a_reader_or_a_keyboard_makes_of_the_lines_is_the_lines_again():
    for told in (ANSWER, ANSWER.strip(), f"\ufeff{ANSWER}\r\n", f"  {ANSWER}\n\n"):
        assert brought(told) == ANSWER
    assert brought("") == ""


def test_a_terminal_shows_it_in_characters():
    lines = drawn(ANSWER).splitlines()

    assert len({line for line in lines if line.strip()}) > 10
    assert drawn(ANSWER) != drawn(ANSWER.replace("satu", "dua"))
