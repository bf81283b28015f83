"""A BagIt bag (RFC 8493) as a zip that is the same for the same content, sealed by the log."""

import zipfile
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import IO

from adapters.anchors.notes import Signer

SEAL = "segel"
TAGS = "tagmanifest-sha256.txt"
BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier time, and ours means nothing


def manifest(digests: Mapping[str, str]) -> bytes:
    """Return the hashes of some files, as `sha256sum -c` reads them."""
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode()


def write_bag(  # noqa: PLR0913, PLR0917 (what a bag is made of)
    target: IO[bytes],
    folder: str,
    payload: Iterable[tuple[str, bytes]],
    tags: Mapping[str, bytes],
    info: Mapping[str, str],
    signers: Iterable[Signer],
) -> None:
    """Write a bag as a zip of one folder; one file of the payload is in memory at a time."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:

        def put(name: str, content: bytes) -> str:
            entry = zipfile.ZipInfo(f"{folder}/{name}", EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
            return sha256(content).hexdigest()

        digests, size = {}, 0
        for name, content in payload:
            digests[name], size = put(name, content), size + len(content)
        known = {**info, "Payload-Oxum": f"{size}.{len(digests)}"}
        told = {
            **tags,
            "bagit.txt": BAGIT,
            "bag-info.txt": "".join(f"{name}: {text}\n" for name, text in known.items()).encode(),
            "manifest-sha256.txt": manifest(digests),
        }
        listed = manifest({name: put(name, told[name]) for name in sorted(told)})
        put(TAGS, listed)
        put(SEAL, seal(listed, signers))


def seal(tag_manifest: bytes, signers: Iterable[Signer]) -> bytes:
    """Return the note by which the log stands for everything in the bag."""
    text = f"jejak/bundle/v1\n{sha256(tag_manifest).hexdigest()}\n"
    return f"{text}\n{''.join(signer.line(text) for signer in signers)}".encode()
