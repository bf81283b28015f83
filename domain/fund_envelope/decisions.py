"""Which wishes about an envelope come true: rules F1, F2 and F5. Nothing goes beyond a ceiling."""

from datetime import date

from domain.checks import check_code, check_pillar
from domain.context import Context
from domain.events import Event
from domain.fund_envelope.aggregate import FUND_ENVELOPE
from domain.fund_envelope.commands import (
    CloseEnvelope,
    DrawOrder,
    OpenEnvelope,
    ReleaseOrder,
    ReleaseReservation,
    ReserveGrant,
    SetBudget,
)
from domain.fund_envelope.events import (
    BudgetSet,
    EnvelopeClosed,
    EnvelopeOpened,
    GrantReserved,
    OrderDrawn,
    OrderReleased,
    ReservationReleased,
)
from domain.fund_envelope.state import FundEnvelope, Opening
from domain.history import stream_id
from domain.money import check_amount
from domain.records import record, said_before
from domain.rules import Refused


@FUND_ENVELOPE.decides(OpenEnvelope)
def open_envelope(state: FundEnvelope, command: OpenEnvelope, context: Context) -> list[Event]:
    """Open what the kind of village may have; that it is its scheme, its own stream says."""
    if said_before(state.opening, record(Opening, command)):
        return []
    key = envelope_key(
        command.scheme, command.village_code, command.fund_source, command.fiscal_year
    )
    if context.stream != stream_id(context.programme.code, "fund-envelope", key):
        raise Refused("F1", "envelope")
    check_amount(command.ceiling_rupiah)
    check_code(context, "scheme", command.scheme)
    check_code(context, "fund_source", command.fund_source)
    if command.village_code not in context.programme.village_by_code:
        raise Refused("F1", "village", village=command.village_code)
    sources = context.programme.fund_sources_of(command.village_code)
    if command.fund_source not in sources:
        raise Refused("F1", "source", source=command.fund_source)
    _check_size(command, context)
    return [EnvelopeOpened(**command.facts())]


def envelope_key(scheme: str, village_code: str, fund_source: str, fiscal_year: int) -> str:
    """Return what names an envelope; its stream is made from this and no other."""
    return f"{scheme}/{village_code}/{fund_source}/{fiscal_year}"


def _check_size(command: OpenEnvelope, context: Context) -> None:
    """Refuse an envelope that is smaller or greater than its scheme foresees."""
    scheme = context.programme.scheme(command.scheme, command.fund_source)
    if scheme is None:
        raise Refused("F1", "source", source=command.fund_source)
    most, least = scheme.ceiling.on(context.today), scheme.floor.on(context.today)
    if command.ceiling_rupiah > most:
        raise Refused("F2", "scheme", rupiah=command.ceiling_rupiah, limit=most)
    if not least <= command.floor_rupiah <= command.ceiling_rupiah:
        raise Refused("F2", "floor", rupiah=command.floor_rupiah, limit=least)


@FUND_ENVELOPE.decides(SetBudget)
def set_budget(state: FundEnvelope, command: SetBudget, context: Context) -> list[Event]:
    """Divide the ceiling; no line may fall below what is spoken for."""
    if state.budget_id == command.budget_id:
        said_before(tuple(state.lines.values()), command.lines)
        return []
    _check_open(state, context.today)
    for line in command.lines:
        check_amount(line.amount_rupiah)
        check_pillar(context, line.pillar)
        check_code(context, "spending", line.kind)
    total = sum(line.amount_rupiah for line in command.lines)
    if total > state.ceiling_rupiah:
        raise Refused("F2", "budget", rupiah=total, limit=state.ceiling_rupiah)
    amounts = {line.line: line.amount_rupiah for line in command.lines}
    for code in {*state.lines, *amounts}:
        used = state.used_of(code)
        if used > amounts.get(code, 0):
            raise Refused("F2", "used", line=code, rupiah=used)
    return [BudgetSet(**command.facts())]


@FUND_ENVELOPE.decides(ReserveGrant)
def reserve(state: FundEnvelope, command: ReserveGrant, context: Context) -> list[Event]:
    """Reserve first, then approve: both are stored together or not at all."""
    known = state.reservations.get(command.grant_id)
    if known is not None:
        said_before(known.household_id, command.household_id)
        return []
    check_open_on(state, context.today)
    _check_village(state, command.village_code)
    check_amount(command.amount_rupiah)
    _check_free(state, command.budget_line, command.amount_rupiah)
    return [GrantReserved(**command.facts())]


@FUND_ENVELOPE.decides(ReleaseReservation)
def release(state: FundEnvelope, command: ReleaseReservation, _: Context) -> list[Event]:
    """Give back no more than what no order has taken, whether the envelope is open or not."""
    reservation = state.reservations.get(command.grant_id)
    if reservation is None:
        raise Refused("S1", "missing")
    check_amount(command.amount_rupiah)
    if command.amount_rupiah > reservation.undrawn_rupiah:
        raise Refused("F2", "ordered", rupiah=reservation.undrawn_rupiah)
    return [ReservationReleased(**command.facts())]


@FUND_ENVELOPE.decides(DrawOrder)
def draw(state: FundEnvelope, command: DrawOrder, context: Context) -> list[Event]:
    known = state.drawings.get(command.order_id)
    if known is not None:
        said_before(known.amount_rupiah, command.amount_rupiah)
        return []
    check_open_on(state, context.today)
    _check_village(state, command.village_code)
    check_amount(command.amount_rupiah)
    if command.budget_line is not None:
        _check_free(state, command.budget_line, command.amount_rupiah)
    for grant_id, rupiah in command.grants:
        reservation = state.reservations.get(grant_id)
        if reservation is None:
            raise Refused("F3", "approval")
        if rupiah > reservation.undrawn_rupiah:
            raise Refused("F3", "remainder", rupiah=rupiah, limit=reservation.undrawn_rupiah)
    return [OrderDrawn(**command.facts())]


@FUND_ENVELOPE.decides(ReleaseOrder)
def release_order(state: FundEnvelope, command: ReleaseOrder, _: Context) -> list[Event]:
    drawing = state.drawings.get(command.order_id)
    if drawing is None:
        raise Refused("S1", "missing")
    check_amount(command.amount_rupiah)
    if command.amount_rupiah > drawing.amount_rupiah:
        raise Refused("F8", "order", rupiah=command.amount_rupiah, limit=drawing.amount_rupiah)
    return [OrderReleased(**command.facts())]


@FUND_ENVELOPE.decides(CloseEnvelope)
def close(state: FundEnvelope, command: CloseEnvelope, context: Context) -> list[Event]:
    if state.closed_on == command.closed_on:
        return []
    _check_open(state, context.today)
    check_code(context, "envelope_closing", command.reason)
    return [EnvelopeClosed(**command.facts())]


def check_open_on(state: FundEnvelope | None, day: date) -> None:
    """Refuse to spend from what is not open, closed, or of another year (rule F5)."""
    if state is None:
        raise Refused("F5", "unopened")
    _check_open(state, day)
    if state.opening is not None and day.year != state.opening.fiscal_year:
        raise Refused("F5", "year", year=state.opening.fiscal_year)


def _check_open(state: FundEnvelope, day: date) -> None:
    if state.opening is None:
        raise Refused("F5", "unopened")
    if state.closed_on is not None and state.closed_on <= day:
        raise Refused("F5", "closed", day=state.closed_on)


def _check_village(state: FundEnvelope, village_code: str) -> None:
    if village_code != state.village_code:
        raise Refused("F1", "elsewhere", village=village_code)


def _check_free(state: FundEnvelope, code: str, rupiah: int) -> None:
    """Refuse what neither the envelope nor its line has left (rule F2)."""
    line = state.lines.get(code)
    if line is None:
        raise Refused("F2", "line", line=code)
    if rupiah > state.free_rupiah:
        raise Refused("F2", "envelope", rupiah=rupiah, limit=state.free_rupiah)
    left = line.amount_rupiah - state.used_of(code)
    if rupiah > left:
        raise Refused("F2", "left", line=code, rupiah=rupiah, limit=left)
