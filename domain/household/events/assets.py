"""What became of what was given: receipt, papers, what a later visit saw, loss and sale."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from domain.events import Event
from domain.household.events.money import Tags
from domain.household.events.report import FieldReport
from domain.money import Amount
from domain.personal import Narrative
from domain.values import Code, Sha256, Sha256s

Count = Annotated[int, Field(ge=0, le=1_000_000)]


class ReceiptShape(FieldReport):
    """Who acknowledged what was given, and in which form; `difference` says what is missing."""

    receipt_id: UUID
    transfer_id: UUID
    person_id: UUID
    amount_rupiah: Amount
    quantity: Count | None = None
    form: Literal["signed", "thumbprint"]
    distance_m: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    handover_sha256: Sha256 | None = None
    photo_sha256s: Sha256s = ()
    tags: Tags = ()
    difference: Code | None = None
    note: Narrative = None


class EvidenceShape(BaseModel):
    """A file that proves a transfer, by the hash of its bytes.

    `fingerprint` is the same for pictures that look alike.
    """

    evidence_id: UUID
    transfer_id: UUID
    kind: Code
    sha256: Sha256
    media: Literal["jpeg", "png", "pdf"]
    size_bytes: Annotated[int, Field(ge=1, le=100_000_000)]
    fingerprint: Code | None = None


class InspectionShape(FieldReport):
    """What was seen of an asset, which bears the id of the transfer that brought it."""

    inspection_id: UUID
    asset_id: UUID
    respondent_id: UUID
    quantity: Count
    condition: Code
    value_rupiah: Amount | None = None
    distance_m: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    tags: Tags = ()
    photo_sha256s: Sha256s = ()
    note: Narrative = None


class LossShape(FieldReport):
    """How much of an asset is gone, and how."""

    loss_id: UUID
    asset_id: UUID
    quantity: Annotated[int, Field(ge=1, le=1_000_000)]
    reason: Code
    document_sha256: Sha256 | None = None


class SaleShape(FieldReport):
    """How much of an asset was sold, for how much, and what the money was for."""

    sale_id: UUID
    asset_id: UUID
    quantity: Annotated[int, Field(ge=1, le=1_000_000)]
    amount_rupiah: Amount
    reason: Code


class FindingShape(BaseModel):
    """A finding of an audit that names this household; the audit's stream is `engagement_id`."""

    finding_id: UUID
    engagement_id: UUID
    severity: Literal["critical", "major", "minor"]


class FindingEndShape(BaseModel):
    finding_id: UUID


class ReceiptAcknowledged(
    ReceiptShape, Event, name="household.receipt-acknowledged.v1", subject="person_id"
):
    """Tanda terima. The household says that it got what was given; a fourth person confirms."""


class EvidenceAttached(EvidenceShape, Event, name="household.evidence-attached.v1"):
    """Bukti dilampirkan. A file now proves a transfer."""


class AssetInspected(
    InspectionShape, Event, name="household.asset-inspected.v1", subject="respondent_id"
):
    """Aset diperiksa. Somebody looked for what was given, and saw this much of it."""


class AssetLost(LossShape, Event, name="household.asset-lost.v1"):
    """Aset hilang atau mati. Part of what was given is no more."""


class AssetSold(SaleShape, Event, name="household.asset-sold.v1"):
    """Aset dijual. Part of what was given was turned into money."""


class FindingOpened(FindingShape, Event, name="household.finding-opened.v1"):
    """Temuan atas rumah tangga ini. An audit asks a question about this household."""


class FindingSettled(FindingEndShape, Event, name="household.finding-settled.v1"):
    """Temuan selesai. The audit's question about this household is answered."""
