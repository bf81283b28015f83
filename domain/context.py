"""What a decision may know besides the state: the time, who asks, the rules, the neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from domain.disbursement_order.state import DisbursementOrder
    from domain.fund_envelope.state import FundEnvelope
    from domain.household.state import Household
    from domain.mentor_assignment.state import MentorAssignment
    from domain.nomination_batch.state import NominationBatch
    from domain.objection.state import Objection
    from domain.programme import Programme
    from domain.purchase.state import Purchase
    from domain.rounds import Rounds
    from domain.village_account.state import VillageAccount
    from domain.village_meeting.state import VillageMeeting
    from domain.village_programme.state import VillageProgramme


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who asks, in which role and for which organisation.

    `villages` is empty for a role that sees the whole programme.
    """

    actor_id: UUID
    role: str
    villages: frozenset[str] = frozenset()
    assignment_id: UUID | None = None
    organisation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Time, identity and chance come in from the edge, so that a decision can be taken again.

    The neighbours are the states of other streams, loaded by the service because the command
    names them; the append then checks that none of them has moved in between. `rounds` are other
    visits beside the one in question, for warnings only: nothing guards them. `new_note` are
    the words that a confirmed proposal seals: they are sealed anew with the correction. `families`
    are those in whose files the person stands whose data a decision concerns.
    """

    now: datetime
    actor: Actor
    programme: Programme
    stream: UUID
    mentor: MentorAssignment | None = None
    village: VillageProgramme | None = None
    batch: NominationBatch | None = None
    meeting: VillageMeeting | None = None
    objection: Objection | None = None
    other: Household | None = None
    families: tuple[Household, ...] = ()
    rounds: Rounds | None = None
    envelope: FundEnvelope | None = None
    order: DisbursementOrder | None = None
    purchase: Purchase | None = None
    account: VillageAccount | None = None
    new_note: str | None = None

    @property
    def today(self) -> date:
        """Return the calendar day where the programme is."""
        return self.programme.local(self.now).date()

    def day(self, moment: datetime | None) -> date:
        """Return the local calendar day of a moment, or today."""
        return self.programme.local(moment or self.now).date()
