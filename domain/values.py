"""The kinds of value that facts are made of, each in one canonical form.

A code is lower-case and short, so that nobody can write a person's name or a sentence in clear.
"""

import re
from typing import Annotated, TypeVar
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_.-]{0,63}$")]
# A rule of the catalogue, such as N3 or V1b.
RuleCode = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{1,2}[a-z]?$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
# A Kemendagri code of any depth, or the two letters of a country.
Region = Annotated[
    str, StringConstraints(pattern=r"^(\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?|[A-Z]{2})$")
]

PERSONAL_NUMBER = re.compile(r"\d{16}")


def impersonal(text: str) -> str:
    """Refuse a NIK or family card number: what is in clear can never be taken back."""
    if PERSONAL_NUMBER.search(text):
        raise ValueError("text in clear must not hold a 16-digit personal number")
    return text


# A paper's number: of a decree, a warrant, a budget line.
Reference = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9 ./_-]{0,99}$"),
    AfterValidator(impersonal),
]
# Beyond this an amount is a slip of the thumb: it is more than the whole programme spends.
Rupiah = Annotated[int, Field(ge=0, le=1_000_000_000_000)]
# A number that is answered is a count or an amount, too small to be a personal number.
Answer = bool | Annotated[int, Field(ge=-(10**12), le=10**12)] | Code
T = TypeVar("T")


def sorted_codes(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes sorted and each once."""
    return tuple(sorted(set(codes)))


def _sorted_ids(ids: tuple[UUID, ...]) -> tuple[UUID, ...]:
    return tuple(sorted(set(ids)))


def _sorted_pairs(pairs: tuple[tuple[str, T], ...]) -> tuple[tuple[str, T], ...]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("the same code is given twice")
    return tuple(sorted(pairs, key=lambda pair: pair[0]))


Codes = Annotated[tuple[Code, ...], AfterValidator(sorted_codes)]
Sha256s = Annotated[tuple[Sha256, ...], AfterValidator(sorted_codes)]
Ids = Annotated[tuple[UUID, ...], AfterValidator(_sorted_ids)]
Answers = Annotated[tuple[tuple[Code, Answer], ...], AfterValidator(_sorted_pairs)]
Verdicts = Annotated[tuple[tuple[Code, Code], ...], AfterValidator(_sorted_pairs)]
