"""The command `jejak`: what operators, auditors and data officers type."""

import signal
import sys
from collections.abc import Callable

import click
from psycopg import OperationalError
from pydantic import ValidationError

from adapters import logs
from adapters.anchors.keeper import LogRewritten
from adapters.cli import (
    anchoring,
    audit,
    backup,
    bundling,
    doctor,
    duplicates,
    erase,
    flags,
    intake,
    ledger,
    operate,
    simulate,
    telling,
    users,
    witnessing,
)
from adapters.cli.bilingual import Bilingual
from adapters.cli.house import House
from adapters.keyring import KeyFileUnusable
from adapters.postgres.cluster import ServerFailed
from adapters.postgres.durability import MayForget
from adapters.postgres.migrate import SchemaUnknown
from adapters.postgres.projector_rebuild import RebuildParked, RebuildRunning
from services.ports import WrongKey

# What an operator can put right, each with a sentence that says how.
UNDERSTOOD = (
    KeyFileUnusable,
    LogRewritten,
    MayForget,
    RebuildParked,
    RebuildRunning,
    SchemaUnknown,
    ServerFailed,
    WrongKey,
)


def command_line(
    house: Callable[[], House], prog_name: str, *more_understood: type[Exception]
) -> None:
    """Run the command that was typed. Whatever cannot be done ends in one sentence."""

    @click.group(cls=Bilingual, context_settings={"help_option_names": ["-h", "--help"]})
    @click.pass_context
    def jejak(context: click.Context) -> None:
        """Jejak: jejak audit program pengentasan kemiskinan. / The trace of every family."""
        logs.configure(sys.stderr)
        context.obj = context.with_resource(house().open())

    for command in (
        *operate.COMMANDS,
        *audit.COMMANDS,
        *telling.COMMANDS,
        *doctor.COMMANDS,
        *backup.COMMANDS,
        *anchoring.COMMANDS,
        *bundling.COMMANDS,
        *witnessing.COMMANDS,
        *simulate.COMMANDS,
        *intake.COMMANDS,
        *duplicates.COMMANDS,
        *users.COMMANDS,
        *erase.COMMANDS,
        *ledger.COMMANDS,
        *flags.COMMANDS,
    ):
        jejak.add_command(command)
    understood: tuple[type[Exception], ...] = (*UNDERSTOOD, *more_understood)
    # Also when told to end, everything is given back: connections, and our PostgreSQL.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        jejak(prog_name=prog_name)
    except understood as problem:
        click.echo(str(problem), err=True)
        sys.exit(2)
    except ValidationError as problem:
        for error in problem.errors(include_input=False, include_url=False):
            click.echo(f"{'.'.join(map(str, error['loc']))}: {error['msg']}", err=True)
        sys.exit(2)
    except OperationalError as problem:
        click.echo(
            f"PostgreSQL: {str(problem).splitlines()[0]}\n"
            "Pada pemasangan baru jalankan dulu `jejak migrate`. / "
            "On a new installation run `jejak migrate` first.",
            err=True,
        )
        sys.exit(2)
