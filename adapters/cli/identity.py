"""In whose name a command of the command line is given."""

import os
import platform
import pwd
from collections.abc import Callable
from typing import Any
from uuid import UUID

import click

from adapters.cli.house import House
from domain.context import Actor
from services.access import CodeWanted, Session, SignInFailed, TooManyAttempts, WrongCode

CHANNEL = "cli"
NO_CODE_YET = (
    "Peran ini masuk dengan kode dari perangkat Anda, yang belum Anda pasang: masuk sekali lewat "
    "halaman web, yang memandu Anda, lalu ulangi. / This role signs in by a code from your own "
    "device, which is not set up yet: sign in once on the web page, which shows how, then try "
    "again."
)


def user_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that says who is asking."""
    return click.option(
        "--user",
        envvar="JEJAK_USER",
        help="Nama masuk; tanpa ini akun mesin. / Sign-in name; else your account on the machine.",
    )(command)


def actor_of(house: House, user: str | None, role: str) -> Actor:
    """Return who asks, in a role, having said so.

    A named user gives the password, or JEJAK_PASSWORD has it. Whoever can read the key file and
    the database needs none: it is their account on this machine that is put on record.
    """
    if user is None:
        return _operator(house, role)
    password = os.environ.get("JEJAK_PASSWORD")
    if password is None:
        password = click.prompt("Sandi / password", hide_input=True, err=True)
    try:
        token, session = _signed_in(house, user, password, role)
    except (SignInFailed, TooManyAttempts, WrongCode):
        raise click.ClickException(
            "Nama atau sandi salah, atau peran ini tidak Anda miliki. / "
            "Wrong name or password, or the role is not yours."
        ) from None
    found = house.access.actor(token)
    house.access.sign_out(session)
    if found is None:
        raise click.ClickException("Sesi berakhir. / The session has ended.")
    return found[1]


def _signed_in(house: House, user: str, password: str, role: str) -> tuple[str, Session]:
    """Sign in, and ask for the code of who has a second factor; JEJAK_CODE may have it."""
    access = house.access
    try:
        return access.sign_in(user, password, role)
    except CodeWanted as wanted:
        half = access.half(wanted.token)
        if half is None or access.second is None:
            raise SignInFailed from None
        if not access.second.is_confirmed(half.user_id):
            raise click.ClickException(NO_CODE_YET) from None
        code = os.environ.get("JEJAK_CODE") or click.prompt("Kode masuk / code", err=True)
        access.second.check(half.user_id, code)
        return access.complete(half)


def _operator(house: House, role: str) -> Actor:
    """Return the account that runs this command, under an id that only our keys lead to."""
    account = pwd.getpwuid(os.geteuid()).pw_name
    token = house.index.token("operator", f"{platform.node()}/{account}")
    operator = UUID(bytes=token[:16], version=4)
    click.echo(
        f"Bertindak sebagai operator mesin: {account}, {operator} (pakai --user untuk nama lain). "
        f"/ Acting as the machine's operator: {account}, {operator} (--user for another name).",
        err=True,
    )
    return Actor(actor_id=operator, role=role)
