"""A code from the user's own device beside the password: set up, asked for, used up, forgotten.

The secret lies in the database only wrapped under the key-encryption key; a code is accepted once;
recovery codes are shown once and kept as keyed hashes, each good for one sign-in.
"""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from services.credentials import DEFAULTS, Limits, TooManyAttempts
from services.one_time_codes import matching_step
from services.ports import KeyWrapper

WRAPPED_BYTES, SECRET_BYTES = 32, 20
RECOVERY_CODES, RECOVERY_BYTES = 10, 10
NEVER = -1


@dataclass(frozen=True, slots=True)
class Factor:
    """A user's second factor; it counts once it was confirmed by a code.

    `generation` is how often the user's factors had been forgotten when this one was begun.
    """

    user_id: UUID
    wrapped: bytes
    confirmed: bool
    generation: int


class FactorStore(Protocol):
    """Where second factors are kept, and failed attempts counted."""

    def factor(self, user_id: UUID) -> Factor | None: ...

    def save_factor(self, factor: Factor) -> None:
        """Keep a factor in the place of the one that there was."""
        ...

    def confirm_factor(self, user_id: UUID) -> None: ...

    def use_step(self, user_id: UUID, step: int) -> bool:
        """Take note of the step of a good code; say whether it is later than all before."""
        ...

    def save_recovery_codes(self, user_id: UUID, codes: Sequence[bytes]) -> None:
        """Keep these in the place of all that there were."""
        ...

    def use_recovery_code(self, user_id: UUID, code: bytes) -> bool:
        """Use a code up; say whether there was one."""
        ...

    def begin_attempt(self, login: bytes, now: datetime, limits: Limits) -> timedelta: ...

    def forgive(self, login: bytes) -> None: ...


class WrongCode(Exception):
    """The code is wrong, too old, or was used before; nobody learns which."""


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """`required` says for which roles a password alone is not enough.

    `code_key` is the keyed hash of a recovery code, `resets` how often two people agreed that a
    user's factor be forgotten: what was begun before the last time counts no more.
    """

    store: FactorStore
    keys: KeyWrapper
    code_key: Callable[[str], bytes]
    clock: Callable[[], datetime]
    resets: Callable[[UUID], int]
    required: Callable[[str], bool]
    limits: Limits = DEFAULTS

    def is_confirmed(self, user_id: UUID) -> bool:
        """Say whether a user signs in by a code."""
        factor = self._factor(user_id)
        return factor is not None and factor.confirmed

    def begin(self, user_id: UUID) -> bytes:
        """Return the secret to put into an app: the one that waits for its first code, or new."""
        factor = self._factor(user_id)
        if factor is not None and factor.confirmed:
            raise WrongCode
        if factor is None:
            # What wraps keys of persons wraps 32 bytes; an app is given the first twenty.
            wrapped = self.keys.wrap(user_id, secrets.token_bytes(WRAPPED_BYTES))
            factor = Factor(user_id, wrapped, confirmed=False, generation=self.resets(user_id))
            self.store.save_factor(factor)
        return self._secret(factor)

    def confirm(self, user_id: UUID, code: str) -> list[str]:
        """Let the factor count from now on; return the recovery codes, which nobody sees again."""
        factor = self._factor(user_id)
        if factor is None or factor.confirmed:
            raise WrongCode
        self.attempt(user_id, lambda: self._is_code(factor, code))
        self.store.confirm_factor(user_id)
        return self._new_codes(user_id)

    def check(self, user_id: UUID, code: str) -> bool:
        """Use a code up; say whether it was a recovery code. Raises WrongCode."""
        factor = self._factor(user_id)
        if factor is None or not factor.confirmed:
            raise WrongCode
        plain = "".join(code.split()).upper().replace("-", "")
        is_recovery = len(plain) == 2 * RECOVERY_BYTES
        if is_recovery:
            used = self.code_key(plain)
            self.attempt(user_id, lambda: self.store.use_recovery_code(user_id, used))
        else:
            self.attempt(user_id, lambda: self._is_code(factor, plain))
        return is_recovery

    def renew_codes(self, user_id: UUID, code: str) -> list[str]:
        """Return new recovery codes to who has a good code; the ones before are worth nothing."""
        self.check(user_id, code)
        return self._new_codes(user_id)

    def attempt(self, user_id: UUID, is_good: Callable[[], bool]) -> None:
        """Count the attempt as failed before it is judged, as with passwords."""
        counted = hashlib.sha256(b"second factor" + user_id.bytes).digest()
        wait = self.store.begin_attempt(counted, self.clock(), self.limits)
        if wait > timedelta(0):
            raise TooManyAttempts(wait)
        if not is_good():
            raise WrongCode
        self.store.forgive(counted)

    def _factor(self, user_id: UUID) -> Factor | None:
        factor = self.store.factor(user_id)
        return factor if factor and factor.generation == self.resets(user_id) else None

    def _secret(self, factor: Factor) -> bytes:
        return self.keys.unwrap(factor.user_id, factor.wrapped)[:SECRET_BYTES]

    def _is_code(self, factor: Factor, code: str) -> bool:
        step = matching_step(self._secret(factor), "".join(code.split()), self.clock())
        return step is not None and self.store.use_step(factor.user_id, step)

    def _new_codes(self, user_id: UUID) -> list[str]:
        codes = [secrets.token_hex(RECOVERY_BYTES).upper() for _ in range(RECOVERY_CODES)]
        self.store.save_recovery_codes(user_id, [self.code_key(code) for code in codes])
        return ["-".join(code[at : at + 5] for at in range(0, len(code), 5)) for code in codes]
