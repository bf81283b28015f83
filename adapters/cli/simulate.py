"""The command that plays a made-up programme into an empty log."""

import json
from datetime import datetime
from pathlib import Path

import click

from adapters.cli.house import House, pass_house
from adapters.cli.playing import play
from adapters.keyring import KeyFile
from services.simulation.run import HOUSEHOLDS_PER_VILLAGE

# Early enough for the checks a year after graduation to lie behind us.
FIRST = "2023-04-01"


@click.command()
@click.option(
    "--villages", default=40, show_default=True, help="Jumlah desa. / How many villages."
)
@click.option(
    "--households",
    type=click.FloatRange(1),
    default=HOUSEHOLDS_PER_VILLAGE,
    show_default=True,
    help="Usulan per desa, rata-rata. / Nominated per village, in the mean.",
)
@click.option("--years", default=2, show_default=True, help="Lama pendampingan. / How many years.")
@click.option("--seed", default="1", show_default=True, help="Benih acak. / Seed of all chance.")
@click.option(
    "--start",
    type=click.DateTime(["%Y-%m-%d"]),
    default=FIRST,
    show_default=True,
    help="Hari pertama. / First day; by default the story ends before today.",
)
@click.option("--truth", type=click.Path(path_type=Path), help="Berkas kebenaran. / Ground truth.")
@click.option("--project/--no-project", default=True, help="Isi tampilan. / Fill the read models.")
@pass_house
def simulate(
    house: House,
    villages: int,
    households: float,
    years: int,
    seed: str,
    start: datetime,
    truth: Path | None,
    project: bool,
) -> None:
    """Mainkan program rekaan. / Play a made-up programme into an empty log."""
    if not house.key_path.exists():
        KeyFile.create(house.key_path)
    house.store.migrate()
    if house.store.recorder.max_notification_id() is not None:
        raise click.ClickException(
            "Log program ini sudah berisi; simulasi hanya ke log kosong. / "
            "The log of this programme is not empty; a simulation needs an empty one."
        )
    played = play(
        house,
        villages=villages,
        households=households,
        years=years,
        seed=seed,
        first=start.date(),
    )
    path = truth or house.settings.home / f"truth-{seed}.json"
    path.write_text(json.dumps(played.world.truth, indent=1))
    if project:
        house.projector.catch_up()
    click.echo(f"{played.casework.stored} peristiwa / events; {path}")
    for name, code, variant in sorted(set(played.world.unplanned)):
        click.echo(f"  ditolak / refused: {name} {code} {variant}", err=True)


COMMANDS = (simulate,)
