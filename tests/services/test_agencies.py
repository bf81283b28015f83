"""An actor answers for the organisation that is registered, and for no other."""

from uuid import uuid4

import pytest

from domain.household.commands.assessment import ApproveGraduationByAgency
from domain.household.commands.rights import AcceptReferral
from domain.household.events.plan import NeedIdentified
from domain.household.events.rights import ReferralMade
from domain.rules import Refused
from domain.village_programme.events import AgencyAppointed
from services.directory import Directory
from services.neighbours import neighbours_of
from services.requests import Request
from services.steps import Step
from tests.domain.household.families import NEED_IDENTIFIED
from tests.domain.household.test_rights import MADE, PROMISED, REFERRAL
from tests.sample_programme import VILLAGE
from tests.scenario import HOUSEHOLD_ID
from tests.services.test_vouching import employ
from tests.services.work import FIRST_DAY, HOUSEHOLD, VILLAGE_STREAM

HEALTH, SOCIAL = uuid4(), uuid4()


@pytest.fixture
def referred(anywhere):
    """Return an office with a referral to the health office, and somebody at two agencies."""
    assert isinstance(NEED_IDENTIFIED, NeedIdentified)
    assert isinstance(MADE, ReferralMade)
    anywhere.tell(HOUSEHOLD_ID, NEED_IDENTIFIED, MADE)
    employ(anywhere, HEALTH, "supervisor", VILLAGE, of="health")
    employ(anywhere, SOCIAL, "supervisor", VILLAGE, of="social")
    return anywhere


def asked_by(work, user, command):
    """Ask as somebody who signed in, with everything that is on record about them."""
    actor = Directory(work.ledger, work.programme).standing(user).actors["supervisor"]
    step = Step(HOUSEHOLD, HOUSEHOLD_ID, command)
    return work.casework.execute(step, Request(command_id=uuid4(), actor=actor))


def test_an_actor_acts_for_the_organisation_on_record(referred):
    directory = Directory(referred.ledger, referred.programme)

    assert directory.standing(HEALTH).actors["supervisor"].organisation == "health"
    assert directory.standing(SOCIAL).actors["supervisor"].organisation == "social"


def test_a_referral_is_accepted_by_its_own_agency_only(referred):
    accept = AcceptReferral(referral_id=REFERRAL, due_on=PROMISED)

    with pytest.raises(Refused) as refusal:
        asked_by(referred, SOCIAL, accept)
    assert (refusal.value.code, refusal.value.variant) == ("R1", "addressee")

    asked_by(referred, HEALTH, accept)
    assert referred.state().rights.accepted == {REFERRAL: PROMISED}


def test_a_graduation_by_an_agency_reads_the_village_that_it_must_accompany(referred):
    appointed = AgencyAppointed(agency="health", from_on=FIRST_DAY, basis="SK contoh 2")
    referred.tell(VILLAGE_STREAM, appointed)
    approve = ApproveGraduationByAgency(
        graduation_id=uuid4(), assessment_id=uuid4(), version_seen=1
    )
    step = Step(HOUSEHOLD, HOUSEHOLD_ID, approve)
    actor = Directory(referred.ledger, referred.programme).standing(SOCIAL).actors["supervisor"]
    found = neighbours_of(step, referred.state(), actor, referred.programme.code)
    assert found["village"][1] == VILLAGE_STREAM

    with pytest.raises(Refused) as refusal:
        asked_by(referred, SOCIAL, approve)
    assert (refusal.value.code, refusal.value.variant) == ("G3", "agency")

    # The agency itself is refused by the next rule only: nothing was assessed yet.
    with pytest.raises(Refused) as refusal:
        asked_by(referred, HEALTH, approve)
    assert refusal.value.variant != "agency"
