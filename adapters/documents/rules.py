"""The catalogue of rules, with the sentences that a user reads."""

import re
from collections.abc import Iterator
from itertools import groupby

from domain.rules import RULES, Kind, Rule

RULES_HEAD = (
    "Why something was refused, or kept with a warning, with the sentence that a user reads.",
    "This page is written by `jejak docs`; a test compares it with the code.",
    "",
    "What authorises something is refused when a rule is broken.",
    (
        "A report from the field of what has already happened is never lost to a refusal: "
        "it is put on record as an irregularity with the rule's code, and changes nothing "
        "([ADR-0010](adr/0010-observations-are-kept.md))."
    ),
    (
        "Where a report is accepted although it breaks a rule, the event carries the code and the "
        "variant as a warning, such as `V3.short` or `A2.gap`."
    ),
    "What stands in braces comes from the programme definition or from the record.",
)
GROUPS = {
    "A": "Assessment",
    "B": "Lists, row by row",
    "C": "Corrections",
    "E": "Savings accounts",
    "D": "personal data",
    "F": "Public money",
    "G": "Graduation",
    "H": "Dates",
    "K": "Users and roles",
    "L": "Files that come in",
    "M": "Villages and their meetings",
    "N": "Entry, people and mentors",
    "O": "Objections",
    "P": "Plans",
    "Q": "Instruments and definitions",
    "R": "Needs and referrals",
    "S": "What holds everywhere",
    "T": "Targeting",
    "U": "Audits",
    "V": "Reports from the field",
    "X": "The end, and after it",
}


def rules_document() -> str:
    """Return the catalogue of rules, with the sentences that a user reads."""
    rules = sorted(RULES.values(), key=_place)
    return "\n".join(["# Rules", "", *RULES_HEAD, "", *_rules(rules)]) + "\n"


def _place(rule: Rule) -> tuple[str, int, str]:
    letter, number, rest = re.findall(r"([A-Z])(\d+)(.*)", rule.code)[0]
    return letter, int(number), rest


def _rules(rules: list[Rule]) -> Iterator[str]:
    for letter, group in groupby(rules, key=lambda rule: rule.code[0]):
        yield f"## {letter}: {GROUPS[letter]}"
        yield ""
        for rule in group:
            yield from _rule(rule)


def _rule(rule: Rule) -> Iterator[str]:
    kept = "refused" if rule.kind is Kind.REFUSED else "accepted with a warning"
    yield f"### {rule.code}"
    yield ""
    yield f"{rule.basis[0].upper()}{rule.basis[1:]}.  "
    yield f"When it is broken: {kept}."
    yield ""
    yield "| variant | Indonesian | English |"
    yield "|---|---|---|"
    for variant, (indonesian, english) in rule.messages.items():
        yield f"| {f'`{variant}`' if variant else ''} | {indonesian} | {english} |"
    yield ""
