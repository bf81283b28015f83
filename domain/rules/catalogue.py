"""How a rule is written down, and the one exception that says a rule was broken.

Refused
  the only refusal; its `code` names the rule, its `variant` the reason within the rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal
from uuid import UUID

Language = Literal["id", "en"]
RULES: dict[str, "Rule"] = {}
# Placeholders that may hold a sum of rupiah.
MONEY = frozenset({"rupiah", "limit", "summed"})


class Kind(StrEnum):
    """What happens when the rule is broken."""

    REFUSED = "R"
    WARNED = "W"


@dataclass(frozen=True, slots=True)
class Rule:
    """`messages` gives per variant the Indonesian and the English sentence; "" is the default.

    Placeholders in braces are filled with codes, numbers and dates, never with personal data.
    """

    code: str
    kind: Kind
    basis: str
    messages: Mapping[str, tuple[str, str]]

    def __post_init__(self) -> None:
        if self.code in RULES:
            raise TypeError(f"two rules have the code {self.code}")
        RULES[self.code] = self

    def sentence(self, language: Language, variant: str, params: Mapping[str, Any]) -> str:
        """Return the sentence of one variant in one language."""
        spoken = {name: _spoken(name, value, language) for name, value in params.items()}
        return self.messages[variant][0 if language == "id" else 1].format(**spoken)


def _spoken(name: str, value: Any, language: Language) -> Any:
    """Return sums of money with their thousands apart, as each language writes them."""
    if name not in MONEY or not isinstance(value, int):
        return value
    text = f"{value:,}"
    return text.replace(",", ".") if language == "id" else text


class Refused(Exception):
    """A rule said no. Raised by decisions, shown to the user in the user's language.

    `kept` is the submission under which the whole wish waits in the box "needs attention", when
    it came from the field.
    """

    kept: UUID | None = None

    def __init__(self, code: str, variant: str = "", **params: Any) -> None:
        self.code, self.variant, self.params = code, variant, params
        RULES[code].messages[variant]  # an unknown code or variant must be loud in every test
        super().__init__(code, variant)

    def sentence(self, language: Language = "id") -> str:
        """Return what the user reads."""
        return sentence(self.code, language, self.variant, **self.params)


def sentence(code: str, language: Language, variant: str = "", **params: Any) -> str:
    """Return the sentence of a rule."""
    return RULES[code].sentence(language, variant, params)


def warn(**broken: bool) -> tuple[str, ...]:
    """Return the codes whose condition is true, sorted: `warn(V1b=late, V3_mock=mock)`.

    An underscore separates a rule's code from the variant and is stored as a dot.
    """
    return tuple(sorted(code.replace("_", ".") for code, is_broken in broken.items() if is_broken))
