"""Referrals: who owes the household what, and how each of them ended."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID


@dataclass(slots=True)
class Referral:
    """Which need was put before which agency, and the day that was promised."""

    need_id: UUID
    owner: str
    due_on: date


@dataclass(slots=True)
class Rights:
    """`accepted` gives the agency's own promise; `ended` how a referral came to its end."""

    referrals: dict[UUID, Referral] = field(default_factory=dict)
    accepted: dict[UUID, date] = field(default_factory=dict)
    ended: dict[UUID, str] = field(default_factory=dict)

    def open_referral_of(self, need_id: UUID) -> UUID | None:
        """Return the referral that is still under way for a need."""
        for referral_id, referral in self.referrals.items():
            if referral.need_id == need_id and referral_id not in self.ended:
                return referral_id
        return None
