"""A security key in software: it signs what browsers sign, and lies when a test wants it to."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field

import cbor2
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, MADE = 0x01, 0x04, 0x40


@dataclass
class Device:
    """One key pair for one site. `count` is how often it has signed."""

    origin: str = "http://localhost"
    site: str = "localhost"
    verifies: bool = True
    count: int = 0
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def __post_init__(self):
        self.private = generate_private_key(SECP256R1())

    def make(self, options):
        """Answer navigator.credentials.create()."""
        public = self.private.public_key().public_numbers()
        key = {1: 2, 3: -7, -1: 1, -2: public.x.to_bytes(32), -3: public.y.to_bytes(32)}
        length = len(self.credential).to_bytes(2)
        made = bytes(16) + length + self.credential + cbor2.dumps(key)
        data = self._data(MADE) + made
        statement = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(
            clientDataJSON=self._said("webauthn.create", options), attestationObject=statement
        )

    def prove(self, options):
        """Answer navigator.credentials.get()."""
        self.count += 1
        data, said = self._data(), self._said("webauthn.get", options)
        signed = self.private.sign(data + hashlib.sha256(said).digest(), ECDSA(SHA256()))
        return self._answer(clientDataJSON=said, authenticatorData=data, signature=signed)

    def _said(self, kind, options):
        challenge = json.loads(options)["challenge"]
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _data(self, flags=0):
        flags |= PRESENT | (VERIFIED if self.verifies else 0)
        site = hashlib.sha256(self.site.encode()).digest()
        return site + bytes([flags]) + self.count.to_bytes(4)

    def _answer(self, **response):
        name = text(self.credential)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "response": {part: text(value) for part, value in response.items()},
            }
        )


def text(value):
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def read(value):
    return urlsafe_b64decode(value + "=" * (-len(value) % 4))
