"""Which referrals are made and how each comes to its end: rule R1."""

from uuid import UUID

from domain.checks import check_code, check_organisation
from domain.commands import moment
from domain.context import Context
from domain.events import Event
from domain.household.aggregate import HOUSEHOLD
from domain.household.checks import check_known, check_owner
from domain.household.commands.rights import (
    AcceptReferral,
    CloseReferralUnmet,
    DeclineReferral,
    DeliverService,
    MakeReferral,
)
from domain.household.events.plan import NeedClosed
from domain.household.events.rights import (
    DeliveryShape,
    ReferralAccepted,
    ReferralClosedUnmet,
    ReferralDeclined,
    ReferralMade,
    ReferralShape,
    ServiceDelivered,
)
from domain.household.keeping import checks, is_repeat
from domain.household.milestones import are_basic_needs_covered, reached
from domain.household.reporting import check_accompanied, check_time
from domain.household.state import Household, Status
from domain.household.states.rights import Referral
from domain.rules import Refused, warn


@checks(ReferralMade)
def check_referral(state: Household, referral: ReferralShape, context: Context) -> dict[str, bool]:
    check_known(state, referral.person_id)
    check_organisation(context, referral.owner)
    check_code(context, "service", referral.service)
    need = state.plan.needs.get(referral.need_id)
    if need is None:
        raise Refused("S1", "missing")
    kind = context.programme.need_by_code.get(need.kind)
    if kind is not None:
        check_owner(kind, referral.owner)
        if kind.services and referral.service not in kind.services:
            raise Refused("R1", "service", service=referral.service, kind=kind.code)
    return {}


@HOUSEHOLD.decides(MakeReferral)
def make_referral(state: Household, command: MakeReferral, context: Context) -> list[Event]:
    """Refer a need that is not under way anywhere else: exactly one agency owns it."""
    if is_repeat(state, command.referral_id, ReferralMade, command):
        return []
    broken = {
        "V1b": check_time(command, context),
        "N5_late": check_accompanied(state, command, context),
    }
    check_referral(state, command, context)
    if command.need_id in state.plan.closed:
        raise Refused("R1", "closed")
    if state.rights.open_referral_of(command.need_id):
        raise Refused("R1", "open")
    if command.due_on < context.day(moment(command, context.now)):
        raise Refused("R1", "promise", day=command.due_on)
    return [ReferralMade(**command.facts(), warnings=warn(**broken))]


@HOUSEHOLD.decides(AcceptReferral)
def accept_referral(state: Household, command: AcceptReferral, context: Context) -> list[Event]:
    if state.rights.accepted.get(command.referral_id) == command.due_on:
        return []
    _under_way(state, command.referral_id, context)
    late = check_time(command, context)
    if command.due_on < context.day(moment(command, context.now)):
        raise Refused("R1", "promise", day=command.due_on)
    return [ReferralAccepted(**command.facts(), warnings=warn(V1b=late))]


@HOUSEHOLD.decides(DeclineReferral)
def decline_referral(state: Household, command: DeclineReferral, context: Context) -> list[Event]:
    if state.rights.ended.get(command.referral_id) == "declined":
        return []
    _under_way(state, command.referral_id, context)
    late = check_time(command, context)
    check_code(context, "referral_declined", command.reason)
    return [ReferralDeclined(**command.facts(), warnings=warn(V1b=late))]


@checks(ServiceDelivered)
def check_delivery(state: Household, delivery: DeliveryShape, context: Context) -> dict[str, bool]:
    """Refuse a service without proof. On record a number shows by its commitment only."""
    has_number = delivery.number or (isinstance(delivery, ServiceDelivered) and delivery.sealed)
    if not (delivery.proof and (has_number or delivery.proof_sha256s)):
        raise Refused("R1", "proof")
    for proof in delivery.proof:
        check_code(context, "proof", proof)
    _check_evidence(state, delivery, context)
    return {}


def _check_evidence(state: Household, delivery: DeliveryShape, context: Context) -> None:
    """Refuse a proof that does not show what this kind of need asks for."""
    referral = state.rights.referrals.get(delivery.referral_id)
    need = state.plan.needs.get(referral.need_id) if referral else None
    kind = context.programme.need_by_code.get(need.kind) if need else None
    if kind and kind.proof and not set(kind.proof) & set(delivery.proof):
        raise Refused("R1", "evidence", proof=", ".join(kind.proof), kind=kind.code)


def _check_addressee(referral: Referral, context: Context) -> None:
    """Refuse an answer of another agency: who answers referrals does so for the own one only."""
    role = context.programme.roles.get(context.actor.role)
    answers = role is not None and AcceptReferral.name in role.commands
    if answers and context.actor.organisation != referral.owner:
        raise Refused("R1", "addressee", owner=referral.owner)


@HOUSEHOLD.decides(DeliverService)
def deliver_service(state: Household, command: DeliverService, context: Context) -> list[Event]:
    """Put the service on record, which also closes the need."""
    if state.rights.ended.get(command.referral_id) == "served":
        return []
    need_id = _under_way(state, command.referral_id, context).need_id
    check_known(state, command.person_id)
    late = check_time(command, context)
    check_delivery(state, command, context)
    events: list[Event] = [ServiceDelivered(**command.facts(), warnings=warn(V1b=late))]
    if need_id not in state.plan.closed:
        events.append(NeedClosed(need_id=need_id, outcome="served"))
        covered = are_basic_needs_covered(state, context.programme, need_id)
        events += reached(state, basic_needs_covered=covered)
    return events


@HOUSEHOLD.decides(CloseReferralUnmet)
def close_referral_unmet(
    state: Household, command: CloseReferralUnmet, context: Context
) -> list[Event]:
    if state.rights.ended.get(command.referral_id) == "unmet":
        return []
    _under_way(state, command.referral_id, context)
    late = check_time(command, context)
    check_code(context, "referral_unmet", command.reason)
    return [ReferralClosedUnmet(**command.facts(), warnings=warn(V1b=late))]


def _under_way(state: Household, referral_id: UUID, context: Context) -> Referral:
    """Return a referral that has not come to its end. Agencies answer even after an exit."""
    if state.status is Status.MERGED:
        raise Refused("S1", status=state.status.value)
    referral = state.rights.referrals.get(referral_id)
    if referral is None:
        raise Refused("S1", "missing")
    if referral_id in state.rights.ended:
        raise Refused("R1", "closed")
    _check_addressee(referral, context)
    return referral
