"""A demonstration programme: two villages, two years, and one sign-in per role."""

import json
import os
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from adapters.cli.house import House
from adapters.cli.playing import play
from services.simulation.staffing import one_per_role

VILLAGES, YEARS, SEED = 2, 2, "1"
# So long ago that the first families have just graduated, and the others are still visited.
DAYS_AGO = 990
UNFINISHED = "demonstration-unfinished"


def load(house: House) -> None:
    """Fill an empty log and its read models, with a progress bar, and let people sign in."""
    unfinished = house.settings.home / "secrets" / UNFINISHED
    unfinished.touch(0o600)
    first = house.programme.local(datetime.now(UTC)).date() - timedelta(days=DAYS_AGO)
    simulation = play(house, villages=VILLAGES, years=YEARS, seed=SEED, first=first)
    house.projector.catch_up()
    sign_ins = {role: secrets.token_urlsafe(12) for role in one_per_role(simulation.world)}
    for role, actor in one_per_role(simulation.world).items():
        house.access.set_password(actor.actor_id, role, sign_ins[role])
    path = _sign_ins(house.settings.home)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(sign_ins, file)
    unfinished.unlink()


def check_finished(house: House) -> None:
    """Refuse to show a demonstration that was cut off while it was loaded."""
    if (house.settings.home / "secrets" / UNFINISHED).exists():
        raise click.ClickException(
            f"Pemuatan contoh terputus: hapus folder {house.settings.home} lalu ulangi. / "
            f"Loading the demonstration was cut off: delete {house.settings.home} and try again."
        )


def is_loaded(home: Path) -> bool:
    """Say whether an installation shows the demonstration: its people need no second factor."""
    return _sign_ins(home).exists()


def _sign_ins(home: Path) -> Path:
    return home / "secrets" / "demonstration.json"


def show_sign_ins(house: House) -> None:
    """Print how to sign in as each role, where the demonstration was loaded."""
    path = _sign_ins(house.settings.home)
    if not path.exists():
        return
    click.echo("Contoh masuk / demonstration sign-ins (nama / name: sandi / password)")
    for role, password in json.loads(path.read_text()).items():
        label = house.programme.roles[role].label
        click.echo(f"  {role:<18} {password}   {label.id} / {label.en}")
