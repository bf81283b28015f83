"""Which commands report what has already happened, so that a refusal must not lose them."""

from domain.commands import Command
from domain.household.commands.accompaniment import (
    RecordGroupSession,
    RecordMissedVisit,
    RecordTraining,
    RecordVisit,
)
from domain.household.commands.assets import (
    AcknowledgeReceipt,
    InspectAsset,
    ReportAssetLost,
    ReportAssetSold,
)
from domain.household.commands.livelihood import RecordSavings, ReportEnterprise, ReportShock
from domain.household.commands.money import PaySupport, TransferAsset, TransferCash
from domain.household.commands.people import RecordMemberDied, RecordMemberLeft
from domain.household.commands.rights import DeliverService
from domain.household.commands.targeting import RecordVerificationVisit

OBSERVATIONS: frozenset[type[Command]] = frozenset(
    {
        AcknowledgeReceipt,
        DeliverService,
        InspectAsset,
        PaySupport,
        RecordGroupSession,
        RecordMemberDied,
        RecordMemberLeft,
        RecordMissedVisit,
        RecordSavings,
        RecordTraining,
        RecordVerificationVisit,
        RecordVisit,
        ReportAssetLost,
        ReportAssetSold,
        ReportEnterprise,
        ReportShock,
        TransferAsset,
        TransferCash,
    }
)
