"""What an examination found: one line per invariant, sound or with what is wrong."""

from dataclasses import dataclass, field
from typing import Any

WRONG_SHOWN = 20

# What must hold whatever happens, in Indonesian and in English.
INVARIANTS = {
    "I1": (
        "setiap peristiwa yang dijawab tersimpan, bita demi bita",
        "every acknowledged event exists, byte for byte",
    ),
    "I2": ("setiap kiriman tercatat paling banyak sekali", "every client id at most once"),
    "I3": ("versi setiap aliran 1..n tanpa celah", "versions of every stream 1..n without a gap"),
    "I4": ("posisi berurut tanpa celah", "positions rise without a gap"),
    "I5": ("tampilan sama dengan bangun ulang", "every read model equals a rebuild from zero"),
    "I6": ("rantai, akar dan titik periksa cocok", "chain, root and checkpoints verify"),
    "I7": ("tidak ada yang membaca di luar wilayahnya", "nobody read outside their area"),
    "I8": ("urutan adalah posisi, bukan waktu", "order is position, never time"),
    "I9": ("nomor urut tiap gawai tidak bercabang", "no device's numbers fork"),
    "I10": ("bila ragu, menolak menulis", "in doubt nothing is written"),
    "I11": ("debit sama dengan kredit per desa", "debits equal credits in every village"),
    "I12": (
        "data yang dihapus tidak ada lagi, dan hanya itu yang tidak terbuka",
        "what was erased is nowhere, and nothing else fails to open",
    ),
}


@dataclass(slots=True)
class Found:
    """One invariant. `wrong` says what breaks it; `left_out` says why it was not looked at."""

    code: str
    wrong: list[str] = field(default_factory=list)
    first_bad_position: int | None = None
    left_out: str = ""

    @property
    def ok(self) -> bool:
        return not self.wrong

    def add(self, what: str, position: int | None = None) -> None:
        """Add something wrong; the first position that is bad is kept."""
        self.wrong.append(what)
        if position is not None:
            first = self.first_bad_position
            self.first_bad_position = position if first is None else min(first, position)

    def as_dict(self) -> dict[str, Any]:
        indonesian, english = INVARIANTS[self.code]
        return {
            "code": self.code,
            "ok": self.ok,
            "id": indonesian,
            "en": english,
            "wrong": self.wrong[:WRONG_SHOWN],
            "wrong_count": len(self.wrong),
            "first_bad_position": self.first_bad_position,
            "left_out": self.left_out,
        }
