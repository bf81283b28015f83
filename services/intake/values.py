"""What stands in a cell, made comparable: numbers without ornaments, names without what is unseen.

Nothing is repaired. What cannot be read is said to be unreadable.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

DIGITS = 16
# What a spreadsheet makes of a long number: 5.20101E+15, or 5,20101E+15.
SCIENTIFIC = re.compile(r"\d([.,]\d+)?E\+?\d+", re.IGNORECASE)
OLDEST = 130


def clean(text: str) -> str:
    """Return text in one Unicode form, without invisible characters and doubled spaces."""
    composed = unicodedata.normalize("NFC", text)
    seen = "".join(c for c in composed if unicodedata.category(c) not in {"Cf", "Cc", "Co"})
    return " ".join(seen.split())


def number(text: str) -> str:
    """Return a personal number without spaces, dots, hyphens and the mark of a text cell."""
    return re.sub("[\\s.'\u2019-]", "", clean(text))


def is_destroyed(text: str) -> bool:
    """Say whether a spreadsheet has taken the last digits of a personal number."""
    return SCIENTIFIC.fullmatch(clean(text)) is not None


def day(text: str, formats: tuple[str, ...], today: date) -> date | None:
    """Return a calendar day written in one of the declared ways, if anybody can have lived it."""
    for form in formats:
        try:
            found = datetime.strptime(clean(text), form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
        return found if today.year - OLDEST <= found.year and found <= today else None
    return None


def meaning(text: str, values: Mapping[Any, tuple[str, ...]]) -> str:
    """Return our code for what the list writes, or nothing when the mapping does not name it."""
    said = clean(text).casefold()
    for code, written in values.items():
        if said in (clean(word).casefold() for word in written):
            return str(code)
    return ""


def comparable(text: str) -> str:
    """Return what two spellings of one name or address have in common."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^0-9a-z]", "", plain)
