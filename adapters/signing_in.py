"""Puts together how people prove who they are, as one installation wants it."""

from datetime import UTC, datetime

from adapters.keyring import HmacIndex
from adapters.passwords import Argon2Passwords
from adapters.postgres.access import PostgresAccessStore
from domain.programme import Programme
from services.access import Access, Limits
from services.directory import Directory
from services.ports import KeyWrapper
from services.second_factor import SecondFactor


def must_have_code(programme: Programme) -> frozenset[str]:
    """Return the roles for which a password alone is not enough."""
    return frozenset(code for code, role in programme.roles.items() if role.second_factor)


def access_of(  # noqa: PLR0913 (what signing in rests on)
    *,
    store: PostgresAccessStore,
    directory: Directory,
    index: HmacIndex,
    keys: KeyWrapper,
    limits: Limits,
    required: frozenset[str],
) -> Access:
    """Return signing in. `required` are the roles that must have a second factor."""
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
        actors=directory.actors,
        login_key=lambda login: index.token("login", login),
        clock=lambda: datetime.now(UTC),
        limits=limits,
        second=second,
    )
