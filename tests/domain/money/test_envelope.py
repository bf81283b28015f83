"""An envelope: nothing is reserved or drawn beyond its ceiling, its lines, or its year."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

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
from domain.fund_envelope.decisions import envelope_key
from domain.fund_envelope.events import (
    BudgetLine,
    BudgetSet,
    EnvelopeClosed,
    GrantReserved,
    OrderDrawn,
    OrderReleased,
    ReservationReleased,
    Share,
)
from domain.history import stream_id
from domain.rules import Refused
from tests.domain.household.moneys import GRANT, OTHER_GRANT
from tests.domain.money.funds import (
    BUDGET,
    BUDGETED,
    ENVELOPE_ID,
    OPENED,
    OPENING,
    ORDER_ID,
    RESERVATION,
    envelope,
)
from tests.sample_programme import OTHER_VILLAGE, PROGRAMME, TOWN_VILLAGE
from tests.scenario import OTHER_HOUSEHOLD_ID, given_of

RESERVED = GrantReserved(**RESERVATION)
OTHER = {"grant_id": OTHER_GRANT, "household_id": OTHER_HOUSEHOLD_ID}
DRAWING = {
    "order_id": ORDER_ID,
    "village_code": OPENED.village_code,
    "amount_rupiah": 4_000_000,
    "grants": (Share(GRANT, 4_000_000),),
}
DRAWN = OrderDrawn(**DRAWING)
CLOSING = {"reason": "year_over", "closed_on": date(2026, 6, 15), "basis": "SK 9/2026"}


def opening(**changes):
    said = OPENING | changes
    key = envelope_key(
        said["scheme"], said["village_code"], said["fund_source"], said["fiscal_year"]
    )
    stream = stream_id(PROGRAMME.code, "fund-envelope", key)
    return given_of(FUND_ENVELOPE, stream=stream).when(OpenEnvelope(**said))


def reserve(scenario, **changes):
    return scenario.when(ReserveGrant(**RESERVATION | changes))


def test_an_envelope_is_opened_once_under_the_name_of_what_it_is():
    after = opening().then(OPENED)
    after.when(OpenEnvelope(**OPENING)).then_nothing()
    more = OpenEnvelope(**OPENING | {"ceiling_rupiah": 30_000_000})
    after.when(more).then_refused("S3")
    given_of(FUND_ENVELOPE).when(OpenEnvelope(**OPENING)).then_refused("F1", "envelope")


def test_a_ward_holds_no_village_fund_and_a_village_does():
    opening(fund_source="village_fund").events()
    opening(village_code=TOWN_VILLAGE).events()
    opening(village_code=TOWN_VILLAGE, fund_source="village_fund").then_refused("F1", "source")
    opening(village_code="74.99.09.2009").then_refused("F1", "village")
    opening(fund_source="lottery").then_refused("S1", "reason")


def test_an_envelope_is_as_large_as_its_scheme_foresees():
    opening(ceiling_rupiah=100_000_000).events()
    opening(ceiling_rupiah=100_000_001).then_refused("F2", "scheme")
    opening(floor_rupiah=9_999_999).then_refused("F2", "floor")
    opening(floor_rupiah=20_000_001).then_refused("F2", "floor")
    opening(ceiling_rupiah=0).then_refused("F1", "amount")
    opening(scheme="other").then_refused("F1", "source")


def test_a_budget_divides_the_ceiling_and_no_more():
    bare = given_of(FUND_ENVELOPE, OPENED, stream=ENVELOPE_ID)
    after = bare.when(SetBudget(**BUDGET)).then(BUDGETED)
    after.when(SetBudget(**BUDGET)).then_nothing()

    def lines(rupiah, pillar="livelihood", kind="assets"):
        return SetBudget(**BUDGET | {"lines": (BudgetLine("a.1", pillar, kind, rupiah),)})

    bare.when(lines(20_000_001)).then_refused("F2", "budget")
    bare.when(lines(0)).then_refused("F1", "amount")
    bare.when(lines(1, pillar="luck")).then_refused("P4", "pillar")
    bare.when(lines(1, kind="luck")).then_refused("S1", "reason")
    given_of(FUND_ENVELOPE, stream=ENVELOPE_ID).when(lines(1)).then_refused("F5", "unopened")


def test_a_budget_line_never_falls_below_what_is_spoken_for():
    smaller = BUDGET | {
        "budget_id": UUID(int=1),
        "lines": (BudgetLine("a.1", "livelihood", "assets", 3_999_999),),
    }
    envelope(RESERVED).when(SetBudget(**smaller)).then_refused("F2", "used")
    envelope().when(SetBudget(**smaller)).then(BudgetSet(**smaller))


def test_a_grant_reserves_once():
    after = reserve(envelope()).then(RESERVED)
    reserve(after).then_nothing()
    assert after.state.free_rupiah == 16_000_000
    reserve(after, household_id=OTHER_HOUSEHOLD_ID).then_refused("S3")


def test_nothing_is_reserved_beyond_line_or_ceiling():
    reserve(envelope(RESERVED), **OTHER, amount_rupiah=11_000_000).events()
    reserve(envelope(RESERVED), **OTHER, amount_rupiah=11_000_001).then_refused("F2", "left")
    reserve(envelope(), amount_rupiah=20_000_001).then_refused("F2", "envelope")
    reserve(envelope(), budget_line="z.9").then_refused("F2", "line")
    reserve(envelope(), village_code=OTHER_VILLAGE).then_refused("F1", "elsewhere")


def test_an_envelope_serves_its_year_while_it_is_open():
    closed = EnvelopeClosed(**CLOSING)
    after = envelope().when(CloseEnvelope(**CLOSING)).then(closed)
    after.when(CloseEnvelope(**CLOSING)).then_nothing()
    reserve(after).then_refused("F5", "closed")
    reserve(given_of(FUND_ENVELOPE, stream=ENVELOPE_ID)).then_refused("F5", "unopened")
    late = envelope().when(ReserveGrant(**RESERVATION), now=date(2027, 1, 2))
    late.then_refused("F5", "year")


def test_an_order_takes_what_grants_have_reserved_and_no_more():
    after = envelope(RESERVED).when(DrawOrder(**DRAWING)).then(DRAWN)
    after.when(DrawOrder(**DRAWING)).then_nothing()
    assert after.state.free_rupiah == 16_000_000

    second = DrawOrder(**DRAWING | {"order_id": UUID(int=7)})
    after.when(second).then_refused("F3", "remainder")
    envelope().when(DrawOrder(**DRAWING)).then_refused("F3", "approval")
    elsewhere = DrawOrder(**DRAWING | {"village_code": OTHER_VILLAGE})
    envelope(RESERVED).when(elsewhere).then_refused("F1", "elsewhere")


def test_an_order_without_grants_takes_from_a_budget_line():
    support = DRAWING | {"grants": (), "budget_line": "b.1", "amount_rupiah": 5_000_000}
    after = envelope().when(DrawOrder(**support)).then(OrderDrawn(**support))
    assert after.state.free_rupiah == 15_000_000
    again = DrawOrder(**support | {"order_id": UUID(int=7), "amount_rupiah": 1})
    after.when(again).then_refused("F2", "left")


def test_what_no_order_took_is_released_and_what_one_gives_back_too():
    release = {"grant_id": GRANT, "amount_rupiah": 4_000_000, "reason": "not_suitable"}
    freed = envelope(RESERVED).when(ReleaseReservation(**release))
    assert freed.then(ReservationReleased(**release)).state.free_rupiah == 20_000_000
    envelope(RESERVED, DRAWN).when(ReleaseReservation(**release)).then_refused("F2", "ordered")
    envelope().when(ReleaseReservation(**release)).then_refused("S1", "missing")

    back = {"order_id": ORDER_ID, "amount_rupiah": 4_000_000, "grants": DRAWING["grants"]}
    undrawn = envelope(RESERVED, DRAWN).when(ReleaseOrder(**back)).then(OrderReleased(**back))
    undrawn.when(ReleaseReservation(**release)).events()
    undrawn.when(ReleaseOrder(**back)).then_refused("F8", "order")
    envelope().when(ReleaseOrder(**back)).then_refused("S1", "missing")


@drawn(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 9_000_000)), max_size=30))
def test_whatever_is_asked_the_ceiling_holds(wishes):
    scenario = envelope()
    for number, rupiah in wishes:
        grant = UUID(int=number)
        asked = reserve(scenario, grant_id=grant, household_id=grant, amount_rupiah=rupiah)
        try:
            scenario = scenario.__class__(
                FUND_ENVELOPE, (*scenario.history, *asked.events()), ENVELOPE_ID
            )
        except Refused:
            continue

    assert 5_000_000 <= scenario.state.free_rupiah <= 20_000_000


@pytest.mark.parametrize("language", ["id", "en"])
def test_sums_are_written_as_the_language_writes_them(language):
    with pytest.raises(Refused) as refusal:
        reserve(envelope(), amount_rupiah=20_000_001).events()

    sums = {"id": ("20.000.001", "20.000.000"), "en": ("20,000,001", "20,000,000")}
    assert all(each in refusal.value.sentence(language) for each in sums[language])
