"""The tree against the vectors of Certificate Transparency, and the bytes of an entry."""

import hashlib
import struct
from uuid import UUID

import pytest

from domain.sealed_log import (
    EMPTY_ROOT,
    ENTRY_BYTES_MAX,
    EntryTooLong,
    Frontier,
    leaf_entry,
    leaf_hash,
    node_hash,
    root_of,
)

# The eight leaves of the test tree of RFC 6962's own implementation, and the root of each size.
ENTRIES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
STREAM = UUID("0190a1b2-c3d4-4e5f-8a6b-7c8d9e0f1a2b")


@pytest.mark.parametrize("size", range(9))
def test_the_root_of_every_published_tree_is_right(size):
    leaves = [leaf_hash(bytes.fromhex(entry)) for entry in ENTRIES[:size]]
    assert root_of(leaves).hex() == ROOTS[size]


@pytest.mark.parametrize("size", [0, 1, 5, 8, 100, 1000])
def test_the_frontier_gives_the_root_that_the_definition_gives(size):
    leaves = [leaf_hash(str(number).encode()) for number in range(size)]
    assert root_of(leaves) == defined_root(leaves)


def test_a_frontier_that_was_stored_goes_on_where_it_was():
    leaves = [leaf_hash(str(number).encode()) for number in range(37)]
    whole, first = Frontier(), Frontier()
    for leaf in leaves:
        whole.append(leaf)
    for leaf in leaves[:21]:
        first.append(leaf)
    again = Frontier(first.size, first.nodes)
    for leaf in leaves[21:]:
        again.append(leaf)
    assert again.root() == whole.root() == root_of(leaves)


def test_an_entry_is_these_bytes_for_ever():
    entry = leaf_entry(
        STREAM, 2, "sample.noted.v1", b"p" * 32, 1_772_415_000_000_001, b"{}", b"[1]"
    )
    assert entry == (
        b"jejak/leaf/v1\n"
        + bytes.fromhex("0190a1b2c3d44e5f8a6b7c8d9e0f1a2b")
        + bytes.fromhex("0000000000000002")
        + bytes.fromhex("0000000f")
        + b"sample.noted.v1"
        + bytes.fromhex("00000020")
        + b"p" * 32
        + struct.pack(">q", 1_772_415_000_000_001)
        + bytes.fromhex("00000002")
        + b"{}"
        + bytes.fromhex("00000003")
        + b"[1]"
    )
    assert leaf_hash(entry) == hashlib.sha256(b"\x00" + entry).digest()


def test_the_first_entry_of_a_stream_has_no_previous_leaf():
    entry = leaf_entry(STREAM, 1, "a", None, 0, b"", b"")
    assert entry[38:47] == bytes.fromhex("00000001") + b"a" + bytes.fromhex("00000000")


def test_moving_a_byte_from_one_part_to_the_next_is_another_entry():
    assert leaf_entry(STREAM, 1, "ab", None, 0, b"c", b"d") != leaf_entry(
        STREAM, 1, "a", None, 0, b"bc", b"d"
    )
    assert leaf_entry(STREAM, 1, "a", None, 0, b"bc", b"d") != leaf_entry(
        STREAM, 1, "a", None, 0, b"b", b"cd"
    )


def test_an_entry_may_have_65535_bytes_and_not_one_more():
    room = ENTRY_BYTES_MAX - len(leaf_entry(STREAM, 1, "a", None, 0, b"", b""))
    assert len(leaf_entry(STREAM, 1, "a", None, 0, b"", b"x" * room)) == ENTRY_BYTES_MAX
    with pytest.raises(EntryTooLong):
        leaf_entry(STREAM, 1, "a", None, 0, b"", b"x" * (room + 1))


def defined_root(leaves):
    """RFC 6962 section 2.1, word for word: split at the largest power of two below the size."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(defined_root(leaves[:split]), defined_root(leaves[split:]))
