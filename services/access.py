"""Who is asking: signing in, staying signed in, and being signed out by a change of roles.

Users and their roles are facts on their desks. What stands here is only how they prove who they
are: a keyed hash of the login name, a slow hash of the password, and sessions that can be ended.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from domain.context import Actor

PASSWORD_MIN, PASSWORD_MAX = 12, 200
TOUCH_EVERY = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session lives, and how many failures an account bears."""

    idle: timedelta = timedelta(minutes=15)
    absolute: timedelta = timedelta(hours=8)
    failures_before_delay: int = 5
    failures_before_lock: int = 10
    first_delay: timedelta = timedelta(seconds=2)
    lock: timedelta = timedelta(minutes=15)

    def wait_after(self, failures: int) -> timedelta:
        """Return how long an account rests after its latest failure."""
        if failures < self.failures_before_delay:
            return timedelta(0)
        if failures >= self.failures_before_lock:
            return self.lock
        return self.first_delay * (1 << (failures - self.failures_before_delay))


@dataclass(frozen=True, slots=True)
class Credential:
    """How a user signs in. `login` is a keyed hash: the name itself is kept nowhere."""

    user_id: UUID
    login: bytes
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Session:
    """One place where a user is signed in. `key` is the SHA-256 of the token that opens it."""

    key: bytes
    user_id: UUID
    role: str
    created_at: datetime
    seen_at: datetime


class AccessStore(Protocol):
    """Where credentials, sessions and failed attempts are kept."""

    def credential(self, login: bytes) -> Credential | None: ...

    def save_credential(self, credential: Credential) -> None:
        """Keep how a user signs in. Raises LoginTaken when another one signs in like that."""
        ...

    def begin_attempt(self, login: bytes, now: datetime, limits: Limits) -> timedelta:
        """Count an attempt as failed before it is judged; return how long to wait instead."""
        ...

    def forgive(self, login: bytes) -> None:
        """Forget the failed attempts, after a good one."""
        ...

    def add_session(self, session: Session, forget_before: datetime) -> None:
        """Keep a session, and forget those that began before a moment: they have ended."""
        ...

    def session(self, key: bytes) -> Session | None: ...

    def touch(self, key: bytes, seen_at: datetime) -> None: ...

    def end_session(self, key: bytes) -> None: ...

    def end_sessions(self, user_id: UUID) -> None: ...


class Passwords(Protocol):
    """Slow hashing. `verify` takes as long for no hash at all as for a wrong password."""

    def hash(self, password: str) -> str: ...

    def verify(self, known: str | None, password: str) -> bool: ...

    def is_outdated(self, known: str) -> bool: ...


class SignInFailed(Exception):
    """The login name or the password is wrong; nobody learns which."""


class TooManyAttempts(Exception):
    """The account rests, because somebody guessed."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__()
        self.wait = wait


class LoginTaken(Exception):
    """Somebody else signs in with this name."""


class WeakPassword(Exception):
    """The password is too short, too long, or the login name itself."""


@dataclass(frozen=True, slots=True)
class Access:
    """`actors` returns as whom a user may act, by role, or nothing for who lost all roles.

    `login_key` is the keyed hash of a login name.
    """

    store: AccessStore
    passwords: Passwords
    actors: Callable[[UUID], dict[str, Actor]]
    login_key: Callable[[str], bytes]
    clock: Callable[[], datetime]
    limits: Limits = Limits()

    def set_password(self, user_id: UUID, login: str, password: str) -> None:
        """Let a user sign in like this from now on; where they are signed in now, they are not."""
        known = _known_form(login)
        if not PASSWORD_MIN <= len(password) <= PASSWORD_MAX or password.casefold() == known:
            raise WeakPassword
        credential = Credential(user_id, self.login_key(known), self.passwords.hash(password))
        self.store.save_credential(credential)
        self.store.end_sessions(user_id)

    def sign_in(self, login: str, password: str, role: str = "") -> tuple[str, Session]:
        """Return the token of a new session, in the role asked for or the user's first."""
        key = self.login_key(_known_form(login))
        wait = self.store.begin_attempt(key, self.clock(), self.limits)
        if wait > timedelta(0):
            raise TooManyAttempts(wait)
        credential = self.store.credential(key)
        known = credential.password if credential else None
        if not self.passwords.verify(known, password[:PASSWORD_MAX]) or credential is None:
            raise SignInFailed
        actors = self.actors(credential.user_id)
        if not actors or (role and role not in actors):
            raise SignInFailed
        self.store.forgive(key)
        if self.passwords.is_outdated(credential.password):
            renewed = self.passwords.hash(password[:PASSWORD_MAX])
            self.store.save_credential(replace(credential, password=renewed))
        return self._open(credential.user_id, role or min(actors))

    def actor(self, token: str) -> tuple[Session, Actor] | None:
        """Return who holds the token, or nothing once the session has ended for any reason."""
        session = self.store.session(_digest(token))
        if session is None:
            return None
        now = self.clock()
        actor = self.actors(session.user_id).get(session.role)
        if actor is None or not self._is_alive(session, now):
            self.store.end_session(session.key)
            return None
        if now - session.seen_at >= TOUCH_EVERY:
            self.store.touch(session.key, now)
        return session, actor

    def change_role(self, session: Session, role: str) -> tuple[str, Session] | None:
        """Go on in another role of the same user, in a new session."""
        if role not in self.actors(session.user_id):
            return None
        self.store.end_session(session.key)
        return self._open(session.user_id, role)

    def sign_out(self, session: Session) -> None:
        self.store.end_session(session.key)

    def sign_out_everywhere(self, user_id: UUID) -> None:
        self.store.end_sessions(user_id)

    def ends_at(self, session: Session) -> datetime:
        """Return when the session ends at the latest."""
        return session.created_at + self.limits.absolute

    def _open(self, user_id: UUID, role: str) -> tuple[str, Session]:
        token, now = secrets.token_urlsafe(32), self.clock()
        session = Session(_digest(token), user_id, role, now, now)
        self.store.add_session(session, now - self.limits.absolute)
        return token, session

    def _is_alive(self, session: Session, now: datetime) -> bool:
        return now - session.seen_at < self.limits.idle and now < self.ends_at(session)


def _known_form(login: str) -> str:
    return login.strip().casefold()


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
