"""What an XLSX file is made of, found out without believing a word of what it says of itself.

The limits are checked on the central directory first and then on what really comes out when a
part is unpacked, in pieces, so that a bomb costs neither time nor memory.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from adapters.lists.refusals import NotAList

MEGABYTE = 1024 * 1024
UNPACKED_MAX = 50 * MEGABYTE
RATIO_MAX = 100
PARTS_MAX = 200
DIRECTORY_MAX = PARTS_MAX * 1024
# Below this a part may be as repetitive as it likes: it cannot do harm.
RATIO_FROM = 100 * 1024
PIECE = 256 * 1024
STORED, DEFLATED = 0, 8
END_OF_DIRECTORY = b"PK\x05\x06"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MACROS = ("macrosheets/", "dialogsheets/", "activex/")
LINKS = ("externallinks/", "connections.xml", "querytables/", "embeddings/", "model/")


@dataclass(frozen=True, slots=True)
class Part:
    """One file inside the archive. `packed` is the compressed content as it stands there."""

    name: str
    packed: memoryview
    size: int
    deflated: bool

    def pieces(self) -> Iterator[bytes]:
        """Unpack piece by piece. Raises NotAList when more or less comes out than was declared."""
        total = 0
        for piece in self._unpacked():
            total += len(piece)
            if total > self.size:
                raise NotAList("L2", "corrupt")
            yield piece
        if total != self.size:
            raise NotAList("L2", "corrupt")

    def _unpacked(self) -> Iterator[bytes]:
        if not self.deflated:
            yield from (bytes(self.packed[at : at + PIECE]) for at in range(0, self.size, PIECE))
            return
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for at in range(0, len(self.packed), PIECE):
                rest = bytes(self.packed[at : at + PIECE])
                while rest:
                    yield unpacker.decompress(rest, PIECE)
                    rest = unpacker.unconsumed_tail
            while piece := unpacker.decompress(b"", PIECE):
                yield piece
        except zlib.error as error:
            raise NotAList("L2", "corrupt") from error


def parts_of(content: bytes) -> dict[str, Part]:
    """Return the parts by lower-case name. Raises NotAList for whatever a list does not need."""
    _check_envelope(content)
    try:
        with ZipFile(BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
        parts = [_part(info, content) for info in infos]
    except (BadZipFile, struct.error, ValueError, NotImplementedError) as error:
        raise NotAList("L2", "corrupt") from error
    _check_names(infos)
    _check_sizes(parts)
    by_name = {part.name: part for part in parts}
    if len(by_name) < len(parts):
        raise NotAList("L2", "corrupt")
    return by_name


def _check_envelope(content: bytes) -> None:
    """Look at the first and last bytes only: a directory of a million names is not even read."""
    if content.startswith(OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise NotAList("L2", "encrypted" if locked else "old")
    if not content.startswith(b"PK\x03\x04"):
        raise NotAList("L1", "type")
    end = content.rfind(END_OF_DIRECTORY, max(0, len(content) - 65_557))
    if end < 0 or len(content) < end + 22:
        raise NotAList("L2", "corrupt")
    count, directory_size = struct.unpack_from("<HL", content, end + 10)
    if count > PARTS_MAX or directory_size > DIRECTORY_MAX:
        raise NotAList("L2", "parts", limit=PARTS_MAX)


def _part(info: ZipInfo, content: bytes) -> Part:
    if info.flag_bits & 0x41:
        raise NotAList("L2", "encrypted")
    if info.compress_type not in {STORED, DEFLATED}:
        raise NotAList("L2", "corrupt")
    name_size, extra_size = struct.unpack_from("<HH", content, info.header_offset + 26)
    start = info.header_offset + 30 + name_size + extra_size
    packed = memoryview(content)[start : start + info.compress_size]
    name, deflated = info.filename.lower(), info.compress_type == DEFLATED
    if not deflated and info.file_size != len(packed):
        raise NotAList("L2", "corrupt")
    return Part(name, packed, info.file_size, deflated)


def _check_names(infos: list[ZipInfo]) -> None:
    for info in infos:
        # The name as it was written: the library cuts it at a NUL.
        name = info.orig_filename
        if "\\" in name or "\x00" in name or ":" in name or name.startswith("/"):
            raise NotAList("L2", "path")
        if ".." in PurePosixPath(name).parts:
            raise NotAList("L2", "path")
        inside = name.lower().removeprefix("xl/")
        if inside.startswith(MACROS) or "vbaproject" in inside:
            raise NotAList("L2", "macro")
        if inside.startswith(LINKS):
            raise NotAList("L2", "links")


def _check_sizes(parts: list[Part]) -> None:
    if len(parts) > PARTS_MAX:
        raise NotAList("L2", "parts", limit=PARTS_MAX)
    if sum(part.size for part in parts) > UNPACKED_MAX:
        raise NotAList("L2", "unpacked", limit=UNPACKED_MAX // MEGABYTE)
    for part in parts:
        if part.size > RATIO_FROM and part.size > RATIO_MAX * max(1, len(part.packed)):
            raise NotAList("L2", "ratio", part=part.name, limit=RATIO_MAX)
