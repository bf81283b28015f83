"""Wrongs past a control: orders beyond a budget, and data that go while a finding is open."""

from datetime import date, timedelta
from uuid import UUID

from domain.data_request.aggregate import DATA_REQUEST
from domain.data_request.commands import (
    DecideDataRequest,
    ProposeDecision,
    ReceiveDataRequest,
    ReportErasure,
)
from domain.disbursement_order.aggregate import DISBURSEMENT_ORDER
from domain.disbursement_order.commands import ApproveOrder, ProposeOrder, RejectOrder
from domain.disbursement_order.events import OrderLine
from domain.fund_envelope.aggregate import FUND_ENVELOPE
from domain.fund_envelope.state import FundEnvelope
from domain.household.events.record import DataErased
from services.simulation.population import Family
from services.simulation.purse import Purse, planted
from services.simulation.support import SUPPORT
from services.simulation.works import WORKS_LINE
from services.simulation.world import Act, Acts, World
from services.steps import Step

# On which day of the second year somebody wants more than there is: when most of it is spent.
WANTED_ON = {"over_ceiling": (11, 20), "over_line": (4, 6)}
TOO_MUCH = (6_000_000, 24_000_000)
# Nobody asks for odd rupiah.
EVEN = 500_000
LAST_DAYS = 30


def day_over_budget(world: World, kind: str) -> date:
    """Return the day on which an order beyond a budget is asked for."""
    return min(
        date(world.enrolment.year + 1, *WANTED_ON[kind]), world.end - timedelta(days=LAST_DAYS)
    )


def over_budget(kind: str, day: date, purse: Purse) -> Acts:
    """Yield an order for more than is left: nobody can approve it, and so it is rejected.

    Beyond the ceiling of the village's own envelope, or beyond a line of the families' envelope
    that has enough in its other line.
    """
    own = kind == "over_ceiling"
    fund, line = (purse.village_fund, WORKS_LINE) if own else (purse.families_fund, SUPPORT)
    stream = purse.envelope_of(fund, day.year)
    envelope: FundEnvelope = purse.world.look(FUND_ENVELOPE, stream)
    if line not in envelope.lines:
        return
    left = envelope.lines[line].amount_rupiah - envelope.used_of(line)
    rupiah = (left + purse.random.randint(*TOO_MUCH)) // EVEN * EVEN
    if not own and rupiah > envelope.free_rupiah:
        return
    order = purse.new_id()
    propose = ProposeOrder(
        village_code=purse.code,
        envelope_id=stream,
        kind="operational",
        transfer=purse.world.programme.reasons["spending"][-1].code,
        budget_line=line,
        lines=(OrderLine(purse.new_id(), rupiah),),
    )
    yield purse.act(day, DISBURSEMENT_ORDER, order, propose)
    step = Step(DISBURSEMENT_ORDER, order, ApproveOrder(basis=purse.number("SPM")))
    at = purse.move_to(day + timedelta(days=1))
    yield Act(at, purse.who(ApproveOrder), step, planted=(kind, "F2"))
    reject = RejectOrder(reason=purse.world.programme.reasons["order_refusal"][1].code)
    yield purse.act(day + timedelta(days=3), DISBURSEMENT_ORDER, order, reject)


def granted(request: UUID, family: Family, day: date, purse: Purse) -> Acts:
    """Yield how two people grant the erasure of somebody before anything was found."""
    first = purse.first
    receive = ReceiveDataRequest(
        person_id=family.head.person_id,
        kind="erasure",
        applicant="officer",
        channel=first("request_channel"),
    )
    yield purse.act(day, DATA_REQUEST, request, receive, ProposeDecision)
    propose = ProposeDecision(
        outcome="granted", ground=first("request_ground"), basis=purse.number("PDP")
    )
    yield purse.act(day + timedelta(days=1), DATA_REQUEST, request, propose)
    decide = DecideDataRequest(outcome="granted")
    yield purse.act(day + timedelta(days=2), DATA_REQUEST, request, decide)


def erased(request: UUID, day: date, purse: Purse) -> Acts:
    """Yield how what was granted is carried out while a finding is open that came after it."""
    answer = yield purse.act(day, DATA_REQUEST, request, ReportErasure())
    planted(purse, "erased_beside_finding", answer, "", DataErased)
