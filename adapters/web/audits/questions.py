"""The question of a red flag beside the finding that was made of it."""

from collections.abc import Mapping

from adapters.web.story.words import Words
from domain.audit_engagement.questions import Question, QuestionValue
from domain.flags.catalogue import FLAG_RULES
from projections.findings import Finding
from projections.flags import Flag

# Values in rupiah; all others are counts, or sums of things.
RUPIAH = frozenset(
    {
        "advance",
        "asked",
        "bank",
        "books",
        "first_rupiah",
        "given",
        "limit",
        "ordered",
        "price",
        "received",
        "tax",
        "usual",
    }
)


def said_by(values: Mapping[str, int | str]) -> str:
    """Return the values that a red flag compared, as they stand on paper."""
    return " ".join(f"{name}={value}" for name, value in sorted(values.items()))


def told_by(words: Words, values: Mapping[str, int | str]) -> str:
    """Return the same in words, for a page; a code is called what its own list calls it."""
    return " · ".join(
        f"{words.known('compared', name) or name}: {_told(words, name, value)}"
        for name, value in sorted(values.items())
    )


def _told(words: Words, name: str, value: int | str) -> str:
    if isinstance(value, int):
        return words.rupiah(value) if name in RUPIAH else words.number(value)
    items = {each.code: each.label for each in words.programme.prices} if name == "item" else {}
    if value in items:
        return words.one_of(items[value])
    return words.known("compared", f"is-{value}") or value


def question_of(flag: Flag) -> Question:
    """Return what the red flag asks, as it is kept in a finding."""
    values = tuple(QuestionValue(name, value) for name, value in flag.values.items())
    return Question(flag.subject, flag.version, flag.from_position, values)


def asked_by(found: Finding, words: Words) -> dict[str, str]:
    """Return the rule with its version, its question and values, if a red flag asked it."""
    raised = found.raised
    rule, question = FLAG_RULES.get(raised.rule), found.question
    if rule is None or question is None:
        return {"rule": raised.rule}
    return {
        "rule": f"{raised.rule} v{question['version']}",
        "question": words.one_of(rule.question),
        "values": told_by(words, question["values"]),
    }
