"""Amounts of public money, and the checks that every decision about them shares."""

from typing import Annotated

from pydantic import Field

from domain.context import Context
from domain.rules import Refused

# Whole rupiah. An amount that is not above zero is refused by rule F1, not by its shape.
Amount = Annotated[int, Field(ge=-(10**12), le=10**12)]
Quantity = Annotated[int, Field(ge=1, le=1_000_000)]
Year = Annotated[int, Field(ge=2000, le=2200)]


def check_amount(rupiah: int) -> None:
    """Refuse what is no amount of money (rule F1)."""
    if rupiah <= 0:
        raise Refused("F1", "amount", rupiah=rupiah)


def check_no_mentor(context: Context) -> None:
    """Refuse a mentor who approves or pays (rule F4), whatever the roles may say."""
    role = context.programme.roles.get(context.actor.role)
    if role is not None and role.area == "caseload":
        raise Refused("F4", "mentor")
