"""Who works with Jejak: for the administrator of users, and for who checks what was given."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

from domain.desk.events import (
    RoleGranted,
    RoleRevoked,
    UserBlocked,
    UserRegistered,
    UserUnblocked,
)
from projections.read_model import Change, ReadModel, Rows
from projections.tables import Spans

PEOPLE = Spans("users", key=("stream",))
HELD = Spans("users_role", key=("stream", "role"))
BLOCKED = Spans("users_blocked", key=("stream",))
USERS = ReadModel("users", __file__, (PEOPLE, HELD, BLOCKED))
SQL = USERS.sql


@dataclass(frozen=True, slots=True)
class User:
    """Somebody with roles; `villages` says per role to which it is limited, `blocked` why."""

    user_id: UUID
    organisation: str
    registered_at: datetime
    blocked: str
    roles: list[str]
    villages: dict[str, list[str]]


@USERS.on(UserRegistered)
def registered(event: UserRegistered, change: Change) -> Rows:
    """Add the user."""
    at = change.recorded.recorded_at
    return [PEOPLE.becomes((change.stream,), event.user_id, event.organisation, at)]


@USERS.on(RoleGranted)
def granted(event: RoleGranted, change: Change) -> Rows:
    """Add the role, or limit it anew."""
    return [HELD.becomes((change.stream, event.role), list(event.villages))]


@USERS.on(RoleRevoked)
def revoked(event: RoleRevoked, change: Change) -> Rows:
    """Take the role away."""
    return [HELD.ends((change.stream, event.role))]


@USERS.on(UserBlocked)
def blocked(event: UserBlocked, change: Change) -> Rows:
    """Keep the user out."""
    return [BLOCKED.becomes((change.stream,), event.reason)]


@USERS.on(UserUnblocked)
def unblocked(_: UserUnblocked, change: Change) -> Rows:
    """Let the user in again."""
    return [BLOCKED.ends((change.stream,))]


def page(connection: Connection[Any], as_of: int, user_id: UUID | None = None) -> list[User]:
    """Return everybody, or one, as known at a position, who came first before the others."""
    with connection.cursor(row_factory=class_row(User)) as cursor:
        return cursor.execute(SQL["page"], {"as_of": as_of, "user_id": user_id}).fetchall()
