"""A BagIt bag (RFC 8493) as a zip that is the same for the same content, sealed by the log."""

import zipfile
from collections.abc import Iterable, Mapping
from hashlib import sha256
from io import BytesIO

from adapters.anchors.notes import Signer

SEAL = "segel"
TAGS = "tagmanifest-sha256.txt"
BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier time, and ours means nothing


def manifest(files: Mapping[str, bytes]) -> bytes:
    """Return the hashes of some files, as `sha256sum -c` reads them."""
    lines = (f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return "".join(lines).encode()


def bag(
    payload: Mapping[str, bytes],
    tags: Mapping[str, bytes],
    info: Mapping[str, str],
    signers: Iterable[Signer],
) -> dict[str, bytes]:
    """Return all files of a bag; `payload` lies below data/."""
    size = sum(map(len, payload.values()))
    known = {**info, "Payload-Oxum": f"{size}.{len(payload)}"}
    told = {
        **tags,
        "bagit.txt": BAGIT,
        "bag-info.txt": "".join(f"{name}: {text}\n" for name, text in known.items()).encode(),
        "manifest-sha256.txt": manifest(payload),
    }
    return {**payload, **told, TAGS: manifest(told), SEAL: seal(manifest(told), signers)}


def seal(tag_manifest: bytes, signers: Iterable[Signer]) -> bytes:
    """Return the note by which the log stands for everything in the bag."""
    text = f"jejak/bundle/v1\n{sha256(tag_manifest).hexdigest()}\n"
    return f"{text}\n{''.join(signer.line(text) for signer in signers)}".encode()


def zipped(folder: str, files: Mapping[str, bytes]) -> bytes:
    """Return the files as a zip of one folder."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}", EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return content.getvalue()
