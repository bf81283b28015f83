"""Commands about checkpoints: sign one, have it cosigned without a network, change the key."""

from pathlib import Path
from typing import TextIO

import click

from adapters.anchors.carrying import brought
from adapters.anchors.mirror import mirror
from adapters.anchors.notes import Note, NoteInvalid
from adapters.cli.house import House, pass_house
from adapters.cli.operate import keys
from adapters.postgres.anchors import Kept

FILE = click.Path(path_type=Path, dir_okay=False)
TEXT = click.File(encoding="utf-8")


@click.command()
@click.option("--ask", is_flag=True, help="Minta saksi dan cap waktu. / Ask witnesses and time.")
@click.option("--growth", type=int, help="Untuk saksi yang melihat sekian. / For who saw so many.")
@click.option("--out", type=FILE, help="Berkas untuk saksi. / File for a witness.")
@click.option("--add", type=TEXT, help="Jawaban saksi; - diketik. / A witness's answer; - typed.")
@click.option("--minutes", type=FILE, help="Berita acara, PDF. / Minutes to sign, as PDF.")
@pass_house
def checkpoint(
    house: House,
    ask: bool,
    growth: int | None,
    out: Path | None,
    add: TextIO | None,
    minutes: Path | None,
) -> None:
    """Tandatangani catatan sampai kini. / Sign the log as it is now, and print the checkpoint."""
    house.store.check_schema()
    anchoring = house.anchoring
    if add is not None:
        kept = _latest(anchoring.store.latest())
        try:
            names = anchoring.witnesses.accept(kept, brought(add.read()))
        except (NoteInvalid, UnicodeDecodeError) as problem:
            raise click.ClickException(f"{add.name}: {problem}") from None
        click.echo(f"disaksikan / cosigned: {', '.join(names)}", err=True)
    elif ask:
        kept = _latest(anchoring.anchor())
    elif growth is None:
        kept = _latest(anchoring.keeper.seal())
    else:
        # What is put before a witness stays the latest until the answer has come back.
        kept = _latest(anchoring.store.latest() or anchoring.keeper.seal())
    if out is not None:
        out.write_text(str(anchoring.keeper.growth(growth or 0, kept)), "utf-8")
    if minutes is not None:
        minutes.write_bytes(_minutes(house, kept))
    click.echo(anchoring.note(kept), nl=False)


def _minutes(house: House, kept: Kept) -> bytes:
    """Return the page that is signed twice a year."""
    # Drawing takes a while to import, and hardly any command draws.
    from adapters.paper.minutes import Checkpointed, minutes  # noqa: PLC0415

    note = house.anchoring.note(kept)
    own, *others = [name for name, _, _ in Note.parse(note).signatures]
    return minutes(
        Checkpointed(
            programme=house.programme.title.id,
            note=note,
            size=kept.size,
            root=kept.root,
            made_at=house.programme.local(kept.made_at),
            witnesses=[name for name in others if name != own],
            is_stamped=house.anchoring.timestamp(kept) is not None,
        )
    )


def _latest(kept: Kept | None) -> Kept:
    if kept is None:
        raise click.ClickException("Catatan masih kosong. / The log is still empty.")
    return kept


@click.command()
@pass_house
def policy(house: House) -> None:
    """Cetak kebijakan: kunci siapa yang dipercaya. / Print whose keys are to be believed."""
    click.echo(house.anchoring.policy_text(), nl=False)


@click.command("mirror")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True)
@pass_house
def write_mirror(house: House, out: Path) -> None:
    """Salin seluruh catatan ke berkas. / Write the whole log as static tiles; adds what is new."""
    house.store.check_schema()
    kept = _latest(mirror(house.anchoring, house.store.evidence, out))
    click.echo(f"{out}: {kept.size} peristiwa / events")


@click.command()
@click.argument("position", type=click.IntRange(0))
@pass_house
def prove(house: House, position: int) -> None:
    """Bukti satu peristiwa (tlog-proof). / Print the proof that an event stands in the log."""
    house.store.check_schema()
    anchoring = house.anchoring
    kept = _latest(anchoring.keeper.checkpoint())
    try:
        proof = anchoring.keeper.inclusion(position, kept, anchoring.note(kept))
    except ValueError as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(str(proof), nl=False)


@keys.command("rotate-log")
@pass_house
def rotate_log(house: House) -> None:
    """Buat kunci titik periksa baru di samping yang lama. / Make the next key for checkpoints."""
    house.store.check_schema()
    signer = house.anchoring.keys.add()
    kept = _latest(house.anchoring.keeper.checkpoint())
    signed = ", ".join(name for name, _, _ in Note.parse(kept.note).signatures)
    click.echo(f"{signer.verifier}\n{signed}")


COMMANDS = (checkpoint, policy, write_mirror, prove)
