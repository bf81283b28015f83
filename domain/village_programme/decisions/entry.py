"""Selection of the village, its official status, its envelopes, and enrolment."""

from domain.checks import check_code, check_happened
from domain.context import Context
from domain.events import Event
from domain.records import record, said_before
from domain.rules import Refused
from domain.village_programme.aggregate import VILLAGE_PROGRAMME
from domain.village_programme.commands import (
    CloseEnrolment,
    ListEnvelope,
    OpenEnrolment,
    RecordVillageStatus,
    SelectVillage,
    StrikeEnvelope,
)
from domain.village_programme.decisions.guards import check_selected
from domain.village_programme.events import (
    EnrolmentClosed,
    EnrolmentOpened,
    EnvelopeListed,
    EnvelopeStruck,
    VillageSelected,
    VillageStatusRecorded,
)
from domain.village_programme.state import DevelopmentStatus, Selection, VillageProgramme


@VILLAGE_PROGRAMME.decides(SelectVillage)
def select(state: VillageProgramme, command: SelectVillage, context: Context) -> list[Event]:
    if said_before(state.selection, record(Selection, command)):
        return []
    if command.village_code not in context.programme.village_by_code:
        raise Refused("M3", "unknown", village=command.village_code)
    check_code(context, "scheme", command.scheme)
    check_code(context, "village_batch", command.batch)
    check_happened(context, command.selected_on)
    return [VillageSelected(**command.facts())]


@VILLAGE_PROGRAMME.decides(RecordVillageStatus)
def record_status(
    state: VillageProgramme, command: RecordVillageStatus, context: Context
) -> list[Event]:
    """Let a later publication about a year replace the earlier one; both stay visible."""
    if state.statuses.get(command.year) == record(DevelopmentStatus, command):
        return []
    check_selected(state)
    check_code(context, "village_status", command.status)
    return [VillageStatusRecorded(**command.facts())]


@VILLAGE_PROGRAMME.decides(OpenEnrolment)
def open_enrolment(state: VillageProgramme, command: OpenEnrolment, _: Context) -> list[Event]:
    check_selected(state)
    if state.enrolment_open:
        if (state.enrolment_decree, state.enrolment_from) == (command.decree, command.from_on):
            return []
        raise Refused("M3", "open", decree=state.enrolment_decree)
    return [EnrolmentOpened(**command.facts())]


@VILLAGE_PROGRAMME.decides(CloseEnrolment)
def close_enrolment(
    state: VillageProgramme, command: CloseEnrolment, context: Context
) -> list[Event]:
    check_selected(state)
    if not state.enrolment_open:
        return []
    check_code(context, "enrolment_closing", command.reason)
    return [EnrolmentClosed(**command.facts())]


@VILLAGE_PROGRAMME.decides(ListEnvelope)
def list_envelope(state: VillageProgramme, command: ListEnvelope, context: Context) -> list[Event]:
    """Rule F1: an envelope belongs to a village, and to its scheme or to households' stimulus."""
    if command.envelope_id in state.envelopes:
        return []
    check_selected(state)
    schemes = context.programme.schemes
    beside = {scheme.code for scheme in schemes if scheme.for_households}
    if state.selection is not None and command.scheme not in {state.selection.scheme, *beside}:
        raise Refused("F1", "scheme", scheme=command.scheme)
    return [EnvelopeListed(**command.facts())]


@VILLAGE_PROGRAMME.decides(StrikeEnvelope)
def strike_envelope(state: VillageProgramme, command: StrikeEnvelope, _: Context) -> list[Event]:
    if command.envelope_id not in state.envelopes:
        return []
    return [EnvelopeStruck(**command.facts())]
