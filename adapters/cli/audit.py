"""Commands for whoever checks: is the log whole, and what does it say."""

import json
from uuid import UUID

import click
from rich.progress import Progress

from adapters.cli.house import House, pass_house


@click.command()
@click.argument("names", nargs=-1)
@pass_house
def rebuild(house: House, names: tuple[str, ...]) -> None:
    """Bangun ulang tampilan dari log. / Make read models again from the log; all by default."""
    house.check_schema()
    with Progress() as bar:
        task = bar.add_task("membangun ulang / rebuilding", total=None)
        house.projector.rebuild(
            *names, progress=lambda done, total: bar.update(task, completed=done, total=total)
        )


COMMANDS = (rebuild,)
