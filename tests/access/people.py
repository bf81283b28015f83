"""Two users with their passwords and roles, and a clock that a test moves."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from argon2 import PasswordHasher

from domain.context import Actor
from services.credentials import Standing

MELATI, KENANGA = UUID(int=17), UUID(int=18)
LOGIN, PASSWORD = "melati17", "kata sandi contoh 17"
OTHER_LOGIN, OTHER_PASSWORD = "kenanga18", "kata sandi contoh 18"
QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self):
        self.now = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)

    def __call__(self):
        return self.now

    def pass_(self, **time):
        self.now += timedelta(**time)


class Roles:
    """Who may act as whom; a test may change it at any time."""

    def __init__(self):
        self.of = {MELATI: ["auditor", "mentor"], KENANGA: ["mentor"]}
        self.resets = dict.fromkeys(self.of, 0)

    def __call__(self, user_id):
        roles = self.of.get(user_id, [])
        actors = {role: Actor(actor_id=user_id, role=role) for role in roles}
        return Standing(actors, self.resets.get(user_id, 0))
