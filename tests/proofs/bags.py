"""A bundle taken apart and put together again, as whoever made it could."""

import io
import zipfile
from dataclasses import replace
from hashlib import sha256

from adapters.bundle.bag import EARLIEST, SEAL, TAGS, manifest, seal
from adapters.bundle.bundles import Bundles

LISTED = "manifest-sha256.txt"


def unpacked(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


class Held(Bundles):
    """Bundles whose file stays open for a test to read as often as it likes."""

    def _make(self, *asked):
        made = super()._make(*asked)
        with made.file as file:
            return replace(made, file=io.BytesIO(file.read()))


def content_of(bundle):
    return bundle.file.getvalue()


def packed(files):
    """Return files as a zip of one folder."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(f"bundel/{name}", EARLIEST), files[name])
    return content.getvalue()


def listed(files):
    return manifest({name: sha256(file).hexdigest() for name, file in files.items()})


def resealed(files, signers):
    """Return a bag whose hashes and seal fit again: as its maker could make it."""
    payload = {name: file for name, file in files.items() if name.startswith("data/")}
    tags = {name: file for name, file in files.items() if not name.startswith("data/")}
    tags = {name: file for name, file in tags.items() if name not in (LISTED, TAGS, SEAL)}
    tags[LISTED] = listed(payload)
    return {**payload, **tags, TAGS: listed(tags), SEAL: seal(listed(tags), signers)}


def flipped(content, random):
    """Return the content with one bit turned over."""
    place = random.randrange(len(content))
    changed = bytearray(content)
    changed[place] ^= 1 << random.randrange(8)
    return bytes(changed)


def entries_of(content):
    found, at = [], 0
    while at < len(content):
        size = int.from_bytes(content[at + 8 : at + 10])
        found.append((int.from_bytes(content[at : at + 8]), content[at + 10 : at + 10 + size]))
        at += 10 + size
    return found


def entries(found):
    return b"".join(at.to_bytes(8) + len(entry).to_bytes(2) + entry for at, entry in found)
