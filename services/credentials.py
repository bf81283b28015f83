"""What signing in rests on: credentials, sessions, limits, and where they are kept."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from domain.context import Actor


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


DEFAULTS = Limits()


@dataclass(frozen=True, slots=True)
class Credential:
    """How a user signs in. `login` is a keyed hash: the name itself is kept nowhere."""

    user_id: UUID
    login: bytes
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """As whom a user may act, by role; nobody for who lost all roles.

    `resets` is how often two people agreed that the user's second factor be forgotten.
    """

    actors: dict[str, Actor]
    resets: int = 0


@dataclass(frozen=True, slots=True)
class Session:
    """One place where a user is signed in. `key` is the SHA-256 of the token that opens it.

    `generation` is how often the user's second factor had been forgotten when it began: with the
    next time it is over, by whatever door that came.
    """

    key: bytes
    user_id: UUID
    role: str
    created_at: datetime
    seen_at: datetime
    generation: int

    @property
    def handle(self) -> str:
        """Return what names the session on a page, and opens nothing."""
        return self.key.hex()[:16]


@dataclass(frozen=True, slots=True)
class HalfSession:
    """Who gave the right password and owes the code still."""

    key: bytes
    user_id: UUID
    role: str
    created_at: datetime


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

    def sessions(self, user_id: UUID, since: datetime) -> list[Session]:
        """Return where a user is signed in, among what was used since a moment."""
        ...

    def add_half_session(self, half: HalfSession, forget_before: datetime) -> None: ...

    def half_session(self, key: bytes) -> HalfSession | None: ...

    def end_half_sessions(self, user_id: UUID) -> None: ...

    def renew_password(self, user_id: UUID, password: str) -> bool:
        """Replace the hash of a password; say whether the user could sign in at all before."""
        ...


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


class CodeWanted(Exception):
    """The password is right; `token` leads on to where a code is asked for, or set up."""

    def __init__(self, token: str, user_id: UUID) -> None:
        super().__init__()
        self.token, self.user_id = token, user_id


class LoginTaken(Exception):
    """Somebody else signs in with this name."""


class WeakPassword(Exception):
    """The password is too short, too long, or the login name itself."""
