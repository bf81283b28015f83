"""What intake asks about villages and numbers, and how a village code of either system is read."""

import re
from typing import Protocol

from domain.programme import Programme

DOTTED = re.compile(r"\d{2}\.\d{2}\.\d{2}\.\d{4}")
TEN_DIGITS = re.compile(r"\d{10}")
# The last four digits of a Kemendagri code begin with the kind of village. A BPS code may look
# the same, but one that does not begin like this can only be BPS's.
KEMENDAGRI_KINDS = frozenset("123")


class Regions(Protocol):
    """The country's list of villages, and the operator's bridge from BPS codes."""

    has_bridge: bool

    def village_name(self, code: str) -> str | None:
        """Return the official name of a village by Kemendagri code."""

    def kemendagri_code(self, bps_code: str) -> str | None:
        """Return the Kemendagri code of a BPS code, where the bridge knows it."""

    def doubts(self, nik: str) -> bool:
        """Say whether a sound NIK names a region that is not in today's list."""


def village_code(text: str, system: str, regions: Regions) -> tuple[str, str]:
    """Return the Kemendagri code of what the list says, or nothing and the reason why not."""
    digits = re.sub(r"[\s.-]", "", text)
    if not digits:
        return "", "t1.village"
    if not TEN_DIGITS.fullmatch(digits):
        return "", "village.unknown"
    dotted = f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}"
    if system == "kemendagri":
        return (dotted, "") if digits[6] in KEMENDAGRI_KINDS else ("", "village.bps")
    bridged = regions.kemendagri_code(digits)
    if bridged is not None:
        return bridged, ""
    looks_dotted = DOTTED.fullmatch(text) or regions.village_name(dotted)
    return "", "village.kemendagri" if looks_dotted else "village.no_bridge"


def village_fault(code: str, programme: Programme, regions: Regions) -> str:
    """Return why a household of this village cannot be taken in, or nothing."""
    if code in programme.village_by_code:
        return ""
    return "village.outside" if regions.village_name(code) else "village.unknown"


def is_named(code: str, name: str, programme: Programme, regions: Regions) -> bool:
    """Say whether the village of a code is also called like this; aliases count."""
    village = programme.village_by_code.get(code)
    names = [regions.village_name(code) or ""]
    if village is not None:
        names += [village.name, *village.aliases]
    return _known_form(name) in map(_known_form, names)


def _known_form(name: str) -> str:
    bare = re.sub(r"^(desa|kelurahan|kel)\b", "", name.casefold().strip())
    return re.sub(r"[^a-z0-9]", "", bare)
