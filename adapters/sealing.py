"""Seals the personal fields of an event under a person's key, and opens them again to be shown.

A group is encrypted with AES-256-GCM, bound to stream, version, person and group, so that no
ciphertext can pass for another. The commitment in the event has a salt that only the key gives:
it can be opened to an inspector group by group, and tells nothing once the key is destroyed.
"""

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from secrets import token_bytes
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic_core import from_json, to_json

from domain.events import Event
from domain.history import RecordedEvent
from services.entries import SealedPart
from services.ports import Keyring, SealBroken

ERASED = "[dihapus]"
NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Sealed:
    """The sealed groups of one stored event, by group."""

    stream: UUID
    version: int
    parts: tuple[SealedPart, ...]


def seal(
    plaintexts: Iterable[tuple[str, bytes]], person: UUID, key: bytes, stream: UUID, version: int
) -> tuple[tuple[SealedPart, ...], tuple[tuple[str, str], ...]]:
    """Return the groups encrypted, and the commitments to them for the event."""
    place, cipher = f"{stream}|{version}", _cipher(key)
    parts, commitments = [], []
    for group, plaintext in plaintexts:
        nonce = token_bytes(NONCE_BYTES)
        ciphertext = cipher.encrypt(nonce, plaintext, f"{place}|{person}|{group}".encode())
        parts.append(SealedPart(person, group, nonce + ciphertext))
        commitments.append((group, commitment(key, place, group, plaintext).hex()))
    return tuple(parts), tuple(commitments)


def plaintexts_of(event: Event) -> list[tuple[str, bytes]]:
    """Return the personal fields that are known as JSON with sorted keys, group by group."""
    found = []
    for group, names in _groups(type(event)):
        fields = {name: value for name in names if (value := getattr(event, name)) is not None}
        if fields:
            found.append((group, to_json(fields)))
    return found


@cache
def _groups(event: type[Event]) -> list[tuple[str, list[str]]]:
    groups: dict[str, list[str]] = {}
    for name, group in sorted(event.personal.items()):
        groups.setdefault(group.value, []).append(name)
    return sorted(groups.items())


@lru_cache(maxsize=256)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def commitment(key: bytes, place: str, group: str, plaintext: bytes) -> bytes:
    """Return what the log keeps of a sealed group. Giving its salt away opens this one group.

    `place` is stream|version.
    """
    return hmac.digest(salt(key, place, group), plaintext, "sha256")


def salt(key: bytes, place: str, group: str) -> bytes:
    """Return what an inspector needs, besides the plaintext, to check one commitment."""
    return hmac.digest(key, f"jejak/commit/v1|{place}|{group}".encode(), "sha256")


def opening(part: SealedPart, key: bytes, stream: UUID, version: int) -> tuple[bytes, bytes]:
    """Return the salt and the plaintext of a group: what opens this one commitment."""
    place = f"{stream}|{version}"
    bound = f"{place}|{part.person}|{part.group}".encode()
    nonce, ciphertext = part.ciphertext[:NONCE_BYTES], part.ciphertext[NONCE_BYTES:]
    return salt(key, place, part.group), _cipher(key).decrypt(nonce, ciphertext, bound)


def open_sealed(
    history: Iterable[RecordedEvent], sealed: Sequence[Sealed], keyring: Keyring
) -> list[RecordedEvent]:
    """Return copies of the events with their personal fields, to be shown and not kept.

    What was erased reads "[dihapus]". Raises SealBroken when a field is not what its event is
    committed to.
    """
    by_place = {(row.stream, row.version): row.parts for row in sealed}
    return [
        replace(line, event=_opened(line, by_place.get(_place(line), ()), keyring))
        if line.event.sealed
        else line
        for line in history
    ]


def _place(line: RecordedEvent) -> tuple[UUID, int]:
    return line.originator_id, line.originator_version


def _opened(line: RecordedEvent, parts: tuple[SealedPart, ...], keyring: Keyring) -> Event:
    by_group = {part.group: part for part in parts}
    fields: dict[str, str] = {}
    for group, committed in line.event.sealed:
        part = by_group.get(group)
        key = None if part is None else keyring.key_of(part.person)
        if part is None or key is None:
            fields |= {name: ERASED for name, its in line.event.personal.items() if its == group}
        else:
            fields |= _open(line, part, key, bytes.fromhex(committed))
    return line.event.model_copy(update=fields)


def _open(line: RecordedEvent, part: SealedPart, key: bytes, committed: bytes) -> dict[str, str]:
    place = f"{line.originator_id}|{line.originator_version}"
    nonce, ciphertext = part.ciphertext[:NONCE_BYTES], part.ciphertext[NONCE_BYTES:]
    try:
        bound = f"{place}|{part.person}|{part.group}".encode()
        plaintext = _cipher(key).decrypt(nonce, ciphertext, bound)
    except InvalidTag:
        raise SealBroken(f"{place}: {part.group} does not open") from None
    if not hmac.compare_digest(commitment(key, place, part.group, plaintext), committed):
        raise SealBroken(f"{place}: {part.group} is not what was committed")
    fields: dict[str, str] = from_json(plaintext)
    return fields
