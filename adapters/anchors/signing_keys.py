"""The keys that sign checkpoints: files of their own, which no role of the database can reach.

Each key is a file `log-key.<n>`, and every one that lies there signs. A new one is made beside
the old, which is taken away when everybody who checks knows the new one.
"""

import secrets
import stat
from pathlib import Path

from adapters.anchors.notes import LOG, NoteInvalid, Signer
from adapters.keyring import KeyFileUnusable
from adapters.secret_files import write_new

ORIGIN_BYTES = 4


def origin_of(programme: str) -> str:
    """Return a new name for a log: no two installations share one, even of one programme."""
    return f"jejak.{programme}-{secrets.token_hex(ORIGIN_BYTES)}/log"


class SigningKeys:
    """The folder in which the keys lie."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def exist(self) -> bool:
        """Say whether there is a key at all."""
        return bool(self._files())

    def make(self, programme: str) -> Signer:
        """Make the first key. Raises KeyFileUnusable when there is one."""
        if self.exist():
            raise KeyFileUnusable(f"{self._files()[-1]} exists; keys are never overwritten")
        return self._write(1, origin_of(programme))

    def add(self) -> Signer:
        """Make the next key, for the same log. Raises KeyFileUnusable when there is no first."""
        return self._write(len(self._files()) + 1, self.load()[-1].name)

    def load(self) -> list[Signer]:
        """Return all keys, the newest last. Raises KeyFileUnusable."""
        files = self._files()
        if not files:
            raise KeyFileUnusable(
                f"{self._folder}: belum ada kunci titik periksa; jalankan `jejak keys init`. / "
                "there is no key for checkpoints; run `jejak keys init`."
            )
        return [self._read(file) for file in files]

    def _files(self) -> list[Path]:
        files = self._folder.glob("log-key.*")
        return sorted(files, key=lambda file: int("0" + file.suffix.strip(".")))

    def _read(self, file: Path) -> Signer:
        if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise KeyFileUnusable(f"{file} is open to other users; make it 0600")
        try:
            return Signer.parse(file.read_text())
        except NoteInvalid as problem:
            raise KeyFileUnusable(f"{file}: {problem}") from None

    def _write(self, number: int, name: str) -> Signer:
        signer = Signer.make(name, LOG)
        try:
            write_new(self._folder / f"log-key.{number}", signer.written())
        except FileExistsError:
            raise KeyFileUnusable(f"{self._folder}/log-key.{number} exists") from None
        return signer
