"""What a mentor can report about the household's own money."""

from domain.commands import Command
from domain.household.events.livelihood import (
    AccountShape,
    EnterpriseShape,
    SavingsShape,
    ShockShape,
)


class OpenSavingsAccount(AccountShape, Command, name="household.open-savings-account"):
    """Put an account or group book on record."""


class RecordSavings(SavingsShape, Command, name="household.record-savings"):
    """Put a deposit or a withdrawal on record."""


class ReportEnterprise(EnterpriseShape, Command, name="household.report-enterprise"):
    """Say how a livelihood did in a month."""


class ReportShock(ShockShape, Command, name="household.report-shock"):
    """Say what threw the household back."""
