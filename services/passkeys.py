"""Devices that prove who signs in: added, asked for instead of a code, removed, forgotten.

A passkey stands beside the code of an app, never alone: whoever adds one has set the code up, so
recovery codes and browsers without script stay a way in. It is worth nothing on another site.
"""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit
from uuid import UUID

from services.second_factor import SecondFactor, WrongCode

CHALLENGE_BYTES = 32
# A device asks for a finger or a number: that takes seconds, not minutes.
FRESH = timedelta(minutes=5)
MOST, NAME_MAX = 10, 40


class WrongPasskey(Exception):
    """The answer of a device proves nothing here; nobody learns why."""


class TooManyPasskeys(Exception):
    """A user has as many as anybody needs."""


@dataclass(frozen=True, slots=True)
class Passkey:
    """A device of a user. `generation` is as with the code of an app."""

    credential: bytes
    user_id: UUID
    public_key: bytes
    sign_count: int
    name: str
    generation: int
    added_at: datetime
    used_at: datetime | None = None

    @property
    def handle(self) -> str:
        """Return what names it on a page."""
        return hashlib.sha256(self.credential).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """What a device made: the name and the public half of a pair of keys."""

    credential: bytes
    public_key: bytes
    sign_count: int


class PasskeyStore(Protocol):
    """Where passkeys are kept, and what devices have yet to sign."""

    def passkeys(self, user_id: UUID) -> Sequence[Passkey]: ...

    def add_passkey(self, passkey: Passkey) -> bool:
        """Keep it; say whether no such key was there before."""
        ...

    def use_passkey(self, passkey: Passkey) -> bool:
        """Take note of a use; say whether its count is later than all before."""
        ...

    def remove_passkey(self, user_id: UUID, credential: bytes) -> bool: ...

    def save_challenge(
        self, session: bytes, challenge: bytes, made_at: datetime, forget_before: datetime
    ) -> None:
        """Keep it in the place of the one that there was."""
        ...

    def take_challenge(self, session: bytes, made_after: datetime) -> bytes | None:
        """Return it and forget it."""
        ...


class Devices(Protocol):
    """How a browser's device is asked, and how its answers are judged, for one address."""

    @property
    def address(self) -> str:
        """Return the one origin at which they answer."""
        ...

    def ask_new(self, user_id: UUID, challenge: bytes, known: Sequence[bytes]) -> str:
        """Return what a browser is told that shall make a key (JSON)."""
        ...

    def ask_proof(self, challenge: bytes, known: Sequence[bytes]) -> str:
        """Return what a browser is told that shall prove a key (JSON)."""
        ...

    def read_new(self, answer: str, challenge: bytes) -> NewPasskey:
        """Return what was made. Raises WrongPasskey."""
        ...

    def read_credential(self, answer: str) -> bytes:
        """Return which key an answer claims to be from. Raises WrongPasskey."""
        ...

    def read_proof(self, answer: str, challenge: bytes, passkey: Passkey) -> int:
        """Return the count that a device signed. Raises WrongPasskey."""
        ...


@dataclass(frozen=True, slots=True)
class Passkeys:
    """`second` is what a passkey stands beside; its counter of failures is theirs together."""

    store: PasskeyStore
    devices: Devices
    second: SecondFactor
    clock: Callable[[], datetime]

    def serves(self, host: str) -> bool:
        """Say whether a browser that asked this host can have to do with passkeys."""
        return urlsplit(self.devices.address).netloc == host.lower()

    def of(self, user_id: UUID) -> list[Passkey]:
        """Return those of a user that count; none without the code of an app beside."""
        if not self.second.is_confirmed(user_id):
            return []
        generation = self.second.resets(user_id)
        return [each for each in self.store.passkeys(user_id) if each.generation == generation]

    def begin_new(self, user_id: UUID, session: bytes) -> str:
        """Return what to ask a device for. Whoever calls this has seen the password anew."""
        if not self.second.is_confirmed(user_id):
            raise WrongPasskey
        known = self.of(user_id)
        if len(known) >= MOST:
            raise TooManyPasskeys
        challenge = self._challenge(session)
        return self.devices.ask_new(user_id, challenge, [each.credential for each in known])

    def add(self, user_id: UUID, session: bytes, answer: str, name: str) -> None:
        """Keep what a device made, as it was asked to in this session. Raises WrongPasskey."""
        made = self.devices.read_new(answer, self._taken(session))
        now, generation = self.clock(), self.second.resets(user_id)
        called = " ".join(name.split())[:NAME_MAX]
        if not called or not self.second.is_confirmed(user_id):
            raise WrongPasskey
        passkey = Passkey(
            made.credential, user_id, made.public_key, made.sign_count, called, generation, now
        )
        if not self.store.add_passkey(passkey):
            raise WrongPasskey

    def begin_proof(self, user_id: UUID, session: bytes) -> str:
        """Return what to ask the devices of a user for; nothing for who has none."""
        known = [each.credential for each in self.of(user_id)]
        return self.devices.ask_proof(self._challenge(session), known) if known else ""

    def check(self, user_id: UUID, session: bytes, answer: str) -> None:
        """Let a device prove who asks. Raises WrongPasskey or TooManyAttempts."""
        challenge = self._taken(session)
        try:
            self.second.attempt(user_id, lambda: self._proves(user_id, challenge, answer))
        except WrongCode:
            raise WrongPasskey from None

    def remove(self, user_id: UUID, handle: str) -> bool:
        """Forget one of a user's; say whether there was one."""
        found = [each for each in self.store.passkeys(user_id) if each.handle == handle]
        return any(self.store.remove_passkey(user_id, each.credential) for each in found)

    def _proves(self, user_id: UUID, challenge: bytes, answer: str) -> bool:
        try:
            claimed = self.devices.read_credential(answer)
            for each in self.of(user_id):
                if each.credential == claimed:
                    count = self.devices.read_proof(answer, challenge, each)
                    return self.store.use_passkey(
                        replace(each, sign_count=count, used_at=self.clock())
                    )
        except WrongPasskey:
            return False
        return False

    def _challenge(self, session: bytes) -> bytes:
        challenge, now = secrets.token_bytes(CHALLENGE_BYTES), self.clock()
        self.store.save_challenge(session, challenge, now, now - FRESH)
        return challenge

    def _taken(self, session: bytes) -> bytes:
        challenge = self.store.take_challenge(session, self.clock() - FRESH)
        if challenge is None:
            raise WrongPasskey
        return challenge
