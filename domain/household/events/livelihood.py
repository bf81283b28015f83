"""How the household earns, saves and is thrown back: its own money, never the programme's."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from domain.events import Event
from domain.household.events.report import FieldReport
from domain.personal import Health, Identity, Narrative
from domain.values import Code, Rupiah, Sha256s


def _first_of_month(day: date) -> date:
    return day.replace(day=1)


Month = Annotated[date, AfterValidator(_first_of_month)]


class AccountShape(FieldReport):
    """`number` is sealed, and claimed: no second household may save in the same bank account."""

    account_id: UUID
    person_id: UUID
    kind: Literal["bank", "group"]
    institution: Code
    number: Identity = None


class SavingsShape(FieldReport):
    """`balance_rupiah` is what the book says, or the saver; it is not computed."""

    savings_id: UUID
    account_id: UUID
    kind: Literal["deposit", "withdrawal"]
    amount_rupiah: Annotated[Rupiah, Field(ge=1)]
    balance_rupiah: Rupiah | None = None
    photo_sha256s: Sha256s = ()


class EnterpriseShape(FieldReport):
    """How one livelihood did in one calendar month, named by its first day."""

    report_id: UUID
    livelihood_id: UUID
    month_on: Month
    income_rupiah: Rupiah
    alive: bool


class ShockShape(FieldReport):
    """`person_id` is the member who was hit, or the head; illness is health data and sealed so."""

    shock_id: UUID
    person_id: UUID
    kind: Code
    loss_rupiah: Rupiah = 0
    illness: Health = None
    note: Narrative = None


class SavingsAccountOpened(
    AccountShape, Event, name="household.savings-account-opened.v1", subject="person_id"
):
    """Rekening tabungan dibuka. A member has an account or a group book in their own name."""


class SavingsRecorded(SavingsShape, Event, name="household.savings-recorded.v1"):
    """Tabungan dicatat. Money was put into the account or taken out of it.

    The figures are those of the saver or the book.
    """


class EnterpriseReported(EnterpriseShape, Event, name="household.enterprise-reported.v1"):
    """Laporan usaha. What a livelihood brought in one month, and whether it is still alive."""


class ShockReported(ShockShape, Event, name="household.shock-reported.v1", subject="person_id"):
    """Guncangan. Something threw the household back: illness, storm, a dead animal, a lost job."""
