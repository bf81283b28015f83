"""What a red flag asked, as a finding keeps it."""

import re
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, Field, StringConstraints

from domain.values import Code, Reference

LIKE_A_NIK = re.compile(r"\d{16,}")


def _without_numbers(text: str) -> str:
    """Refuse a personal number among the words; ids and hashes hold longer ones."""
    if any(LIKE_A_NIK.fullmatch(word) for word in text.split()):
        raise ValueError("a subject must not hold a personal number")
    return text


# How a red flag tells one question from another: up to four codes or ids.
Subject = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,79}( [A-Za-z0-9_.:-]{1,80}){0,3}$"),
    AfterValidator(_without_numbers),
]


class QuestionValue(NamedTuple):
    """One of the values that a red flag compared."""

    name: Code
    value: Annotated[int, Field(ge=-(10**15), le=10**15)] | Reference


def _sorted_values(values: tuple[QuestionValue, ...]) -> tuple[QuestionValue, ...]:
    if len({value.name for value in values}) < len(values):
        raise ValueError("the same value is given twice")
    return tuple(sorted(values, key=lambda value: value.name))


class Question(NamedTuple):
    """The question of a red flag as it stood when it became a finding, since position `at`."""

    subject: Subject
    version: Annotated[int, Field(ge=1, le=1_000)]
    at: Annotated[int, Field(ge=0)]
    values: Annotated[
        tuple[QuestionValue, ...], Field(max_length=20), AfterValidator(_sorted_values)
    ] = ()

    def is_same(self, other: "Question") -> bool:
        """Say whether a rule asked this once: what was settled in between may be asked again."""
        return (self.subject, self.at) == (other.subject, other.at)
