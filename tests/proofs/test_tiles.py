"""Tiles, bundles and proofs in the texts of C2SP, and what is refused of them."""

import pytest

from adapters.anchors.notes import (
    NoteInvalid,
)
from adapters.anchors.texts import (
    GrowthText,
    InclusionText,
    Tile,
    entries_of,
    entry_bundle,
    tiles_of,
)

TEXT = "contoh.example/log\n7\nAAAA\n\n— contoh.example/log AAAA\n"


@pytest.mark.parametrize(
    ("level", "index", "width", "path"),
    [
        (0, 0, 256, "tile/0/000"),
        (1, 1234067, 256, "tile/1/x001/x234/067"),
        (0, 273, 112, "tile/0/273.p/112"),
        (-1, 5, 256, "tile/entries/005"),
        (-1, 1000, 1, "tile/entries/x001/000.p/1"),
    ],
)
def test_a_tile_has_one_path_and_is_found_by_it(level, index, width, path):
    tile = Tile(level, index, width)

    assert tile.path == path
    assert Tile.parse(path.removeprefix("tile/")) == tile


@pytest.mark.parametrize(
    "path",
    ["0/0", "0/x000/001", "64/000", "0/000.p/256", "0/000.p/0", "0/1000", "entries", "../000"],
)
def test_another_spelling_of_a_tile_is_refused(path):
    with pytest.raises(NoteInvalid):
        Tile.parse(path)


def test_a_log_of_70_000_has_the_tiles_of_the_specification():
    tiles = list(tiles_of(70_000))

    assert len([each for each in tiles if each.level == 0 and each.width == 256]) == 273
    assert [each for each in tiles if each.width < 256 or each.level > 0] == [
        Tile(0, 273, 112),
        Tile(1, 0),
        Tile(1, 1, 17),
        Tile(2, 0, 1),
    ]
    assert list(tiles_of(256)) == [Tile(0, 0), Tile(1, 0, 1)]
    assert list(tiles_of(0)) == []


def test_proofs_and_requests_are_read_as_they_were_written():
    for path in ((), (bytes(32), b"\x01" * 32)):
        for made in (InclusionText(3, path, TEXT), GrowthText(3, path, TEXT)):
            assert type(made).parse(str(made)) == made
    extra = str(InclusionText(3, (), TEXT)).replace("index", "extra QUJD\nindex")
    assert InclusionText.parse(extra) == InclusionText(3, (), TEXT)


@pytest.mark.parametrize("kind", [InclusionText, GrowthText])
@pytest.mark.parametrize("content", ["", "old 3\n", "old x\n\nc", "old 3\nAAAA\n\nc", "index 3\n"])
def test_what_is_not_a_proof_is_refused(kind, content):
    with pytest.raises(NoteInvalid):
        kind.parse(content)


def test_a_bundle_of_entries_gives_them_back_and_none_that_is_cut():
    entries = [b"", b"a", b"b" * 65_535]

    assert entries_of(entry_bundle(entries)) == entries
    with pytest.raises(NoteInvalid, match="within"):
        entries_of(entry_bundle(entries)[:-1])
