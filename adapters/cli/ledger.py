"""The command that writes the books of the villages for other programs."""

from pathlib import Path

import click

from adapters.books.book import read_book, root_at
from adapters.books.formats import FORMATS
from adapters.cli.house import House, pass_house
from projections import as_of as as_of_module
from projections import postings


@click.command()
@click.option("--format", "wanted", type=click.Choice(sorted(FORMATS)), required=True)
@click.option("--village", help="Hanya satu desa. / Only the village with this code.")
@click.option("--as-of", "asked", help="Posisi, tanggal atau saat. / Position, date or moment.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Berkas. / File."
)
@pass_house
def ledger(house: House, wanted: str, village: str | None, asked: str | None, out: Path) -> None:
    """Tulis buku dana desa. / Write the books of the villages for another program."""
    house.store.check_schema()
    if village is not None and village not in house.programme.village_by_code:
        raise click.ClickException(f"{village}: desa tidak dikenal. / is not a known village.")
    house.projector.catch_up()
    with house.store.reading() as connection:
        try:
            point = as_of_module.resolve(connection, house.programme, asked, *postings.BASED_ON)
        except (ValueError, as_of_module.NotYet):
            raise click.ClickException(
                f"--as-of {asked}: tidak ada dalam log. / is not in the log."
            ) from None
        root = root_at(house.store.anchors, point.position)
        villages = None if village is None else [village]
        at = point.position, point.recorded_at
        book = read_book(connection, house.programme, at, root, villages)
        FORMATS[wanted].write(book, out)
    different = sum(len(each.differences) for each in book.compared.values())
    click.echo(f"posisi / position {book.position}, akar / root {book.root}")
    if different:
        click.echo(f"beda dengan bank / differences from the bank: {different}")


COMMANDS = (ledger,)
