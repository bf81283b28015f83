"""A family of four, and another household beside it: who splits and merges in these tests."""

from uuid import UUID

from domain.persons import MemberLine
from tests.domain.household.cases import BABY, IN_PROGRAMME, NOMINATED, SON, SPOUSE, member
from tests.scenario import OTHER_HOUSEHOLD_ID, given

OTHER_HEAD, NEW = UUID(int=0xCF), UUID(int=0xA3)
FAMILY = (*IN_PROGRAMME, member(SPOUSE), member(SON), member(BABY, "0-4"))
OTHER = NOMINATED.model_copy(update={"person_id": OTHER_HEAD, "row_reference": "18"})


def line(person_id, age_band):
    return MemberLine(person_id, "m", age_band, able_to_work=True, nik_missing=False)


LINES = (line(SON, "18-59"), line(BABY, "0-4"))


def family():
    """The state of the family."""
    return given(*FAMILY).state


def other_household(*history):
    """The history of the other household."""
    return given(OTHER, *history, stream=OTHER_HOUSEHOLD_ID)


def in_programme(*history):
    """The state of the other household when it is in the programme as well."""
    return other_household(*IN_PROGRAMME[1:], *history).state
