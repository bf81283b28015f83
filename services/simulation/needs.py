"""What becomes of the needs of a simulated family: mostly served, some never."""

from datetime import timedelta
from uuid import UUID

from domain.household.commands.plan import CloseNeed
from domain.household.commands.rights import (
    AcceptReferral,
    CloseReferralUnmet,
    DeliverService,
    MakeReferral,
)
from domain.programme import NeedKind
from services.simulation.stage import Stage
from services.simulation.world import Acts


def referrals(stage: Stage) -> Acts:
    """Yield what becomes of every need: referred, mostly accepted, mostly served."""
    for need_id, kind in stage.needs.items():
        referral_id, head = stage.new_id(), stage.family.head.person_id
        due = stage.day + timedelta(days=kind.days_to_serve)
        yield stage.at_office(
            stage.day,
            MakeReferral(
                referral_id=referral_id,
                need_id=need_id,
                person_id=head,
                owner=kind.owner,
                service=kind.services[0],
                due_on=due,
            ),
        )
        if stage.chance(0.9):
            accept = AcceptReferral(referral_id=referral_id, due_on=due)
            yield stage.at_agency(stage.day + timedelta(days=6), kind.owner, accept)
        yield from _outcome(stage, need_id, referral_id, kind)


def _outcome(stage: Stage, need_id: UUID, referral_id: UUID, kind: NeedKind) -> Acts:
    """Yield the service, or why there was none; the agency that owns it says so."""
    day = stage.day + timedelta(days=stage.random.randint(3, 12))
    if stage.chance(0.84):
        deliver = DeliverService(
            referral_id=referral_id,
            person_id=stage.family.head.person_id,
            proof=kind.proof[:1],
            number="CONTOH-0001",
        )
        yield stage.at_agency(day, kind.owner, deliver)
    else:
        reason = stage.reason("referral_unmet")
        unmet = CloseReferralUnmet(referral_id=referral_id, reason=reason)
        yield stage.at_agency(day, kind.owner, unmet)
        close = CloseNeed(need_id=need_id, outcome="unmet", reason=stage.reason("unmet_need"))
        yield stage.at_office(stage.day + timedelta(days=1), close)
