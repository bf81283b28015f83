"""Invariant I6: the rows give the root that was signed, cosigned, or kept elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from psycopg import Connection

from adapters.doctor.found import Found
from adapters.postgres.database import Schemas
from adapters.postgres.verify import Verification
from domain.sealed_log import Frontier

LEAVES = "SELECT leaf FROM @ledger@.event ORDER BY position"
CHECKPOINTS = "SELECT size, root FROM @ledger@.checkpoint ORDER BY size"


@dataclass(frozen=True, slots=True)
class Anchor:
    """How long the log was, and its root then."""

    size: int
    root: bytes


def check_anchors(
    connection: Connection[Any],
    schemas: Schemas,
    verified: Verification,
    outside: Iterable[Anchor] = (),
) -> Found:
    """Compare with every checkpoint of the database, and with those that were kept `outside`.

    A log that was cut or written anew from one end to the other is sound in itself: only an
    anchor that its writer could not reach shows it.
    """
    found = Found("I6")
    if not verified.ok:
        found.add(verified.reason or "the log does not verify", verified.first_bad_position)
    kept = connection.execute(schemas.fill(CHECKPOINTS).encode()).fetchall()
    anchors = sorted({Anchor(*row) for row in kept} | set(outside), key=lambda each: each.size)
    grown, good = Frontier(), 0
    leaves = iter(connection.execute(schemas.fill(LEAVES).encode()))
    for anchor in anchors:
        while grown.size < anchor.size and (leaf := next(leaves, None)) is not None:
            grown.append(leaf[0])
        if grown.size < anchor.size:
            found.add(f"the log ends at {grown.size}; {anchor.size} were signed", grown.size)
        elif grown.root() != anchor.root:
            found.add(f"between {good} and {anchor.size - 1} something was written anew", good)
        else:
            good = anchor.size
    return found
