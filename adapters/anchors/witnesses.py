"""Asks witnesses for their cosignatures, and takes those that come on paper or on a stick."""

import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from adapters.anchors.notes import Note, NoteInvalid, Verifier, encoded
from adapters.anchors.policy import Policy
from adapters.anchors.texts import GrowthText
from adapters.postgres.anchors import COSIGNATURE, AnchorStore, Kept

log = structlog.get_logger()
SECONDS_MAX = 10
CONFLICT = 409
BODY_MAX = 100_000
Growth = Callable[[int, Kept], GrowthText]


@dataclass(frozen=True, slots=True)
class Witnesses:
    """The witnesses of a policy. `growth` makes the proof that the log grew from a size."""

    store: AnchorStore
    policy: Callable[[], Policy]
    growth: Growth

    def ask(self, kept: Kept) -> list[str]:
        """Ask everybody who has an address; return the names of those who cosigned."""
        policy = self.policy()
        signed = []
        for name, url in policy.urls.items():
            try:
                answer = self._answer(url, kept)
                self._keep(kept, name, policy.witnesses[name], answer)
            except (OSError, NoteInvalid) as problem:
                log.warning("witness_did_not_sign", witness=name, problem=str(problem))
            else:
                signed.append(name)
        return signed

    def accept(self, kept: Kept, lines: str) -> list[str]:
        """Take cosignatures that were brought; return whose they are. Raises NoteInvalid."""
        policy = self.policy()
        found = Note.parse(f"{_text(kept)}\n{lines}").signed_by(policy.witnesses.values())
        if not found:
            raise NoteInvalid(
                "tidak ada saksi dari berkas `policy` yang menandatangani titik periksa ini. / "
                "no witness of the file `policy` signed this checkpoint."
            )
        names = [name for name, its in policy.witnesses.items() if its in found]
        for name in names:
            self._keep(kept, name, policy.witnesses[name], lines)
        return names

    def _answer(self, url: str, kept: Kept, old: int = 0) -> str:
        """Return what a witness answers. It says itself how much of the log it has seen."""
        if not url.startswith(("http://", "https://")):
            raise NoteInvalid(f"{url} is no address of a witness")
        body = str(self.growth(old, kept)).encode()
        request = urllib.request.Request(f"{url.rstrip('/')}/add-checkpoint", body)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=SECONDS_MAX) as response:  # noqa: S310
                return str(response.read(BODY_MAX).decode())
        except urllib.error.HTTPError as error:
            told = error.read(100).decode("utf-8", "replace").strip()
            if error.code == CONFLICT and told.isdecimal() and old == 0 < int(told) <= kept.size:
                return self._answer(url, kept, int(told))
            raise NoteInvalid(f"{error.code} {told}") from None

    def _keep(self, kept: Kept, name: str, verifier: Verifier, lines: str) -> None:
        """Keep the one line of this witness, if it is its signature on this checkpoint."""
        note = Note.parse(f"{_text(kept)}\n{lines}")
        note.signed_by([verifier])
        for key_name, key_id, signature in note.signatures:
            if (key_name, key_id) == (verifier.name, verifier.key_id):
                line = f"— {key_name} {encoded(key_id + signature)}\n"
                self.store.keep_testimony(kept.number, COSIGNATURE, name, line.encode())
                return
        raise NoteInvalid("the answer is not signed by this witness")


def _text(kept: Kept) -> str:
    return Note.parse(kept.note).text
