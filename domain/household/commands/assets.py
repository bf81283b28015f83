"""What can be asked about what was given: receipts, papers, inspections, losses, findings."""

from domain.commands import Command
from domain.household.events.assets import (
    EvidenceShape,
    FindingEndShape,
    FindingShape,
    InspectionShape,
    LossShape,
    ReceiptShape,
    SaleShape,
)


class AcknowledgeReceipt(ReceiptShape, Command, name="household.acknowledge-receipt"):
    """Put on record that the household got what was given."""


class AttachEvidence(EvidenceShape, Command, name="household.attach-evidence"):
    """Let an uploaded file prove a transfer."""


class InspectAsset(InspectionShape, Command, name="household.inspect-asset"):
    """Say what was seen of an asset."""


class ReportAssetLost(LossShape, Command, name="household.report-asset-lost"):
    """Say that part of an asset is gone."""


class ReportAssetSold(SaleShape, Command, name="household.report-asset-sold"):
    """Say that part of an asset was sold."""


class NoteFinding(FindingShape, Command, name="household.note-finding"):
    """Put into the household's own history that a finding names it."""


class SettleFinding(FindingEndShape, Command, name="household.settle-finding"):
    """Put into the household's own history that a finding is closed."""
