"""`make` and the environment that it makes, tried in a checkout of its own."""

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
APP = """
import sys

def main(prog_name):
    print(prog_name, *sys.argv[1:])
"""


@pytest.fixture
def checkout(tmp_path):
    return checkout_in(tmp_path)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a checkout with an environment, for tests that change neither."""
    checkout = checkout_in(tmp_path_factory.mktemp("made"))
    assert "Making .venv" in make_environment(checkout).stdout
    return checkout


def checkout_in(folder):
    """Return a checkout of a product that needs nothing, so that nothing is downloaded."""
    checkout = folder / "a checkout"
    (checkout / "tools").mkdir(parents=True)
    shutil.copy(CHECKOUT / "tools" / "environment.sh", checkout / "tools")
    shutil.copy(CHECKOUT / "Makefile", checkout)
    (checkout / "constraints.txt").write_text("# nothing\n")
    (checkout / "app.py").write_text(APP)
    return checkout


def make_environment(checkout, path=None):
    return subprocess.run(
        [checkout / "tools" / "environment.sh"],
        env={**os.environ, "PATH": path or f"{Path(sys.executable).parent}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_environment_that_is_right_is_left_alone_in_no_time(made):
    made_at = (made / ".venv" / "made-from").stat().st_mtime_ns

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    again = make_environment(made)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)

    # Of the processor's time, which is the same however busy the machine is.
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert used < 0.3
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert (made / ".venv" / "made-from").stat().st_mtime_ns == made_at


def test_the_command_runs_from_anywhere_and_is_not_misled_by_where_it_stands(made, tmp_path):
    (tmp_path / "app.py").write_text("raise SystemExit('not mine')")

    command = [made / ".venv" / "bin" / "jejak", "replay", "--as-of", "a b"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)

    assert said.stdout == "jejak replay --as-of a b\n"


def test_changed_constraints_are_installed_and_one_without_a_hash_is_refused(checkout):
    make_environment(checkout)
    (checkout / "constraints.txt").write_text("click==8.1.8\n")

    refused = make_environment(checkout)

    assert refused.returncode != 0
    assert "hash" in refused.stderr
    assert not (checkout / ".venv" / "made-from").exists()

    (checkout / "constraints.txt").write_text("# nothing again\n")
    assert make_environment(checkout).returncode == 0
    assert (checkout / ".venv" / "made-from").exists()


def test_a_checkout_that_was_moved_makes_its_environment_anew(checkout):
    make_environment(checkout)
    moved = checkout.rename(checkout.with_name("moved"))

    assert "Making .venv" in make_environment(moved).stdout

    assert str(moved) in (moved / ".venv" / "bin" / "jejak").read_text()
    assert str(checkout) not in (moved / ".venv" / "pyvenv.cfg").read_text()


def test_without_python_and_uv_the_reason_is_said_in_one_sentence(checkout, tmp_path):
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in ("cat", "cmp", "dirname", "head", "rm"):
        (tools / tool).symlink_to(shutil.which(tool))

    refused = make_environment(checkout, path=str(tools))

    assert refused.returncode != 0
    assert "Jejak needs Python 3.11 or newer, or uv" in refused.stderr


def test_make_help_names_every_target_for_people(checkout):
    said = subprocess.check_output(["/usr/bin/make", "-C", checkout], text=True)

    for target in ("run", "test", "check", "bench"):
        assert f"make {target} " in said


def test_what_is_committed_names_no_registry():
    constraints = (CHECKOUT / "constraints.txt").read_text()

    assert "--hash=sha256:" in constraints
    assert "://" not in constraints
