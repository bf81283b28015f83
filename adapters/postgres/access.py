"""Credentials, sessions and failed attempts in PostgreSQL, in a schema of their own."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from psycopg import Connection
from psycopg.errors import UniqueViolation
from psycopg.rows import class_row
from psycopg.sql import Identifier

from projections import sql
from services.credentials import Credential, HalfSession, Limits, LoginTaken, Session
from services.passkeys import Passkey
from services.second_factor import Factor

# A failed attempt is forgotten after a day; long before, it has stopped to matter.
ATTEMPT_KEPT = timedelta(days=1)


class Pool(Protocol):
    """What gives out connections; with or without autocommit."""

    def connection(self) -> AbstractContextManager[Connection[Any]]: ...


class PostgresAccessStore:
    """The store behind `services.access`. Tokens and login names arrive here as hashes only."""

    def __init__(self, pool: Pool, schema: str) -> None:
        self._pool = pool
        self._sql = {
            name: statement.format(access=Identifier(schema))
            for name, statement in sql.load(__file__).items()
        }

    def credential(self, login: bytes) -> Credential | None:
        with self._pool.connection() as connection:
            cursor = connection.cursor(row_factory=class_row(Credential))
            return cursor.execute(self._sql["credential"], {"login": login}).fetchone()

    def save_credential(self, credential: Credential) -> None:
        try:
            self._execute(
                "save_credential",
                user_id=credential.user_id,
                login=credential.login,
                password=credential.password,
            )
        except UniqueViolation:
            raise LoginTaken from None

    def begin_attempt(self, login: bytes, now: datetime, limits: Limits) -> timedelta:
        """Count under the row's lock: a thousand guesses at once are counted one by one."""
        with self._pool.connection() as connection, connection.transaction():
            found = connection.execute(self._sql["lock_attempt"], {"login": login, "now": now})
            failures, rests_until = found.fetchone() or (0, now)
            if rests_until > now:
                return timedelta(seconds=(rests_until - now).total_seconds())
            wait = limits.wait_after(failures + 1)
            connection.execute(
                self._sql["count_attempt"],
                {"login": login, "failures": failures + 1, "now": now, "rests_until": now + wait},
            )
            connection.execute(self._sql["forget_attempts"], {"before": now - ATTEMPT_KEPT})
        return timedelta(0)

    def forgive(self, login: bytes) -> None:
        self._execute("forgive", login=login)

    def add_session(self, session: Session, forget_before: datetime) -> None:
        self._execute(
            "add_session",
            key=session.key,
            user_id=session.user_id,
            role=session.role,
            created_at=session.created_at,
            seen_at=session.seen_at,
            generation=session.generation,
        )
        self._execute("forget_sessions", before=forget_before)

    def session(self, key: bytes) -> Session | None:
        with self._pool.connection() as connection:
            cursor = connection.cursor(row_factory=class_row(Session))
            return cursor.execute(self._sql["session"], {"key": key}).fetchone()

    def touch(self, key: bytes, seen_at: datetime) -> None:
        self._execute("touch", key=key, seen_at=seen_at)

    def end_session(self, key: bytes) -> None:
        self._execute("end_session", key=key)

    def end_sessions(self, user_id: UUID) -> None:
        self._execute("end_sessions", user_id=user_id)

    def sessions(self, user_id: UUID, since: datetime) -> list[Session]:
        with self._pool.connection() as connection:
            cursor = connection.cursor(row_factory=class_row(Session))
            asked = {"user_id": user_id, "since": since}
            return cursor.execute(self._sql["sessions"], asked).fetchall()

    def add_half_session(self, half: HalfSession, forget_before: datetime) -> None:
        self._execute(
            "add_half_session",
            key=half.key,
            user_id=half.user_id,
            role=half.role,
            created_at=half.created_at,
        )
        self._execute("forget_half_sessions", before=forget_before)

    def half_session(self, key: bytes) -> HalfSession | None:
        with self._pool.connection() as connection:
            cursor = connection.cursor(row_factory=class_row(HalfSession))
            return cursor.execute(self._sql["half_session"], {"key": key}).fetchone()

    def end_half_sessions(self, user_id: UUID) -> None:
        self._execute("end_half_sessions", user_id=user_id)

    def factor(self, user_id: UUID) -> Factor | None:
        with self._pool.connection() as connection:
            cursor = connection.cursor(row_factory=class_row(Factor))
            return cursor.execute(self._sql["factor"], {"user_id": user_id}).fetchone()

    def save_factor(self, factor: Factor) -> None:
        self._execute(
            "save_factor",
            user_id=factor.user_id,
            wrapped=factor.wrapped,
            generation=factor.generation,
        )

    def confirm_factor(self, user_id: UUID) -> None:
        self._execute("confirm_factor", user_id=user_id)

    def use_step(self, user_id: UUID, step: int) -> bool:
        """Look and write in one statement: two requests with one code are not both good."""
        return self._changes("use_step", user_id=user_id, step=step)

    def save_recovery_codes(self, user_id: UUID, codes: Sequence[bytes]) -> None:
        with self._pool.connection() as connection, connection.transaction():
            connection.execute(self._sql["forget_recovery_codes"], {"user_id": user_id})
            asked = {"user_id": user_id, "codes": list(codes)}
            connection.execute(self._sql["add_recovery_codes"], asked)

    def use_recovery_code(self, user_id: UUID, code: bytes) -> bool:
        return self._changes("use_recovery_code", user_id=user_id, code=code)

    def renew_password(self, user_id: UUID, password: str) -> bool:
        return self._changes("renew_password", user_id=user_id, password=password)

    def passkeys(self, user_id: UUID) -> list[Passkey]:
        with self._pool.connection() as connection:
            cursor = connection.cursor(row_factory=class_row(Passkey))
            return cursor.execute(self._sql["passkeys"], {"user_id": user_id}).fetchall()

    def add_passkey(self, passkey: Passkey) -> bool:
        return self._changes("add_passkey", **asdict(passkey))

    def use_passkey(self, passkey: Passkey) -> bool:
        """Look and write in one statement: of two uses with one count only one is good."""
        return self._changes("use_passkey", **asdict(passkey))

    def remove_passkey(self, user_id: UUID, credential: bytes) -> bool:
        return self._changes("remove_passkey", user_id=user_id, credential=credential)

    def save_challenge(
        self, session: bytes, challenge: bytes, made_at: datetime, forget_before: datetime
    ) -> None:
        self._execute("save_challenge", session=session, challenge=challenge, made_at=made_at)
        self._execute("forget_challenges", before=forget_before)

    def take_challenge(self, session: bytes, made_after: datetime) -> bytes | None:
        with self._pool.connection() as connection:
            asked = {"session": session}
            taken = connection.execute(self._sql["take_challenge"], asked).fetchone()
        return bytes(taken[0]) if taken and taken[1] > made_after else None

    def _execute(self, statement: str, **values: Any) -> None:
        with self._pool.connection() as connection:
            connection.execute(self._sql[statement], values)

    def _changes(self, statement: str, **values: Any) -> bool:
        with self._pool.connection() as connection:
            return connection.execute(self._sql[statement], values).rowcount == 1
