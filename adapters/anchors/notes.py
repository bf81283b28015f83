"""Signed notes, checkpoints and cosignatures, exactly as C2SP writes them.

c2sp.org/signed-note, c2sp.org/tlog-checkpoint and c2sp.org/tlog-cosignature (Ed25519).
"""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

LOG, WITNESS = 0x01, 0x04  # the types of signature that we make and read
KEY_BYTES, SIGNATURE_BYTES, TIME_BYTES = 32, 64, 8
SIGNATURES_MAX = 64
NAME = re.compile(r"[^\s+\x00-\x1f]+")
NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
SIGNED = re.compile(r"— ([^\s+]+) (\S+)\n")
PARTS = 3  # of a verifier key; also the least lines of a checkpoint


class NoteInvalid(ValueError):
    """A note, a key or a checkpoint is not what the format asks for, or is not signed."""


def encoded(content: bytes) -> str:
    """Return the base64 text of some bytes."""
    return base64.b64encode(content).decode()


def decoded(text: str) -> bytes:
    """Return what a base64 text stands for. Raises NoteInvalid for a second spelling of it."""
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteInvalid("not base64") from None
    if encoded(content) != text:
        raise NoteInvalid("base64 with unused bits")
    return content


def number(text: str) -> int:
    """Return a size or an index. Raises NoteInvalid for other spellings of a number."""
    if not NUMBER.fullmatch(text):
        raise NoteInvalid(f"{text[:20]!r} is not a number")
    return int(text)


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key with its name, as a policy lists it."""

    name: str
    kind: int
    key: bytes

    @property
    def key_id(self) -> bytes:
        head = f"{self.name}\n".encode() + bytes([self.kind])
        return sha256(head + self.key).digest()[:4]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a verifier key (vkey). Raises NoteInvalid."""
        parts = text.split("+", 2)
        if len(parts) != PARTS or not NAME.fullmatch(parts[0]):
            raise NoteInvalid("not a verifier key")
        content = decoded(parts[2])
        verifier = cls(parts[0], content[0] if content else 0, content[1:])
        if verifier.kind not in {LOG, WITNESS} or len(verifier.key) != KEY_BYTES:
            raise NoteInvalid("not an Ed25519 key")
        if parts[1] != verifier.key_id.hex():
            raise NoteInvalid("the key has another number")
        return verifier

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{encoded(bytes([self.kind]) + self.key)}"

    def holds(self, text: str, signature: bytes) -> bool:
        """Say whether a signature of this key is on a text."""
        message = text.encode()
        if self.kind == WITNESS:
            moment, signature = signature[:TIME_BYTES], signature[TIME_BYTES:]
            message = _cosigned(text, int.from_bytes(moment))
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


def _cosigned(text: str, moment: int) -> bytes:
    return f"cosignature/v1\ntime {moment}\n{text}".encode()


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key with its name; written as Go's note package writes one."""

    name: str
    kind: int
    secret: bytes = field(repr=False)

    @classmethod
    def make(cls, name: str, kind: int) -> Self:
        """Return a new key."""
        if not NAME.fullmatch(name):
            raise NoteInvalid("a key's name has neither spaces nor plus signs")
        return cls(name, kind, Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a private key. Raises NoteInvalid, and says nothing of what it read."""
        parts = text.strip().split("+", 4)
        if len(parts) != 5 or parts[:2] != ["PRIVATE", "KEY"]:  # noqa: PLR2004
            raise NoteInvalid("not a signing key")
        content = decoded(parts[4])
        if len(content) != 1 + KEY_BYTES or content[0] not in {LOG, WITNESS}:
            raise NoteInvalid("not an Ed25519 signing key")
        signer = cls(parts[2], content[0], content[1:])
        if signer.verifier.key_id.hex() != parts[3]:
            raise NoteInvalid("the signing key has another number")
        return signer

    def written(self) -> str:
        """Return the key as text, for a file that nobody else can read."""
        content = encoded(bytes([self.kind]) + self.secret)
        return f"PRIVATE+KEY+{self.name}+{self.verifier.key_id.hex()}+{content}\n"

    def __repr__(self) -> str:
        return f"Signer({self.name})"

    @property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.secret)

    @property
    def verifier(self) -> Verifier:
        return Verifier(self.name, self.kind, self._key.public_key().public_bytes_raw())

    def line(self, text: str, moment: int = 0) -> str:
        """Return the signature line for a text; a witness signs also when."""
        if self.kind == WITNESS:
            signature = moment.to_bytes(TIME_BYTES) + self._key.sign(_cosigned(text, moment))
        else:
            signature = self._key.sign(text.encode())
        return f"— {self.name} {encoded(self.verifier.key_id + signature)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text and the lines that sign it: (name, key id, signature)."""

    text: str
    signatures: tuple[tuple[str, bytes, bytes], ...]

    @classmethod
    def parse(cls, content: str) -> Self:
        """Read a signed note. Raises NoteInvalid; no signature is looked at yet."""
        text, found, rest = content.rpartition("\n\n")
        lines = re.split(r"(?<=\n)", rest)[:-1]
        if not found or not lines or len(lines) > SIGNATURES_MAX or not rest.endswith("\n"):
            raise NoteInvalid("not a signed note")
        if any(ord(sign) < ord(" ") and sign != "\n" for sign in content):
            raise NoteInvalid("a note has no control characters")
        signatures = []
        for line in lines:
            match = SIGNED.fullmatch(line)
            content_of = decoded(match[2]) if match else b""
            if match is None or len(content_of) <= 4:  # noqa: PLR2004 (the key's number)
                raise NoteInvalid("not a signature line")
            signatures.append((match[1], content_of[:4], content_of[4:]))
        return cls(f"{text}\n", tuple(signatures))

    def signed_by(self, verifiers: Iterable[Verifier]) -> list[Verifier]:
        """Return which of the known keys signed it. Raises NoteInvalid for a false signature."""
        known = {(verifier.name, verifier.key_id): verifier for verifier in verifiers}
        signers: list[Verifier] = []
        for name, key_id, signature in self.signatures:
            verifier = known.get((name, key_id))
            if verifier is None:
                continue
            if verifier in signers or not verifier.holds(self.text, signature):
                raise NoteInvalid(f"the signature of {name} is false or there twice")
            signers.append(verifier)
        return signers


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How long a log was, and its root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{encoded(self.root)}\n"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text of a checkpoint. Extension lines are refused: nobody could audit them."""
        lines = text.split("\n")
        if len(lines) != PARTS + 1 or lines[-1] or not lines[0]:
            raise NoteInvalid("not a checkpoint")
        root = decoded(lines[2])
        if len(root) != KEY_BYTES:
            raise NoteInvalid("a root has 32 bytes")
        return cls(lines[0], number(lines[1]), root)
