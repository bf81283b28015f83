"""Plays a simulated programme into the log, as the owner of the log, with a progress bar."""

import gc
from collections.abc import Sequence
from datetime import UTC, date, datetime
from random import Random
from uuid import UUID

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from adapters.cli.house import House
from adapters.postgres.database import OWNER
from domain.programme import Village
from services.claims import Claims
from services.simulation.earlier import made_earlier
from services.simulation.indicators import read_rates
from services.simulation.run import HOUSEHOLDS_PER_VILLAGE, Simulation
from services.simulation.warm import WarmCasework
from services.simulation.world import World

AFTERMATH_DAYS = 400


def play(
    house: House,
    *,
    villages: int,
    years: int,
    seed: str,
    first: date,
    households: float = HOUSEHOLDS_PER_VILLAGE,
) -> Simulation:
    """Append the whole history of a simulated programme and return what was played.

    Ids, clear facts, times and order are the same for the same seed; keys of persons are not.
    """
    programme = made_earlier(house.programme, first)
    random = Random(f"{seed}/ids")  # noqa: S311 (reproducible, keeps no secret)
    owner = house.as_role(OWNER)
    simulation = Simulation(
        casework=WarmCasework(
            owner.ledger,
            programme,
            Claims(owner.index, owner.opened),
            new_id=lambda: UUID(int=random.getrandbits(128), version=4),
        ),
        world=World(programme, seed, first, years, until=datetime.now(UTC)),
        rates=read_rates(house.transitions()),
        definition=house.files.adopt(),
        per_village=households,
        remember=lambda request, erased: house.privacy.journal.note(
            request, erased.person, erased.groups
        ),
    )
    # Everything that is made here is kept till the end; looking for garbage finds none.
    gc.disable()
    try:
        _with_progress(simulation, _chosen(programme.villages, villages))
    finally:
        gc.enable()
        owner.store.close()
    return simulation


def _chosen(villages: Sequence[Village], number: int) -> Sequence[Village]:
    """Return villages of every kind first, so that a small programme shows each of them."""
    kinds = {village.kind: village for village in reversed(villages)}
    first = sorted(kinds.values(), key=lambda village: village.code)
    others = [village for village in villages if village not in first]
    return [*first, *others][:number]


def _with_progress(simulation: Simulation, villages: Sequence[Village]) -> None:
    world = simulation.world
    days = (world.end - world.start).days + AFTERMATH_DAYS
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[day]}  {task.fields[stored]} peristiwa / events"),
        TimeElapsedColumn(),
    )
    with Progress(*columns) as bar:
        task = bar.add_task("simulasi / simulation", total=days, day=world.start, stored=0)

        def progress(_: int, day: date) -> None:
            stored = f"{simulation.casework.stored:,}".replace(",", ".")
            bar.update(task, completed=(day - world.start).days, day=day, stored=stored)

        simulation.run(villages, progress)
        stored = f"{simulation.casework.stored:,}".replace(",", ".")
        bar.update(task, completed=days, stored=stored)
