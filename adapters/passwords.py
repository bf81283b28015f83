"""Argon2id, a few at a time: each hash takes 64 MiB, and a crowd must not stop the machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE = 2
PATIENCE_SECONDS = 10.0


class TooBusy(Exception):
    """Too many people sign in at the same moment."""


class Argon2Passwords:
    """`verify` works as hard for an unknown user as for a known one: the time tells nothing.

    A hash that was made with other parameters is checked besides the work of today's, so that
    neither an old account nor one that is not there answers sooner than the others.
    """

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turn = BoundedSemaphore(AT_ONCE)
        self._nobody = self._hasher.hash("the password of nobody")

    def hash(self, password: str) -> str:
        with self._one_of_few():
            return self._hasher.hash(password)

    def verify(self, known: str | None, password: str) -> bool:
        with self._one_of_few():
            if known is None or self.is_outdated(known):
                self._is_right(self._nobody, password)
            return known is not None and self._is_right(known, password)

    def is_outdated(self, known: str) -> bool:
        """Say whether a hash was made with other parameters than today's."""
        try:
            return self._hasher.check_needs_rehash(known)
        except InvalidHashError:
            return True

    def _is_right(self, known: str, password: str) -> bool:
        try:
            return self._hasher.verify(known, password)
        except (VerificationError, InvalidHashError):
            return False

    @contextmanager
    def _one_of_few(self) -> Iterator[None]:
        if not self._turn.acquire(timeout=PATIENCE_SECONDS):
            raise TooBusy
        try:
            yield
        finally:
            self._turn.release()
