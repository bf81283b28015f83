"""Checks files that a log gave away: a mirror or a bundle, by the policy that is named."""

import subprocess
import sys
from pathlib import Path

import click

from adapters.anchors.mirror_check import MirrorBroken, check_mirror
from adapters.anchors.notes import NoteInvalid
from adapters.anchors.policy import Policy
from adapters.bundle.bundles import HERE
from adapters.cli.house import House

FILE = click.Path(path_type=Path, exists=True)


def check_files(
    house: House, mirror: Path | None, bundle: Path | None, policy: Path | None
) -> None:
    """Check a mirror or a bundle; ends with 1 and what is wrong when it is not whole."""
    text = policy.read_text("utf-8") if policy else house.anchoring.policy_text()
    if bundle is not None:
        chosen = policy or house.anchoring.policy_path
        if not chosen.exists():
            raise click.UsageError("--policy FILE")
        program = [sys.executable, "-I", str(HERE / "verify.py")]
        done = subprocess.run([*program, bundle, "--policy", chosen], check=False)  # noqa: S603
        sys.exit(done.returncode)
    assert mirror is not None  # noqa: S101 (one of the two was given)
    try:
        found = check_mirror(mirror, Policy.parse(text))
    except (MirrorBroken, NoteInvalid, OSError) as wrong:
        raise click.ClickException(f"TIDAK UTUH / NOT WHOLE: {wrong}") from None
    witnesses = ", ".join(found.witnesses) or "-"
    click.echo(f"utuh / whole: {found.size} peristiwa / events, {found.root}, {witnesses}")
