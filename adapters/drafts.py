"""Forms that were begun and not sent: kept by the server, sealed; a phone keeps nothing."""

import secrets
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg import Connection
from psycopg.sql import SQL, Identifier
from pydantic_core import from_json, to_json

from services.ports import KeyWrapper, WrongKey

KEPT = timedelta(days=7)
NONCE_BYTES, KEY_BYTES = 12, 32
Typed = dict[str, list[str]]
LOAD = "SELECT wrapped, sealed FROM {access}.draft WHERE person = %s AND saved_at > %s"
SAVE = """INSERT INTO {access}.draft (person, wrapped, sealed, saved_at) VALUES (%s, %s, %s, %s)
    ON CONFLICT (person) DO UPDATE
    SET wrapped = excluded.wrapped, sealed = excluded.sealed, saved_at = excluded.saved_at"""
FORGET = "DELETE FROM {access}.draft WHERE saved_at < %s"


@dataclass(frozen=True, slots=True)
class Drafts:
    """`keys` wraps a new key at every saving; who reads the table alone reads nothing."""

    connection: Callable[[], AbstractContextManager[Connection[Any]]]
    schema: str
    keys: KeyWrapper

    def load(self, draft_id: UUID) -> Typed:
        """Return what was filled in so far; nothing for a draft that is too old to be opened."""
        with self.connection() as connection:
            asked = [draft_id, datetime.now(UTC) - KEPT]
            row = connection.execute(self._sql(LOAD), asked).fetchone()
        if row is None:
            return {}
        wrapped, sealed = map(bytes, row)
        try:
            cipher = AESGCM(self.keys.unwrap(draft_id, wrapped))
        except WrongKey:
            return {}
        text = cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], draft_id.bytes)
        found: Typed = from_json(text)
        return found

    def save(self, draft_id: UUID, typed: Mapping[str, list[str]]) -> None:
        """Keep what was filled in, in the place of what was."""
        key, nonce = secrets.token_bytes(KEY_BYTES), secrets.token_bytes(NONCE_BYTES)
        sealed = nonce + AESGCM(key).encrypt(nonce, to_json(dict(typed)), draft_id.bytes)
        now = datetime.now(UTC)
        with self.connection() as connection:
            wrapped = self.keys.wrap(draft_id, key)
            connection.execute(self._sql(SAVE), [draft_id, wrapped, sealed, now])
            connection.execute(self._sql(FORGET), [now - KEPT])

    def _sql(self, statement: str) -> Any:
        return SQL(statement).format(access=Identifier(self.schema))
