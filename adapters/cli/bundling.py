"""The command that makes a bundle for an inspector."""

from pathlib import Path
from uuid import UUID

import click

from adapters.bundle.bundles import NothingToBundle
from adapters.cli.house import House, pass_house
from domain.personal import Group

GROUPS = [group.value for group in Group]


@click.command()
@click.option("--household", type=click.UUID, help="Satu keluarga. / One household.")
@click.option("--village", help="Semua keluarga satu desa. / Everybody ever of a village.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option(
    "--open",
    "groups",
    multiple=True,
    type=click.Choice(GROUPS),
    help="Isian tersegel yang dibuka. / Sealed fields that the recipient may see.",
)
@pass_house
def bundle(
    house: House, household: UUID | None, village: str | None, out: Path, groups: tuple[str, ...]
) -> None:
    """Buat bundel bukti. / Make a bundle: histories with everything that checks them."""
    house.store.check_schema()
    if (household is None) == (village is None):
        raise click.UsageError("--household ATAU --village. / one of the two.")
    try:
        made = (
            house.bundles.household(household, groups)
            if household is not None
            else house.bundles.village(village or "", groups)
        )
    except NothingToBundle:
        raise click.ClickException("Tidak ada dalam log. / Not in the log.") from None
    out.write_bytes(made.content)
    click.echo(
        f"{out}: {len(made.streams)} keluarga / households, {len(made.content)} byte, "
        f"sampai posisi / up to position {made.last}"
    )


COMMANDS = (bundle,)
