"""Wraps the keys of persons under key-encryption keys that are kept in a file.

A wrapped key says by its first bytes under which key it lies: so two may be in use while one is
replaced, and the database can refuse what is wrapped under one that is no longer current.
"""

import hashlib
import secrets
from collections.abc import Iterable
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.ports import WrongKey

KEY_BYTES, NONCE_BYTES, KID_BYTES = 32, 12, 8
# As they were stored before they said under which key they lie.
PLAIN_BYTES = NONCE_BYTES + KEY_BYTES + 16


def kid_of(kek: bytes) -> bytes:
    """Return the name of a key-encryption key, which says nothing about it."""
    return hashlib.sha256(b"jejak/kek/v1\n" + kek).digest()[:KID_BYTES]


class Wrapping:
    """The key that wraps, and those before it that can still unwrap."""

    def __init__(self, kek: bytes, old: Iterable[bytes] = ()) -> None:
        self.kid = kid_of(kek)
        self._ciphers = {kid_of(each): AESGCM(each) for each in (kek, *old)}

    def wrap(self, person: UUID, key: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return self.kid + nonce + self._ciphers[self.kid].encrypt(nonce, key, person.bytes)

    def unwrap(self, person: UUID, wrapped: bytes) -> bytes:
        kid, rest = self.kid_in(wrapped), wrapped[-PLAIN_BYTES:]
        ciphers = [*self._ciphers.values()] if kid is None else [self._ciphers.get(kid)]
        for cipher in ciphers:
            if cipher is not None:
                try:
                    return cipher.decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], person.bytes)
                except InvalidTag:
                    continue
        raise WrongKey(person)

    @staticmethod
    def kid_in(wrapped: bytes) -> bytes | None:
        """Return the name of the key under which a wrapped key lies, if it says so."""
        return wrapped[:KID_BYTES] if len(wrapped) > PLAIN_BYTES else None
