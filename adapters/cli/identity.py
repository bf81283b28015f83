"""In whose name a command of the command line is given."""

import os
from collections.abc import Callable
from typing import Any
from uuid import uuid5

import click

from adapters.cli.house import House
from domain.context import Actor
from domain.history import NAMESPACE
from services.access import SignInFailed, TooManyAttempts

# Whoever can read the key file and the database needs no password; the record says it was them.
OPERATOR = uuid5(NAMESPACE, "operator")


def user_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that says who is asking."""
    return click.option(
        "--user",
        envvar="JEJAK_USER",
        help="Nama masuk; tanpa ini operator mesin. / Sign-in name; else the machine's operator.",
    )(command)


def actor_of(house: House, user: str | None, role: str) -> Actor:
    """Return who asks, in a role. A named user gives the password, or JEJAK_PASSWORD has it."""
    if user is None:
        return Actor(actor_id=OPERATOR, role=role)
    password = os.environ.get("JEJAK_PASSWORD")
    if password is None:
        password = click.prompt("Sandi / password", hide_input=True, err=True)
    try:
        token, session = house.access.sign_in(user, password, role)
    except (SignInFailed, TooManyAttempts):
        raise click.ClickException(
            "Nama atau sandi salah, atau peran ini tidak Anda miliki. / "
            "Wrong name or password, or the role is not yours."
        ) from None
    found = house.access.actor(token)
    house.access.sign_out(session)
    if found is None:
        raise click.ClickException("Sesi berakhir. / The session has ended.")
    return found[1]
