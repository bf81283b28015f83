"""Which commands report what has already happened, so that a refusal must not lose them."""

from domain.commands import Command
from domain.household.commands.accompaniment import (
    RecordGroupSession,
    RecordMissedVisit,
    RecordTraining,
    RecordVisit,
)
from domain.household.commands.livelihood import RecordSavings, ReportEnterprise, ReportShock
from domain.household.commands.people import RecordMemberDied, RecordMemberLeft
from domain.household.commands.rights import DeliverService
from domain.household.commands.targeting import RecordVerificationVisit

OBSERVATIONS: frozenset[type[Command]] = frozenset(
    {
        DeliverService,
        RecordGroupSession,
        RecordMemberDied,
        RecordMemberLeft,
        RecordMissedVisit,
        RecordSavings,
        RecordTraining,
        RecordVerificationVisit,
        RecordVisit,
        ReportEnterprise,
        ReportShock,
    }
)
