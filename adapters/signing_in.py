"""Puts together how people prove who they are, as one installation wants it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from adapters.cli.demonstration import is_loaded
from adapters.keyring import HmacIndex
from adapters.passwords import Argon2Passwords
from adapters.postgres.access import PostgresAccessStore
from domain.programme import Programme
from services.access import Access, Limits
from services.directory import Directory
from services.passkeys import Devices, Passkeys
from services.ports import KeyWrapper
from services.second_factor import SecondFactor


def must_have_code(programme: Programme, home: Path) -> Callable[[str], bool]:
    """Return what says for which roles a password alone is not enough.

    It is asked at each sign-in: the people of a demonstration, which may be loaded while the
    program already runs, are invented, and who tries it out has no app at hand.
    """
    return lambda role: programme.roles[role].second_factor and not is_loaded(home)


def access_of(  # noqa: PLR0913 (what signing in rests on)
    *,
    store: PostgresAccessStore,
    directory: Directory,
    index: HmacIndex,
    keys: KeyWrapper,
    limits: Limits,
    required: Callable[[str], bool],
    devices: Devices,
) -> Access:
    """Return signing in. `required` says which roles must have a second factor."""
    second = SecondFactor(
        store=store,
        keys=keys,
        code_key=lambda code: index.token("recovery", code),
        clock=lambda: datetime.now(UTC),
        resets=directory.resets,
        required=required,
        limits=limits,
    )
    return Access(
        store=store,
        passwords=Argon2Passwords(),
        standing=directory.standing,
        login_key=lambda login: index.token("login", login),
        clock=lambda: datetime.now(UTC),
        limits=limits,
        second=second,
        passkeys=Passkeys(store, devices, second, second.clock),
    )
