"""PostgreSQL's binary format for one-dimensional arrays, written and read without detours.

An append sends a dozen arrays; made item by item through the driver's adapters they would cost
more than the append itself.
"""

import struct
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

Item = bytes | None

BYTEA, TEXT, INT4, UUIDS, TIMESTAMPTZ = 17, 25, 23, 2950, 1184
HEAD = struct.Struct(">iiIii")  # dimensions, whether there are nulls, type, length, lower bound
NULL = b"\xff\xff\xff\xff"
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # PostgreSQL counts microseconds from here
MICROSECOND = timedelta(microseconds=1)


def pack(oid: int, items: Sequence[Item]) -> bytes:
    """Return an array of values that are in binary form already."""
    parts = [HEAD.pack(1, 1 if None in items else 0, oid, len(items), 1)]
    for item in items:
        if item is None:
            parts.append(NULL)
        else:
            parts += (len(item).to_bytes(4), item)
    return b"".join(parts)


def pack_ints(numbers: Sequence[int]) -> bytes:
    """Return an array of int4."""
    body = struct.pack(f">{2 * len(numbers)}i", *(part for n in numbers for part in (4, n)))
    return HEAD.pack(1, 0, INT4, len(numbers), 1) + body


def pack_uuids(ids: Sequence[UUID | None]) -> bytes:
    """Return an array of uuid."""
    return pack(UUIDS, [None if each is None else each.bytes for each in ids])


def pack_texts(texts: Sequence[str]) -> bytes:
    """Return an array of text."""
    return pack(TEXT, [text.encode() for text in texts])


def pack_moments(moments: Sequence[datetime]) -> bytes:
    """Return an array of timestamptz."""
    counts = [(moment - EPOCH) // MICROSECOND for moment in moments]
    return pack(TIMESTAMPTZ, [count.to_bytes(8, signed=True) for count in counts])


def unpack(array: bytes) -> list[Item]:
    """Return the items of an array in binary form."""
    items: list[Item] = []
    at = HEAD.size
    while at < len(array):
        length = int.from_bytes(array[at : at + 4], signed=True)
        at += 4
        if length < 0:
            items.append(None)
        else:
            items.append(array[at : at + length])
            at += length
    return items


def integer(item: bytes) -> int:
    """Return what an int4 or int8 stands for."""
    return int.from_bytes(item, signed=True)


def moment(item: bytes) -> datetime:
    """Return what a timestamptz stands for, in UTC."""
    return EPOCH + timedelta(microseconds=integer(item))
