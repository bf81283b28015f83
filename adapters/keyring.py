"""The key file that lives outside the database, and what is derived from it.

The key-encryption key wraps one key per person; the index secret makes keyed hashes. Whoever has
the database without this file can read no personal field and test no guessed NIK.
"""

import base64
import hmac
import secrets
import stat
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Self
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from adapters.secret_files import write_again, write_new
from adapters.wrapping import KEY_BYTES, NONCE_BYTES, Wrapping
from services.ports import KeyWrapper

FORMAT = "jejak-keys/v1"
PERSONS_CACHED = 20_000
# No key stays in memory for longer than this after its person was erased.
CACHED_SECONDS = 600


class KeyFileUnusable(Exception):
    """The key file is missing, already there, open to others, or not a key file."""


@dataclass(frozen=True)
class KeyFile:
    """The secrets of an installation; `old` are key-encryption keys that were replaced."""

    kek: bytes = field(repr=False)
    index: bytes = field(repr=False)
    old: tuple[bytes, ...] = field(default=(), repr=False)

    @cached_property
    def wrapping(self) -> Wrapping:
        return Wrapping(self.kek, self.old)

    def wrap(self, person: UUID, key: bytes) -> bytes:
        return self.wrapping.wrap(person, key)

    def unwrap(self, person: UUID, wrapped: bytes) -> bytes:
        return self.wrapping.unwrap(person, wrapped)

    def replaced(self) -> Self:
        """Return the file with a new key-encryption key, the present one among the old."""
        return type(self)(secrets.token_bytes(KEY_BYTES), self.index, (self.kek, *self.old))

    def write(self, path: Path) -> None:
        """Put this file in the place of the one that is there, whole or not at all."""
        write_again(path, self._text())

    def _text(self) -> str:
        old = "".join(f"old {_text(each)}\n" for each in self.old)
        return f"{FORMAT}\nkek {_text(self.kek)}\nindex {_text(self.index)}\n{old}"

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make new secrets and write them where only this user can read them."""
        keys = cls(secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES))
        try:
            write_new(path, keys._text())
        except FileExistsError:
            raise KeyFileUnusable(f"{path} exists; keys are never overwritten") from None
        return keys

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the secrets. Refuses a file that others can read."""
        try:
            mode = path.stat().st_mode
            lines = path.read_text().splitlines()
        except OSError as problem:
            raise KeyFileUnusable(f"{path} cannot be read: {problem.strerror}") from None
        if mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise KeyFileUnusable(f"{path} is open to other users; make it 0600")
        try:
            tag, kek, index, *old = lines
            replaced = tuple(_secret(each, "old") for each in old)
            keys = cls(_secret(kek, "kek"), _secret(index, "index"), replaced)
        except ValueError:
            tag = ""
        if tag != FORMAT:
            raise KeyFileUnusable(f"{path} is not a key file of Jejak")
        return keys


def _text(secret: bytes) -> str:
    return base64.b64encode(secret).decode()


def _secret(line: str, name: str) -> bytes:
    label, _, text = line.partition(" ")
    secret = base64.b64decode(text, validate=True)
    if label != name or len(secret) != KEY_BYTES:
        raise ValueError(name)
    return secret


class HmacIndex:
    """Keyed hashes of what is looked up or compared, each purpose under a key of its own."""

    def __init__(self, keys: KeyFile) -> None:
        self._claims = _derive(keys.index, b"jejak/claim/v1")
        self._commands = _derive(keys.index, b"jejak/command/v1")

    def token(self, kind: str, value: str) -> bytes:
        return hmac.digest(self._claims, f"{kind}\n{value}".encode(), "sha256")

    def digest(self, content: bytes) -> bytes:
        return hmac.digest(self._commands, content, "sha256")


class FileSeal:
    """Seals files that wait on disk, under a key of their own; `place` binds one to its name."""

    def __init__(self, keys: KeyFile) -> None:
        self._cipher = AESGCM(_derive(keys.index, b"jejak/files/v1"))

    def seal(self, place: str, content: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, place.encode())

    def open(self, place: str, sealed: bytes) -> bytes:
        nonce, content = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        return self._cipher.decrypt(nonce, content, place.encode())


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(secret)


class LiveKeyFile:
    """The key file as it is now: one that was replaced meanwhile is read again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: tuple[int, KeyFile] | None = None

    def wrap(self, person: UUID, key: bytes) -> bytes:
        return self._now().wrap(person, key)

    def unwrap(self, person: UUID, wrapped: bytes) -> bytes:
        return self._now().unwrap(person, wrapped)

    def _now(self) -> KeyFile:
        try:
            changed = self._path.stat().st_mtime_ns
        except OSError:
            changed = 0
        if self._read is None or self._read[0] != changed:
            self._read = changed, KeyFile.load(self._path)
        return self._read[1]


class WrappedKeyring:
    """Keys of persons, wrapped by the key-encryption key and kept in a store.

    `fetch` reads a wrapped key from the store. A new key is kept here as pending and handed along
    with every append that uses it until one has stored it: so no field can ever be sealed under
    a key that is nowhere.
    """

    def __init__(self, keys: KeyWrapper, fetch: Callable[[UUID], bytes | None]) -> None:
        self._keys = keys
        self._fetch = fetch
        self._until = time.monotonic() + CACHED_SECONDS
        self._lock = Lock()
        self._known: OrderedDict[UUID, tuple[bytes, bytes | None]] = OrderedDict()

    def key_of(self, person: UUID) -> bytes | None:
        self._forget_old()
        known = self._known.get(person)
        if known is not None:
            return known[0]
        wrapped = self._fetch(person)
        return (
            None
            if wrapped is None
            else self._keep(person, self._keys.unwrap(person, wrapped), None)[0]
        )

    def learn(self, person: UUID, wrapped: bytes) -> None:
        """Take over a stored key that came along with something else, which spares asking."""
        if person not in self._known:
            self._keep(person, self._keys.unwrap(person, wrapped), None)

    def key_for(self, person: UUID) -> tuple[bytes, bytes | None]:
        self._forget_old()
        known = self._known.get(person)
        if known is not None:
            return known
        wrapped = self._fetch(person)
        if wrapped is not None:
            return self._keep(person, self._keys.unwrap(person, wrapped), None)
        return self._begin(person)

    def begin(self, person: UUID) -> None:
        self._begin(person)

    def stored(self, person: UUID) -> None:
        with self._lock:
            known = self._known.get(person)
            if known is not None:
                self._known[person] = (known[0], None)

    def forget(self, person: UUID) -> None:
        with self._lock:
            self._known.pop(person, None)

    def _begin(self, person: UUID) -> tuple[bytes, bytes | None]:
        key = secrets.token_bytes(KEY_BYTES)
        return self._keep(person, key, self._keys.wrap(person, key))

    def _keep(self, person: UUID, key: bytes, wrapped: bytes | None) -> tuple[bytes, bytes | None]:
        with self._lock:
            kept = self._known.setdefault(person, (key, wrapped))
            if len(self._known) > PERSONS_CACHED:
                self._known.popitem(last=False)
            return kept

    def _forget_old(self) -> None:
        """Ask the store again now and then; what waits to be stored is kept."""
        if time.monotonic() < self._until:
            return
        with self._lock:
            self._until = time.monotonic() + CACHED_SECONDS
            pending = [each for each in self._known.items() if each[1][1] is not None]
            self._known = OrderedDict(pending)
