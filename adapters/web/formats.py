"""How numbers, money, days and times are written for people, in Indonesian and in English.

Own functions, because the libraries disagree with each other: Python's prints Rp300.000.000,00
and the browser's prints Rp 300.000.000 for the same amount.
"""

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
    text = f"{part * 100 / whole:.1f}"
    return (text.replace(".", ",") if language == "id" else text) + "%"


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
