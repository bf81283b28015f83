"""How numbers, money, days and times are written for people, in Indonesian and in English.

Own functions, because the libraries disagree with each other: Python's prints Rp300.000.000,00
and the browser's prints Rp 300.000.000 for the same amount. `static/formats.js` is their twin in
the browser; one table of cases tests both.
"""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.rules import Language

MONTHS = {
    "id": [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
SHORT_MONTHS = {
    "id": ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
# The three zones of Indonesia by their offset in hours; others are written as an offset.
ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}
# Powers of a thousand, short and in words. The Indonesian M is a thousand million.
SHORT_UNITS = {"id": ("", " rb", " jt", " M", " T"), "en": ("", " k", " m", " bn", " tn")}
LONG_UNITS = {
    "id": ("", " ribu", " juta", " miliar", " triliun"),
    "en": ("", " thousand", " million", " billion", " trillion"),
}
NEAR_DAYS = {
    "id": {-1: "kemarin", 0: "hari ini", 1: "besok"},
    "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
}
# 300000, 300.000, Rp 300.000 and Rp 300.000,- are the same; 300,000 could be two numbers.
AMOUNT = re.compile(r"(?:Rp\s*)?(\d{1,13}|\d{1,3}(?:\.\d{3}){1,4})(?:,-)?", re.IGNORECASE)
SHOWN_OF_NUMBER = 4


def number(value: int, language: Language) -> str:
    """Write a whole number with the thousands apart."""
    text = f"{value:,}"
    return text.replace(",", ".") if language == "id" else text


def rupiah(value: int, language: Language) -> str:
    """Write an amount of whole rupiah, without a space and without cents."""
    sign = "-" if value < 0 else ""
    return f"{sign}Rp{number(abs(value), language)}"


def percent(part: int, whole: int, language: Language) -> str:
    """Write a share with one decimal; a share of nothing is a dash."""
    if whole == 0:
        return "\u2013"
    # Whole numbers only, so that the browser rounds a half to the same side.
    return f"{_tenths((part * 2_000 + whole) // (2 * whole), language)}%"


def short_rupiah(value: int, language: Language) -> str:
    """Write an amount for a dense table: Rp1,5 M. At most one decimal, and none that is zero."""
    return _in_units(value, SHORT_UNITS[language], language)


def long_rupiah(value: int, language: Language) -> str:
    """Write an amount with its unit as a word: Rp1,5 miliar."""
    return _in_units(value, LONG_UNITS[language], language)


def _in_units(value: int, units: tuple[str, ...], language: Language) -> str:
    power = 0
    while power + 1 < len(units) and abs(value) * 20 >= 1000**power * 19_999:
        power += 1
    tenths = (abs(value) * 20 + 1000**power) // (2 * 1000**power)
    text = _tenths(tenths, language).removesuffix(",0").removesuffix(".0")
    return f"{'-' if value < 0 else ''}Rp{text}{units[power]}"


def _tenths(tenths: int, language: Language) -> str:
    comma = "," if language == "id" else "."
    return f"{number(tenths // 10, language)}{comma}{tenths % 10}"


def amount(text: str) -> int | None:
    """Return the rupiah that somebody typed; nothing for what could be read in two ways."""
    match = AMOUNT.fullmatch(text.strip())
    return int(match[1].replace(".", "")) if match else None


def masked(digits: str) -> str:
    """Write a personal number so that only its holder knows it: 5201********1234."""
    hidden = len(digits) - 2 * SHOWN_OF_NUMBER
    if hidden <= 0:
        return "\u2022" * len(digits)
    return digits[:SHOWN_OF_NUMBER] + "\u2022" * hidden + digits[-SHOWN_OF_NUMBER:]


def relative_day(days: int, language: Language) -> str:
    """Write a day by its distance from today: yesterday, 3 days ago, in 2 days."""
    if days in NEAR_DAYS[language]:
        return NEAR_DAYS[language][days]
    far = number(abs(days), language)
    if language == "id":
        return f"{far} hari lagi" if days > 0 else f"{far} hari yang lalu"
    return f"in {far} days" if days > 0 else f"{far} days ago"


def day(value: date, language: Language) -> str:
    """Write a day in full: 21 November 2026."""
    return f"{value.day} {MONTHS[language][value.month - 1]} {value.year}"


def short_day(value: date, language: Language) -> str:
    """Write a day for a table: 21 Nov 2026. Never with a month as a number."""
    return f"{value.day} {SHORT_MONTHS[language][value.month - 1]} {value.year}"


def month(value: date, language: Language) -> str:
    """Write a month for a scale: Nov 2026."""
    return f"{SHORT_MONTHS[language][value.month - 1]} {value.year}"


def hour(value: datetime, zone: ZoneInfo, language: Language) -> str:
    """Write a time on the programme's clock: 14.30 WITA."""
    local = value.astimezone(zone)
    offset = local.utcoffset()
    hours = int(offset.total_seconds() // 3600) if offset is not None else 0
    separator = "." if language == "id" else ":"
    return f"{local:%H}{separator}{local:%M} {ZONES.get(hours, f'UTC{hours:+d}')}"


def moment(value: datetime, zone: ZoneInfo, language: Language) -> str:
    """Write a day and a time."""
    local = value.astimezone(zone)
    return f"{short_day(local.date(), language)}, {hour(value, zone, language)}"
