"""The command that makes a bundle for an inspector, and puts on record for whom."""

from pathlib import Path
from shutil import copyfileobj
from uuid import UUID, uuid4

import click

from adapters.bundle.bundles import Bundle, NothingToBundle
from adapters.cli.house import House, pass_house
from adapters.cli.identity import CHANNEL, actor_of, user_options
from domain.personal import Group
from services.notes import Notes
from services.requests import Request

GROUPS = [group.value for group in Group]
ROLE = "auditor"


@click.command()
@click.option("--household", type=click.UUID, help="Satu keluarga. / One household.")
@click.option("--village", help="Semua keluarga satu desa. / Everybody ever of a village.")
@click.option("--sample", type=click.UUID, help="Sampel pemeriksaan. / An audit's sample.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option(
    "--open",
    "groups",
    multiple=True,
    type=click.Choice(GROUPS),
    help="Isian tersegel yang dibuka. / Sealed fields that the recipient may see.",
)
@click.option("--to", "recipient", help="Lembaga penerima. / For which organisation.")
@click.option("--basis", help="Nomor surat. / Number of the letter that asks for it.")
@user_options
@pass_house
def bundle(
    house: House,
    household: UUID | None,
    village: str | None,
    sample: UUID | None,
    out: Path,
    groups: tuple[str, ...],
    recipient: str | None,
    basis: str | None,
    user: str | None,
) -> None:
    """Buat bundel bukti. / Make a bundle: histories with everything that checks them."""
    house.store.check_schema()
    if sum(each is not None for each in (household, village, sample)) != 1:
        raise click.UsageError("--household ATAU --village ATAU --sample. / one of the three.")
    asked = Request(command_id=uuid4(), actor=actor_of(house, user, ROLE), channel=CHANNEL)
    try:
        made = _made(house, household, village, sample, groups)
    except NothingToBundle:
        raise click.ClickException("Tidak ada dalam log. / Not in the log.") from None
    told = made.release.model_dump() | {"recipient": recipient, "basis": basis}
    Notes(house.casework).release(asked, type(made.release)(**told))
    with made.file, out.open("wb") as target:
        copyfileobj(made.file, target)
    click.echo(
        f"{out}: {len(made.households)} keluarga / households, {made.size} byte, "
        f"sampai posisi / up to position {made.last}"
    )


def _made(
    house: House,
    household: UUID | None,
    village: str | None,
    sample: UUID | None,
    groups: tuple[str, ...],
) -> Bundle:
    if household is not None:
        return house.bundles.household(household, groups)
    if sample is not None:
        return house.bundles.sample(sample, groups)
    return house.bundles.village(village or "", groups)


COMMANDS = (bundle,)
