"""How each event changes the state of an envelope."""

from domain.fund_envelope.aggregate import FUND_ENVELOPE
from domain.fund_envelope.events import (
    BudgetSet,
    EnvelopeClosed,
    EnvelopeOpened,
    GrantReserved,
    OrderDrawn,
    OrderReleased,
    ReservationReleased,
    Shares,
)
from domain.fund_envelope.state import Drawing, FundEnvelope, Opening, Reservation
from domain.history import RecordedEvent
from domain.records import record


@FUND_ENVELOPE.folds(EnvelopeOpened)
def open_envelope(state: FundEnvelope, event: EnvelopeOpened, _: RecordedEvent) -> None:
    state.opening = record(Opening, event)


@FUND_ENVELOPE.folds(BudgetSet)
def set_budget(state: FundEnvelope, event: BudgetSet, _: RecordedEvent) -> None:
    state.budget_id = event.budget_id
    state.lines = {line.line: line for line in event.lines}


@FUND_ENVELOPE.folds(GrantReserved)
def reserve(state: FundEnvelope, event: GrantReserved, _: RecordedEvent) -> None:
    state.reservations[event.grant_id] = Reservation(
        event.household_id, event.budget_line, event.amount_rupiah
    )


@FUND_ENVELOPE.folds(ReservationReleased)
def release(state: FundEnvelope, event: ReservationReleased, _: RecordedEvent) -> None:
    reservation = state.reservations.get(event.grant_id)
    if reservation is not None:
        reservation.amount_rupiah -= event.amount_rupiah


@FUND_ENVELOPE.folds(OrderDrawn)
def draw(state: FundEnvelope, event: OrderDrawn, _: RecordedEvent) -> None:
    state.drawings[event.order_id] = Drawing(event.amount_rupiah, event.budget_line)
    _move(state, event.grants, 1)


@FUND_ENVELOPE.folds(OrderReleased)
def release_order(state: FundEnvelope, event: OrderReleased, _: RecordedEvent) -> None:
    drawing = state.drawings.get(event.order_id)
    if drawing is not None:
        drawing.amount_rupiah -= event.amount_rupiah
    _move(state, event.grants, -1)


@FUND_ENVELOPE.folds(EnvelopeClosed)
def close(state: FundEnvelope, event: EnvelopeClosed, _: RecordedEvent) -> None:
    state.closed_on = event.closed_on


def _move(state: FundEnvelope, shares: Shares, sign: int) -> None:
    for grant_id, rupiah in shares:
        reservation = state.reservations.get(grant_id)
        if reservation is not None:
            reservation.drawn_rupiah += sign * rupiah
