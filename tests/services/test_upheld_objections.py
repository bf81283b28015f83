"""An objection that is upheld opens the verification again, in the same append."""

from uuid import uuid4

import pytest

from domain.household.commands.targeting import RejectNomination
from domain.household.events.targeting import NominationReopened
from domain.objection.aggregate import OBJECTION
from domain.objection.commands import DecideObjection, LodgeObjection
from domain.rules import Refused
from services.ports import StaleVersion
from tests.domain.household.cases import NOMINATED
from tests.sample_programme import VILLAGE
from tests.scenario import HOUSEHOLD_ID, OFFICER, OTHER_HOUSEHOLD_ID, said
from tests.services.work import ADMINISTRATOR, APPROVER, of_other

OBJECTION_ID = uuid4()
REJECT = RejectNomination(reason="not_poor")


@pytest.fixture
def office(anywhere):
    """Return the office with two families that are nominated and nothing more."""
    families = {HOUSEHOLD_ID: uuid4(), OTHER_HOUSEHOLD_ID: uuid4()}
    anywhere.family, anywhere.other = families.values()
    anywhere.tell(anywhere.family, said(NOMINATED))
    anywhere.tell(anywhere.other, said(of_other(NOMINATED)))
    return anywhere


def lodge(work, household_id, **more):
    work.ask(
        LodgeObjection(
            complainant_id=uuid4(),
            village_code=VILLAGE,
            kind="verdict_contested",
            household_id=household_id,
        ),
        OBJECTION_ID,
        **more,
    )


def decide(work, outcome="upheld", *, by=OFFICER):
    command = DecideObjection(outcome=outcome, reason="facts_confirmed", basis="Contoh 4")
    return work.ask(command, OBJECTION_ID, by=by)


def test_upholding_reopens_the_rejected_household_and_no_other(office):
    for household_id in (office.family, office.other):
        office.ask(REJECT, household_id, by=APPROVER)
    lodge(office, office.family)

    answer = decide(office)

    assert [line.event.name for line in answer.events] == [
        "objection.decided.v1",
        "household.nomination-reopened.v1",
    ]
    assert office.state(office.family).status == "in_verification"
    assert office.state(office.other).status == "not_eligible"
    assert office.facts(office.family)[-1] == NominationReopened(
        reason="objection_upheld", objection_id=OBJECTION_ID
    )


def test_rejecting_an_objection_leaves_the_household_as_it_was(office):
    office.ask(REJECT, office.family, by=APPROVER)
    lodge(office, office.family)

    answer = decide(office, "rejected")

    assert [line.event.name for line in answer.events] == ["objection.decided.v1"]
    assert office.state(office.family).status == "not_eligible"


def test_an_objection_about_a_household_that_was_not_rejected_reopens_nothing(office):
    lodge(office, office.family)

    answer = decide(office)

    assert [line.event.name for line in answer.events] == ["objection.decided.v1"]
    assert office.state(office.family).status == "nominated"


def test_who_rejected_after_the_lodging_does_not_decide_the_objection(office):
    lodge(office, office.family)
    office.ask(REJECT, office.family, by=APPROVER)
    before = office.facts(OBJECTION_ID)

    with pytest.raises(Refused) as refusal:
        decide(office, "rejected", by=APPROVER)

    assert (refusal.value.code, refusal.value.variant) == ("O1", "officer")
    assert office.facts(OBJECTION_ID) == before
    decide(office, "rejected", by=ADMINISTRATOR)
    assert office.state(OBJECTION_ID, OBJECTION).outcome.outcome == "rejected"


def test_a_verdict_taken_while_the_objection_is_decided_stops_it(office):
    """The decision rests on who took a verdict: the append guards the household's history."""
    lodge(office, office.family)
    step, request = office.asked(
        DecideObjection(outcome="rejected", reason="facts_confirmed", basis="Contoh 4"),
        OBJECTION_ID,
        by=APPROVER,
    )
    digest = office.casework.claims.digest(step, request)
    prepared = office.casework.prepare(step, request, digest)
    office.ask(REJECT, office.family, by=APPROVER)

    with pytest.raises(StaleVersion):
        office.casework.append(prepared)
