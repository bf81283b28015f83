"""What the household was promised, what it got, and what is known of it since."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID


@dataclass(slots=True)
class Grant:
    """A grant; without an approver it is a proposal, `ended` says how it came to nothing."""

    kind: str
    amount_rupiah: int
    envelope_id: UUID
    budget_line: str
    tranches: int
    livelihood_id: UUID | None
    pillar: str = ""
    proposed_by: UUID | None = None
    approved_by: UUID | None = None
    ended: str = ""

    @property
    def stands(self) -> bool:
        return self.approved_by is not None and not self.ended


@dataclass(slots=True)
class Transfer:
    """Something that was given. Support has no grant; only goods have a quantity.

    `proofs` are kinds of evidence that came with the transfer itself.
    """

    grant_id: UUID | None
    order_id: UUID
    envelope_id: UUID
    form: str
    kind: str
    pillar: str
    amount_rupiah: int
    paid_by: UUID
    at: datetime
    quantity: int = 0
    month_on: date | None = None
    proofs: frozenset[str] = frozenset()


@dataclass(slots=True)
class Receipt:
    """What the household acknowledged, and which kinds of evidence came with it."""

    transfer_id: UUID
    amount_rupiah: int
    proofs: frozenset[str]


@dataclass(slots=True)
class Reversal:
    """What came back of a transfer."""

    transfer_id: UUID
    amount_rupiah: int
    quantity: int


@dataclass(slots=True)
class Evidence:
    """A file that proves a transfer."""

    transfer_id: UUID
    kind: str
    sha256: str


@dataclass(slots=True)
class Inspection:
    """What somebody saw of an asset."""

    asset_id: UUID
    by: UUID
    at: datetime
    quantity: int
    condition: str


@dataclass(slots=True)
class Money:
    """Each fact once, under its own id; sums and remainders are read off these.

    `gone` is how much of which asset was lost or sold; `findings` those that are open.
    """

    grants: dict[UUID, Grant] = field(default_factory=dict)
    verified: set[UUID] = field(default_factory=set)
    transfers: dict[UUID, Transfer] = field(default_factory=dict)
    receipts: dict[UUID, Receipt] = field(default_factory=dict)
    reversals: dict[UUID, Reversal] = field(default_factory=dict)
    evidence: dict[UUID, Evidence] = field(default_factory=dict)
    inspections: dict[UUID, Inspection] = field(default_factory=dict)
    gone: dict[UUID, tuple[UUID, int]] = field(default_factory=dict)
    findings: dict[UUID, str] = field(default_factory=dict)

    def granted_rupiah(self) -> int:
        """Return the sum of all grants that stand."""
        return sum(grant.amount_rupiah for grant in self.grants.values() if grant.stands)

    def net_of(self, transfer_id: UUID) -> int:
        """Return what of a transfer did not come back."""
        back = (r.amount_rupiah for r in self.reversals.values() if r.transfer_id == transfer_id)
        return self.transfers[transfer_id].amount_rupiah - sum(back)

    def of_grant(self, grant_id: UUID) -> list[UUID]:
        """Return the transfers of a grant of which something stays, in their order."""
        return [
            key
            for key, transfer in self.transfers.items()
            if transfer.grant_id == grant_id and self.net_of(key) > 0
        ]

    def given_rupiah(self, grant_id: UUID) -> int:
        """Return what a grant has given so far."""
        return sum(map(self.net_of, self.of_grant(grant_id)))

    def remainder(self, grant_id: UUID) -> int:
        """Return what a grant may still give."""
        return self.grants[grant_id].amount_rupiah - self.given_rupiah(grant_id)

    def taken_from(self, order_id: UUID, grant_id: UUID | None) -> int:
        """Return how much an order has given here, for one grant or as support.

        Goods that came back are handed over again; money that came back takes a new order.
        """
        return sum(
            self.net_of(key) if transfer.form == "asset" else transfer.amount_rupiah
            for key, transfer in self.transfers.items()
            if (transfer.order_id, transfer.grant_id) == (order_id, grant_id)
        )

    def received(self, transfer_id: UUID) -> bool:
        """Say whether the household acknowledged a transfer."""
        return any(r.transfer_id == transfer_id for r in self.receipts.values())

    def inspected(self, transfer_id: UUID) -> bool:
        """Say whether somebody looked for an asset since it was handed over."""
        return any(each.asset_id == transfer_id for each in self.inspections.values())

    def missing(self, transfer_id: UUID, wanted: Iterable[str]) -> list[str]:
        """Return which of these kinds of evidence a transfer still lacks."""
        known = set(self.transfers[transfer_id].proofs)
        for receipt in self.receipts.values():
            if receipt.transfer_id == transfer_id:
                known |= receipt.proofs
        known |= {e.kind for e in self.evidence.values() if e.transfer_id == transfer_id}
        return sorted(set(wanted) - known)

    def left_of(self, asset_id: UUID) -> int:
        """Return how many of an asset should still be there."""
        gone = sum(quantity for asset, quantity in self.gone.values() if asset == asset_id)
        back = sum(r.quantity for r in self.reversals.values() if r.transfer_id == asset_id)
        return self.transfers[asset_id].quantity - gone - back
