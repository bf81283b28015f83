"""What may stand in the log in clear besides codes: village codes, numbers, short office text."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from domain.commands import Storable
from domain.values import impersonal, sorted_codes


def _sorted_numbers(numbers: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(set(numbers)))


VillageCode = Annotated[str, StringConstraints(pattern=r"^\d{2}\.\d{2}\.\d{2}\.\d{4}$")]
VillageCodes = Annotated[tuple[VillageCode, ...], AfterValidator(sorted_codes)]
Numbers = Annotated[tuple[int, ...], AfterValidator(_sorted_numbers)]
# About a village, an activity or a potential; never about a person.
Phrase = Annotated[str, Field(min_length=3, max_length=200), Storable, AfterValidator(impersonal)]
# The variant of a rule, empty for its plain form.
Variant = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{0,40}$")]
