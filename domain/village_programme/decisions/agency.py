"""The one accompanying agency at a time, and the agreements that stand behind the work."""

from domain.checks import check_happened, check_order, check_organisation
from domain.context import Context
from domain.events import Event
from domain.records import record, said_before
from domain.rules import Refused
from domain.village_programme.aggregate import VILLAGE_PROGRAMME
from domain.village_programme.commands import AppointAgency, HandOverAgency, SignAgreement
from domain.village_programme.decisions.guards import check_selected
from domain.village_programme.events import AgencyAppointed, AgencyHandedOver, AgreementSigned
from domain.village_programme.state import Agreement, Appointment, VillageProgramme

# An agreement may bind the village itself, which is no organisation of the definition.
VILLAGE_AS_PARTY = "village"


@VILLAGE_PROGRAMME.decides(AppointAgency)
def appoint(state: VillageProgramme, command: AppointAgency, context: Context) -> list[Event]:
    check_selected(state)
    if record(Appointment, command, until_on=None) in state.appointments:
        return []
    check_organisation(context, command.agency)
    if state.appointments:
        known = state.appointments[-1]
        raise Refused("M1", agency=known.agency, since=known.from_on)
    return [AgencyAppointed(**command.facts())]


@VILLAGE_PROGRAMME.decides(HandOverAgency)
def hand_over(state: VillageProgramme, command: HandOverAgency, context: Context) -> list[Event]:
    """Let the new agency begin on the day after the last of the old: no gap, no overlap."""
    check_selected(state)
    if command.handover_id in state.handovers:
        return []
    check_organisation(context, command.to_agency)
    current = state.appointments[-1] if state.appointments else None
    begins_after = current is not None and current.from_on < command.handed_over_on
    if current is None or not begins_after or current.agency != command.from_agency:
        raise Refused("M1", "handover", agency=command.from_agency, day=command.handed_over_on)
    if command.to_agency == current.agency:
        raise Refused("M1", agency=current.agency, since=current.from_on)
    return [AgencyHandedOver(**command.facts())]


@VILLAGE_PROGRAMME.decides(SignAgreement)
def sign_agreement(
    state: VillageProgramme, command: SignAgreement, context: Context
) -> list[Event]:
    check_selected(state)
    if said_before(state.agreements.get(command.agreement_id), record(Agreement, command)):
        return []
    for party in command.parties:
        if party != VILLAGE_AS_PARTY:
            check_organisation(context, party)
    check_happened(context, command.signed_on)
    check_order(command.signed_on, command.until_on)
    _check_parent(state, command)
    return [AgreementSigned(**command.facts())]


def _check_parent(state: VillageProgramme, command: SignAgreement) -> None:
    """Refuse a cooperation agreement that does not stand on a memorandum in force."""
    if command.kind == "memorandum":
        return
    parent = state.agreements.get(command.parent_id) if command.parent_id else None
    if parent is None or parent.kind != "memorandum":
        raise Refused("M4", "parent")
    if not parent.in_force(command.signed_on):
        raise Refused("M4", "period", day=command.signed_on)
