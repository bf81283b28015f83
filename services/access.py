"""Who is asking: signing in, staying signed in, and being signed out by a change of roles.

Users and their roles are facts on their desks. What stands here is only how they prove who they
are: a keyed hash of the login name, a slow hash of the password, and sessions that can be ended.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from domain.context import Actor
from services.credentials import (
    DEFAULTS,
    AccessStore,
    CodeWanted,
    Credential,
    HalfSession,
    Limits,
    LoginTaken,
    Passwords,
    Session,
    SignInFailed,
    Standing,
    TooManyAttempts,
    WeakPassword,
)
from services.passkeys import Passkeys
from services.second_factor import SecondFactor, WrongCode

__all__ = [
    "Access",
    "CodeWanted",
    "Credential",
    "Limits",
    "LoginTaken",
    "Session",
    "SignInFailed",
    "TooManyAttempts",
    "WeakPassword",
    "WrongCode",
]

PASSWORD_MIN, PASSWORD_MAX = 12, 200
RENEWED_BYTES = 12
TOUCH_EVERY = timedelta(seconds=30)
# Long enough to set an app up, short enough that nobody finds it open.
HALF_WAY = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Access:
    """`standing` says as whom a user may act now, `login_key` is the keyed hash of a name."""

    store: AccessStore
    passwords: Passwords
    standing: Callable[[UUID], Standing]
    login_key: Callable[[str], bytes]
    clock: Callable[[], datetime]
    limits: Limits = DEFAULTS
    second: SecondFactor | None = None
    passkeys: Passkeys | None = None

    def actors(self, user_id: UUID) -> dict[str, Actor]:
        """Return as whom a user may act, by role."""
        return self.standing(user_id).actors

    def set_password(self, user_id: UUID, login: str, password: str) -> None:
        """Let a user sign in like this from now on; where they are signed in now, they are not."""
        known = _known_form(login)
        if not PASSWORD_MIN <= len(password) <= PASSWORD_MAX or password.casefold() == known:
            raise WeakPassword
        credential = Credential(user_id, self.login_key(known), self.passwords.hash(password))
        self.store.save_credential(credential)
        self.store.end_sessions(user_id)

    def renew_password(self, user_id: UUID) -> str | None:
        """Return a new password for who signs in by one, and end their sessions."""
        password = secrets.token_urlsafe(RENEWED_BYTES)
        if not self.store.renew_password(user_id, self.passwords.hash(password)):
            return None
        self.store.end_sessions(user_id)
        return password

    def sign_in(self, login: str, password: str, role: str = "") -> tuple[str, Session]:
        """Return the token of a new session, in the role asked for or the user's first.

        Raises CodeWanted for who has a second factor, or must have one.
        """
        user_id = self.prove(login, password).user_id
        actors = self.actors(user_id)
        if not actors or (role and role not in actors):
            raise SignInFailed
        chosen = role or min(actors)
        if self.owes_code(user_id, chosen):
            raise CodeWanted(self._open_half(user_id, chosen), user_id)
        return self._open(user_id, chosen)

    def owes_code(self, user_id: UUID, role: str) -> bool:
        """Say whether a password alone is not enough for this user in this role."""
        second = self.second
        return second is not None and (second.required(role) or second.is_confirmed(user_id))

    def half(self, token: str) -> HalfSession | None:
        """Return who gave the right password a short while ago, and owes the code still."""
        half = self.store.half_session(_digest(token))
        is_fresh = half is not None and self.clock() - half.created_at < HALF_WAY
        return half if is_fresh and half and self.actors(half.user_id).get(half.role) else None

    def complete(self, half: HalfSession) -> tuple[str, Session]:
        """Return the token of a session for who proved the second factor; the half one ends."""
        self.store.end_half_sessions(half.user_id)
        return self._open(half.user_id, half.role)

    def prove(self, login: str, password: str) -> Credential:
        """Return whose name and password these are. Raises SignInFailed or TooManyAttempts."""
        key = self.login_key(_known_form(login))
        wait = self.store.begin_attempt(key, self.clock(), self.limits)
        if wait > timedelta(0):
            raise TooManyAttempts(wait)
        credential = self.store.credential(key)
        known = credential.password if credential else None
        if not self.passwords.verify(known, password[:PASSWORD_MAX]) or credential is None:
            raise SignInFailed
        if not self.actors(credential.user_id):
            raise SignInFailed
        self.store.forgive(key)
        if self.passwords.is_outdated(credential.password):
            renewed = self.passwords.hash(password[:PASSWORD_MAX])
            self.store.save_credential(replace(credential, password=renewed))
        return credential

    def actor(self, token: str) -> tuple[Session, Actor] | None:
        """Return who holds the token, or nothing once the session has ended for any reason."""
        session = self.store.session(_digest(token))
        if session is None:
            return None
        now, standing = self.clock(), self.standing(session.user_id)
        actor = standing.actors.get(session.role)
        if actor is None or not self._is_alive(session, now, standing):
            self.store.end_session(session.key)
            return None
        if now - session.seen_at >= TOUCH_EVERY:
            self.store.touch(session.key, now)
        return session, actor

    def change_role(self, session: Session, role: str) -> tuple[str, Session] | None:
        """Go on in another role of the same user, in a new session.

        Raises CodeWanted for a role that asks for a second factor which the user has not set up.
        """
        if role not in self.actors(session.user_id):
            return None
        second = self.second
        if second and second.required(role) and not second.is_confirmed(session.user_id):
            raise CodeWanted(self._open_half(session.user_id, role), session.user_id)
        self.store.end_session(session.key)
        return self._open(session.user_id, role)

    def sign_out(self, session: Session) -> None:
        self.store.end_session(session.key)

    def sign_out_everywhere(self, user_id: UUID) -> None:
        self.store.end_sessions(user_id)

    def sign_out_elsewhere(self, session: Session) -> None:
        """End every session of the same user but this one."""
        for each in self.sessions(session.user_id):
            if each.key != session.key:
                self.store.end_session(each.key)

    def sessions(self, user_id: UUID) -> list[Session]:
        """Return where a user is signed in now, the latest used first."""
        now, standing = self.clock(), self.standing(user_id)
        found = self.store.sessions(user_id, now - self.limits.idle)
        return [session for session in found if self._is_alive(session, now, standing)]

    def sign_out_of(self, user_id: UUID, handle: str) -> bool:
        """End one session of a user; say whether there was one."""
        for session in self.sessions(user_id):
            if session.handle == handle:
                self.store.end_session(session.key)
                return True
        return False

    def ends_at(self, session: Session) -> datetime:
        """Return when the session ends at the latest."""
        return session.created_at + self.limits.absolute

    def _open(self, user_id: UUID, role: str) -> tuple[str, Session]:
        token, now = secrets.token_urlsafe(32), self.clock()
        generation = self.standing(user_id).resets
        session = Session(_digest(token), user_id, role, now, now, generation)
        self.store.add_session(session, now - self.limits.absolute)
        return token, session

    def _open_half(self, user_id: UUID, role: str) -> str:
        token, now = secrets.token_urlsafe(32), self.clock()
        half = HalfSession(_digest(token), user_id, role, now)
        self.store.add_half_session(half, now - HALF_WAY)
        return token

    def _is_alive(self, session: Session, now: datetime, standing: Standing) -> bool:
        is_young = now - session.seen_at < self.limits.idle and now < self.ends_at(session)
        return is_young and session.generation == standing.resets


def _known_form(login: str) -> str:
    return login.strip().casefold()


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
