"""The call of the append functions: commands as parameters, the answer as receipts or refusals."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import zip_longest
from typing import cast
from uuid import UUID

from eventsourcing.persistence import IntegrityError, OperationalError
from psycopg.pq.abc import PGresult

from adapters.postgres import arrays
from adapters.postgres.arrays import BYTEA, pack, pack_ints, pack_texts, pack_uuids
from services.entries import Entry, LedgerRow, Receipt
from services.ports import ClaimTaken, GuardFailed, KeyReused, StaleVersion

Answer = Receipt | IntegrityError
Parameters = list[bytes | None]

UNIX_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

APPEND_EVENT = """SELECT @ledger@.append_event(
    $1::uuid, $2::bytea, $3::uuid, $4::int, $5::uuid, $6::text, $7::bytea, $8::bytea,
    $9::uuid, $10::text[], $11::bytea[])"""
COMMANDS = ["uuid[]", "bytea[]", "int[]"]
EVENTS = ["uuid[]", "int[]", "int[]", "uuid[]", "text[]", "bytea[]", "bytea[]"]
SEALED = ["int[]", "uuid[]", "text[]", "bytea[]"]
KEYS = ["int[]", "uuid[]", "bytea[]"]
GUARDS = ["int[]", "int[]", "int[]"]
TAKES = ["int[]", "text[]", "bytea[]", "uuid[]", "uuid[]"]
RELEASES = ["int[]", "uuid[]", "uuid[]"]
BATCH = [*COMMANDS, *EVENTS, *SEALED, *KEYS, *GUARDS, *TAKES, *RELEASES]


def _call(function: str, kinds: Sequence[str]) -> str:
    places = ", ".join(f"${number}::{kind}" for number, kind in enumerate(kinds, start=1))
    return f"SELECT * FROM @ledger@.{function}({places})"  # noqa: S608 (our own names)


APPEND = _call("append", BATCH)
APPEND_AT = _call("append_at", ["timestamptz[]", *BATCH])


def is_one_plain_event(entries: Sequence[Entry]) -> bool:
    """Say whether the short call will do: one event that brings no key, guard or claim."""
    if len(entries) != 1:
        return False
    append, rows = entries[0].append, entries[0].rows
    return (
        len(rows) == 1
        and rows[0].new_key is None
        and not (append.guards or append.takes or append.releases)
    )


def event_parameters(entry: Entry) -> Parameters:
    """Return the parameters of the short call."""
    append, [row] = entry.append, entry.rows
    return [
        append.command_id.bytes,
        append.digest,
        cast("UUID", row.originator_id).bytes,
        row.originator_version.to_bytes(4),
        row.event_id.bytes,
        row.topic.encode(),
        row.metadata,
        row.state,
        row.sealed[0].person.bytes if row.sealed else None,
        pack_texts([part.group for part in row.sealed]) if row.sealed else None,
        pack(BYTEA, [part.ciphertext for part in row.sealed]) if row.sealed else None,
    ]


def event_receipt(result: PGresult) -> Receipt | None:
    """Return what the short call answered: nothing when the command must take the long way."""
    answer = result.get_value(0, 0)
    if answer is None:
        return None
    position, stamp = (item or b"" for item in arrays.unpack(answer))
    at = arrays.integer(position)
    return Receipt(at, at, UNIX_EPOCH + timedelta(microseconds=arrays.integer(stamp)))


def batch_parameters(entries: Sequence[Entry]) -> Parameters:
    """Return the parameters of a call for many commands."""
    rows = [row for entry in entries for row in entry.rows]
    slots: dict[UUID, int] = {}
    for row in rows:
        slots.setdefault(cast("UUID", row.originator_id), len(slots) + 1)
    optional = [
        *_sealed(rows),
        *_keys(entries),
        *_guards(entries, slots),
        *_takes(entries),
        *_releases(entries),
    ]
    return [
        pack_uuids([entry.append.command_id for entry in entries]),
        pack(BYTEA, [entry.append.digest for entry in entries]),
        pack_ints([len(entry.rows) for entry in entries]),
        pack_uuids(list(slots)),
        pack_ints([slots[cast("UUID", row.originator_id)] for row in rows]),
        pack_ints([row.originator_version for row in rows]),
        pack_uuids([row.event_id for row in rows]),
        pack_texts([row.topic for row in rows]),
        pack(BYTEA, [row.metadata for row in rows]),
        pack(BYTEA, [row.state for row in rows]),
        *optional,
    ]


def batch_answers(entries: Sequence[Entry], result: PGresult) -> list[Answer]:
    """Return what the call for many commands answered, command by command."""
    columns = (arrays.unpack(result.get_value(0, column) or b"") for column in range(6))
    # What is null for the last commands is not sent at all.
    answers = zip(entries, zip_longest(*columns), strict=True)
    return [_answer(entry, outcome or b"", *rest) for entry, (outcome, *rest) in answers]


def _answer(  # noqa: PLR0913, PLR0917 (the columns of the answer)
    entry: Entry,
    outcome: bytes,
    first: bytes | None,
    last: bytes | None,
    stamp: bytes | None,
    reason: bytes | None,
    other: bytes | None,
) -> Answer:
    if first and last and stamp:
        repeated = outcome == b"repeated"
        at = arrays.moment(stamp)
        return Receipt(arrays.integer(first), arrays.integer(last), at, repeated)
    stream = UUID(bytes=other) if other else entry.append.command_id
    match outcome:
        case b"stale":
            return StaleVersion(stream)
        case b"guard-failed":
            return GuardFailed(stream)
        case b"claim-taken":
            return ClaimTaken((reason or b"").decode(), stream)
        case b"key-reused":
            return KeyReused(entry.append.command_id)
    raise OperationalError(f"the append answered {outcome!r}")


def _sealed(rows: Sequence[LedgerRow]) -> Parameters:
    parts = [(at, part) for at, row in enumerate(rows, start=1) for part in row.sealed]
    if not parts:
        return [None] * 4
    return [
        pack_ints([at for at, _ in parts]),
        pack_uuids([part.person for _, part in parts]),
        pack_texts([part.group for _, part in parts]),
        pack(BYTEA, [part.ciphertext for _, part in parts]),
    ]


def _keys(entries: Sequence[Entry]) -> Parameters:
    keys = {
        (k, row.new_key[0]): row.new_key[1]
        for k, entry in enumerate(entries, start=1)
        for row in entry.rows
        if row.new_key
    }
    if not keys:
        return [None] * 3
    return [
        pack_ints([k for k, _ in keys]),
        pack_uuids([person for _, person in keys]),
        pack(BYTEA, list(keys.values())),
    ]


def _guards(entries: Sequence[Entry], slots: dict[UUID, int]) -> Parameters:
    guards = [guard for entry in entries for guard in entry.append.guards]
    if not guards:
        return [None] * 3
    return [
        pack_ints([len(entry.append.guards) for entry in entries]),
        pack_ints([slots.setdefault(guard.stream, len(slots) + 1) for guard in guards]),
        pack_ints([guard.version for guard in guards]),
    ]


def _takes(entries: Sequence[Entry]) -> Parameters:
    takes = [take for entry in entries for take in entry.append.takes]
    if not takes:
        return [None] * 5
    return [
        pack_ints([len(entry.append.takes) for entry in entries]),
        pack_texts([take.kind for take in takes]),
        pack(BYTEA, [take.token for take in takes]),
        pack_uuids([take.stream for take in takes]),
        pack_uuids([take.person for take in takes]),
    ]


def _releases(entries: Sequence[Entry]) -> Parameters:
    releases = [release for entry in entries for release in entry.append.releases]
    if not releases:
        return [None] * 3
    return [
        pack_ints([len(entry.append.releases) for entry in entries]),
        pack_uuids([release.stream for release in releases]),
        pack_uuids([release.person for release in releases]),
    ]
