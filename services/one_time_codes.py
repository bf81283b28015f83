"""Time-based one-time codes (RFC 6238): six digits from a secret and the present half minute."""

import base64
import hashlib
import hmac
from datetime import datetime

STEP_SECONDS, DIGITS = 30, 6
# One step to either side: clocks of phones are seldom further off, and people type slowly.
STEPS_APART = 1


def code_at(secret: bytes, step: int) -> str:
    """Return the code of a step."""
    digest = hmac.new(secret, step.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFF_FFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_at(moment: datetime) -> int:
    """Return how many half minutes have passed since 1970."""
    return int(moment.timestamp()) // STEP_SECONDS


def matching_step(secret: bytes, code: str, moment: datetime) -> int | None:
    """Return the step to which a code belongs, or nothing; always compares all of them."""
    now, found = step_at(moment), None
    for step in range(now - STEPS_APART, now + STEPS_APART + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), code.encode("utf-8", "replace")):
            found = step
    return found


def typed_secret(secret: bytes) -> str:
    """Return a secret as people type it into an app, in groups of four."""
    text = base64.b32encode(secret).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
