"""The seed of a sample: made of what nobody can choose, from a log that came after the request."""

from hashlib import sha256
from uuid import UUID


def seed_of(log_root: str, request_id: UUID) -> str:
    """Return the only seed with which a request may be drawn from a log with this root."""
    return sha256(bytes.fromhex(log_root) + request_id.bytes).hexdigest()
