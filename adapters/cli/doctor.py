"""The command that examines everything: `jejak doctor`."""

import json
import sys
from pathlib import Path

import click

from adapters.anchors.notes import Checkpoint, Note
from adapters.cli.house import House, pass_house
from adapters.doctor.anchor_checks import Anchor
from adapters.doctor.examination import Patient, examine
from adapters.doctor.found import INVARIANTS, Found
from adapters.postgres.database import APP

OUTDATED = "ditulis versi lain: `jejak rebuild` / written by another version: `jejak rebuild`"


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Jawaban untuk mesin. / For machines.")
@click.option(
    "--deep", is_flag=True, help="Buka semua isian, bangun ulang. / Open and rebuild all."
)
@click.option(
    "--checkpoint",
    "kept",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Titik periksa yang disimpan di luar. / A checkpoint kept elsewhere; repeat.",
)
@pass_house
def doctor(house: House, *, as_json: bool, deep: bool, kept: tuple[Path, ...]) -> None:
    """Periksa semua yang harus selalu benar. / Examine whatever must always hold."""
    house.store.check_schema()
    anchors = [_anchor(file) for file in kept]
    patient = Patient(
        app_url=house.store.url(APP),
        schemas=house.store.schemas,
        programme=house.programme,
        mapper=house.codec if deep else None,
        keyring=house.ledger.keyring if deep else None,
        anchors=anchors,
        more=[_rebuilt(house)] if deep else [],
    )
    result = examine(patient)
    if as_json:
        click.echo(json.dumps(result.as_dict()))
    else:
        for each in result.found:
            _show(each)
    sys.exit(0 if result.ok else 1)


def _rebuilt(house: House) -> Found:
    """Compare the read models with a rebuild, unless another version of the program wrote them."""
    house.projector.prepare()
    if outdated := house.projector.outdated():
        return Found("I5", left_out=f"{OUTDATED}: {', '.join(outdated)}")
    return Found("I5", house.projector.differing())


def _anchor(file: Path) -> Anchor:
    checkpoint = Checkpoint.parse(Note.parse(file.read_text("utf-8")).text)
    return Anchor(checkpoint.size, checkpoint.root)


def _show(found: Found) -> None:
    indonesian, english = INVARIANTS[found.code]
    state = "-" if found.left_out else ("ok" if found.ok else "SALAH / WRONG")
    click.echo(f"{found.code:<4}{state:<14}{indonesian} / {english}")
    if found.left_out.startswith(OUTDATED):
        click.echo(f"      {found.left_out}")
    for wrong in found.wrong[:20]:
        click.echo(f"      {wrong}")


COMMANDS = (doctor,)
