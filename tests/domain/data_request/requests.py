"""Requests about personal data at each stage, to begin with."""

from datetime import timedelta
from uuid import UUID

from domain.data_request.aggregate import DATA_REQUEST
from domain.data_request.commands import DecideDataRequest, ProposeDecision, ReceiveDataRequest
from domain.data_request.events import (
    DataRequestDecided,
    DataRequestReceived,
    DecisionProposed,
)
from tests.domain.household.cases import HEAD
from tests.sample_programme import PROGRAMME, VILLAGE
from tests.scenario import HOUSEHOLD_ID, NOW, given_of, said

REQUEST, PDP_OFFICER, LEAD = UUID(int=0x1F0), UUID(int=0x1F1), UUID(int=0x1F2)


def asking(kind="erasure", **more):
    return {
        "person_id": HEAD,
        "kind": kind,
        "applicant": "self",
        "channel": "office",
        "household_id": HOUSEHOLD_ID,
        "village_code": VILLAGE,
    } | more


def receive(kind="erasure", **more):
    return ReceiveDataRequest(**asking(kind, **more))


def received(kind="erasure", **more):
    due_at = PROGRAMME.local(NOW) + timedelta(hours=72)
    return DataRequestReceived(**asking(kind, **more), due_at=due_at)


def terms(outcome="granted", **more):
    ground = "state_duty" if outcome == "refused" else "own_request"
    return {"outcome": outcome, "ground": ground, "basis": "UU 27/2022 pasal 8"} | more


def propose(outcome="granted", **more):
    return ProposeDecision(**terms(outcome, **more))


def proposed(outcome="granted", **more):
    return said(DecisionProposed(**terms(outcome, **more), person_id=HEAD), by=PDP_OFFICER)


def decide(outcome="granted", **more):
    return DecideDataRequest(outcome=outcome, **more)


def decided(outcome="granted", **more):
    event = DataRequestDecided(**terms(outcome, **more), person_id=HEAD, proposed_by=PDP_OFFICER)
    return said(event, by=LEAD)


def asked(*more, kind="erasure", household=HOUSEHOLD_ID):
    """Begin with a request that came in."""
    first = received(kind, household_id=household)
    return given_of(DATA_REQUEST, first, *more, stream=REQUEST)
