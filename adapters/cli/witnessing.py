"""Commands of a witness: a small program beside the log, on a machine of somebody else's.

It opens no database of a programme, only its own folder with a key and one SQLite file.
"""

from pathlib import Path

import click

from adapters.anchors.carrying import drawn, picture
from adapters.anchors.notes import WITNESS, NoteInvalid, Signer
from adapters.cli.bilingual import Bilingual
from adapters.secret_files import write_new
from adapters.witness.server import serve
from adapters.witness.witness import Witness

FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
PICTURE, SCREEN = click.Path(path_type=Path, dir_okay=False, allow_dash=True), Path("-")


@click.group(cls=Bilingual)
@click.option("--home", type=FOLDER, default=".jejak-witness", show_default=True)
@click.pass_context
def witness(context: click.Context, home: Path) -> None:
    """Saksi: menandatangani hanya catatan yang tumbuh. / Signs only a log that grows."""
    context.obj = home


@witness.command()
@click.argument("name")
@click.pass_obj
def init(home: Path, name: str) -> None:
    """Buat kunci saksi. / Make the key of a witness, and print the public part."""
    try:
        signer = Signer.make(name, WITNESS)
        write_new(home / "key", signer.written())
    except FileExistsError:
        raise click.ClickException(
            f"{home}: sudah ada kunci di sini. / there is a key here already."
        ) from None
    except NoteInvalid as problem:
        raise click.ClickException(f"{home}: {problem}") from None
    click.echo(str(signer.verifier))


@witness.command()
@click.argument("vkey")
@click.pass_obj
def trust(home: Path, vkey: str) -> None:
    """Kenali sebuah catatan. / Know a log by its public key (first line of `jejak policy`)."""
    try:
        click.echo(_open(home).trust(vkey))
    except NoteInvalid as problem:
        raise click.ClickException(str(problem)) from None


@witness.command()
@click.argument("file", type=FILE)
@click.option("--qr", type=PICTURE, help="PNG, atau - untuk layar. / PNG, or - for the screen.")
@click.pass_obj
def sign(home: Path, file: Path, qr: Path | None) -> None:
    """Saksikan tanpa jaringan: berkas dari `jejak checkpoint --out`. / Cosign from a file.

    Jawabannya dapat dibawa sebagai kode QR. / The answer may be carried as a QR code.
    """
    said = _open(home).add_checkpoint(file.read_text("utf-8"))
    if said.status == 409 and said.body.strip().isdecimal():  # noqa: PLR2004 (as by HTTP)
        raise click.ClickException(
            f"Saksi ini terakhir melihat {said.body.strip()}: minta berkas dengan "
            f"--growth {said.body.strip()}. / This witness last saw so many: ask for that growth."
        )
    if said.status != 200:  # noqa: PLR2004 (as it would be said by HTTP)
        raise click.ClickException(f"DITOLAK / REFUSED {said.status}: {said.body.strip()}")
    click.echo(said.body, nl=False)
    if qr == SCREEN:
        click.echo(drawn(said.body), err=True)
    elif qr is not None:
        qr.write_bytes(picture(said.body))


@witness.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8010, show_default=True)
@click.pass_obj
def serve_witness(home: Path, host: str, port: int) -> None:
    """Jawab lewat HTTP (tlog-witness). / Answer by HTTP."""
    with serve(_open(home), host, port) as server:
        click.echo(f"ready http://{host}:{server.server_port}")
        server.serve_forever()


def _open(home: Path) -> Witness:
    try:
        return Witness(Signer.parse((home / "key").read_text()), home / "witness.sqlite3")
    except (OSError, NoteInvalid) as problem:
        raise click.ClickException(f"{home}: {problem}") from None


COMMANDS = (witness,)
