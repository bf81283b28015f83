"""Commands for who may sign in: the first users of an installation come from here."""

from uuid import UUID, uuid4

import click

from adapters.cli.bilingual import Bilingual
from adapters.cli.house import House, pass_house
from adapters.cli.identity import CHANNEL, actor_of, user_options
from adapters.cli.intake import in_one_sentence
from domain.commands import Command
from domain.context import Actor
from domain.desk.aggregate import DESK
from domain.desk.commands import BlockUser, GrantRole, RegisterUser, RevokeRole, UnblockUser
from domain.rules import Refused
from projections import users as everybody
from services.access import PASSWORD_MIN, LoginTaken, WeakPassword
from services.notes import Notes
from services.requests import Request
from services.steps import Step
from services.streams import desk_stream

ADMINISTRATOR = "administrator"
LAST = 2**62


@click.group(cls=Bilingual)
def users() -> None:
    """Pengguna dan perannya. / Users and their roles."""


@users.command("add")
@click.argument("login")
@click.option("--role", required=True, help="Peran. / Role.")
@click.option("--village", "villages", multiple=True, help="Kode desa. / Village code; repeat.")
@click.option("--organisation", required=True, help="Instansi. / Organisation.")
@click.option("--name", prompt="Nama lengkap / full name", help="Nama. / Full name, sealed.")
@user_options
@pass_house
def add_user(
    house: House,
    login: str,
    role: str,
    villages: tuple[str, ...],
    organisation: str,
    name: str,
    user: str | None,
) -> None:
    """Daftarkan pengguna dengan satu peran. / Register a user with one role, and a password."""
    house.store.check_schema()
    user_id = uuid4()
    register = RegisterUser(user_id=user_id, organisation=organisation, full_name=name)
    grant = GrantRole(role=role, villages=tuple(sorted(villages)))
    actor = actor_of(house, user, ADMINISTRATOR)
    for command in (register, grant):
        _execute(house, user_id, command, actor)
    _ask_password(house, user_id, login)
    _note(house, user_id, "password_given", actor)
    click.echo(f"{user_id}  {login}  {role}")


@users.command("password")
@click.argument("user_id", type=click.UUID)
@click.argument("login")
@user_options
@pass_house
def set_password(house: House, user_id: UUID, login: str, user: str | None) -> None:
    """Setel ulang sandi; semua sesinya berakhir. / Set a password anew; all sessions end."""
    house.store.check_schema()
    actor = actor_of(house, user, ADMINISTRATOR)
    _ask_password(house, user_id, login)
    _note(house, user_id, "password_given", actor)


@users.command("revoke")
@click.argument("user_id", type=click.UUID)
@click.option("--role", required=True, help="Peran. / Role.")
@click.option("--reason", default="duty_over", show_default=True, help="Alasan. / Reason code.")
@user_options
@pass_house
def revoke_role(house: House, user_id: UUID, role: str, reason: str, user: str | None) -> None:
    """Cabut peran; sesinya berakhir. / Take a role away; sessions end."""
    house.store.check_schema()
    actor = actor_of(house, user, ADMINISTRATOR)
    _execute(house, user_id, RevokeRole(role=role, reason=reason), actor)
    house.access.sign_out_everywhere(user_id)


@users.command("list")
@pass_house
def list_users(house: House) -> None:
    """Siapa boleh masuk, dengan peran apa. / Who may sign in, in which roles."""
    house.store.check_schema()
    with house.store.reading() as connection:
        for each in everybody.page(connection, LAST):
            state = f"diblokir / blocked: {each.blocked}" if each.blocked else ""
            click.echo(f"{each.user_id}  {each.organisation}  {' '.join(each.roles)}  {state}")


@users.command("grant")
@click.argument("user_id", type=click.UUID)
@click.option("--role", required=True, help="Peran. / Role.")
@click.option("--village", "villages", multiple=True, help="Kode desa. / Village code; repeat.")
@user_options
@pass_house
def grant_role(
    house: House, user_id: UUID, role: str, villages: tuple[str, ...], user: str | None
) -> None:
    """Beri peran atau batasi ke desa lain. / Give a role, or limit it to other villages."""
    house.store.check_schema()
    grant = GrantRole(role=role, villages=tuple(sorted(villages)))
    _execute(house, user_id, grant, actor_of(house, user, ADMINISTRATOR))


@users.command("block")
@click.argument("user_id", type=click.UUID)
@click.option("--reason", required=True, help="Alasan. / Reason code.")
@user_options
@pass_house
def block_user(house: House, user_id: UUID, reason: str, user: str | None) -> None:
    """Blokir akun; sesinya berakhir. / Block an account; its sessions end."""
    house.store.check_schema()
    _execute(house, user_id, BlockUser(reason=reason), actor_of(house, user, ADMINISTRATOR))
    house.access.sign_out_everywhere(user_id)


@users.command("unblock")
@click.argument("user_id", type=click.UUID)
@user_options
@pass_house
def unblock_user(house: House, user_id: UUID, user: str | None) -> None:
    """Buka blokir akun. / Unblock an account."""
    house.store.check_schema()
    _execute(house, user_id, UnblockUser(), actor_of(house, user, ADMINISTRATOR))


@users.command("sign-out")
@click.argument("user_id", type=click.UUID)
@user_options
@pass_house
def end_sessions(house: House, user_id: UUID, user: str | None) -> None:
    """Akhiri semua sesi pengguna. / End all sessions of a user."""
    house.store.check_schema()
    actor = actor_of(house, user, ADMINISTRATOR)
    house.access.sign_out_everywhere(user_id)
    _note(house, user_id, "sessions_ended", actor)


def _note(house: House, user_id: UUID, what: str, actor: Actor) -> None:
    request = Request(command_id=uuid4(), actor=actor, channel=CHANNEL)
    Notes(house.casework).access(request, user_id, what)


def _execute(house: House, user_id: UUID, command: Command, actor: Actor) -> None:
    step = Step(DESK, desk_stream(house.programme.code, user_id), command)
    try:
        house.casework.execute(step, Request(command_id=uuid4(), actor=actor, channel=CHANNEL))
    except Refused as refused:
        raise in_one_sentence(refused) from None


def _ask_password(house: House, user_id: UUID, login: str) -> None:
    password = click.prompt(
        "Sandi baru / new password", hide_input=True, confirmation_prompt=True, err=True
    )
    try:
        house.access.set_password(user_id, login, password)
    except WeakPassword:
        raise click.ClickException(
            f"Sandi paling sedikit {PASSWORD_MIN} karakter dan bukan nama masuk. / "
            f"At least {PASSWORD_MIN} characters, and not the login name."
        ) from None
    except LoginTaken:
        raise click.ClickException(
            "Nama masuk sudah dipakai. / The login name is taken."
        ) from None


COMMANDS = (users,)
