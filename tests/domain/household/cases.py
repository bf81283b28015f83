"""Invented people and the facts that most histories of these tests begin with."""

from datetime import date
from uuid import UUID

from domain.household.events.entry import ConsentRecorded, HouseholdEnrolled, MentorAssigned
from domain.household.events.people import MemberAdded
from domain.household.events.targeting import (
    EligibilityConfirmed,
    HouseholdNominated,
    IdentityCheckRecorded,
    NominationRejected,
    ReferredToSocialProtectionOnly,
    VerificationVisitRecorded,
    VillageDecisionRecorded,
)
from domain.mentor_assignment.state import MentorAssignment, Term, Territory
from domain.nomination_batch.state import BatchOrigin, NominationBatch
from domain.objection.state import Lodging, Objection, Outcome
from domain.village_meeting.state import Decision, Opening, VillageMeeting
from domain.village_programme.state import Appointment, VillageProgramme
from tests.sample_programme import VILLAGE
from tests.scenario import HOUSEHOLD_ID, MENTOR, Said, said

HEAD, SPOUSE, SON, BABY, ELDER = (UUID(int=0xC0 + n) for n in range(5))
BATCH, VISIT, CHECK, MEETING, OBJECTION = (UUID(int=0xD0 + n) for n in range(5))
MISMATCH, CONSENT, BASELINE = (UUID(int=0xE0 + n) for n in range(3))
LISTED_ON = date(2026, 1, 1)
HASH = "0" * 64

NOMINATED = HouseholdNominated(
    batch_id=BATCH,
    source_agency="social",
    as_of_on=LISTED_ON,
    row_reference="17",
    village_code=VILLAGE,
    decile=1,
    person_id=HEAD,
    sex="f",
    age_band="18-59",
    able_to_work=True,
)
CHECKED = IdentityCheckRecorded(
    check_id=CHECK, person_id=HEAD, result="match", source="civil_registry"
)
ANSWERS = (("floor_is_earth", True), ("meals", 2))
VISITED = VerificationVisitRecorded(
    visit_id=VISIT,
    respondent_id=HEAD,
    result="complete",
    on_site=True,
    instrument_code="verification",
    instrument_version=1,
    answers=ANSWERS,
)
DECIDED = VillageDecisionRecorded(meeting_id=MEETING, verdict="eligible")
CONFIRMED = EligibilityConfirmed(visit_id=VISIT, check_id=CHECK, meeting_id=MEETING)
REJECTED = NominationRejected(reason="not_poor", person_id=HEAD)
PROTECTED = ReferredToSocialProtectionOnly(reason="unable_to_work")
CONSENTED = ConsentRecorded(
    consent_id=CONSENT, person_id=HEAD, purposes=("accompaniment",), form="signed"
)
ENROLLED = HouseholdEnrolled(
    village_code=VILLAGE,
    decree_number="100.1/2026",
    decree_on=date(2026, 3, 2),
    in_other_programme=False,
)
ASSIGNED = MentorAssigned(mentor_id=MENTOR, from_on=date(2026, 3, 2))

VERIFIED = (NOMINATED, CHECKED, said(VISITED, by=MENTOR), DECIDED)
ELIGIBLE: tuple[Said, ...] = (*VERIFIED, CONFIRMED)
IN_PROGRAMME = (*ELIGIBLE, CONSENTED, ENROLLED, ASSIGNED)


def member(person_id, age_band="18-59", *, relation="child", able_to_work=True, sex="m"):
    """A further member of the household."""
    return MemberAdded(
        person_id=person_id,
        sex=sex,
        age_band=age_band,
        able_to_work=able_to_work,
        relation=relation,
        reason="birth",
    )


def batch(deciles=(1, 2)):
    """The list that names the household."""
    return NominationBatch(BatchOrigin("social", LISTED_ON, HASH, "kemendagri", deciles, 20, None))


def mentor_of(*villages, since=LISTED_ON):
    """A mentor who serves in these villages."""
    return MentorAssignment(
        mentor_id=MENTOR,
        terms=[Term(since, "1/2026")],
        territories=[Territory(villages, since, None)],
    )


def meeting(
    decision="eligible",
    *,
    village=VILLAGE,
    household=HOUSEHOLD_ID,
    closed=True,
    held_on=date(2026, 3, 2),
):
    """A meeting that decided on the household."""
    return VillageMeeting(
        opening=Opening(village, held_on, ("verification",)),
        decisions={household: Decision(decision, ())},
        minutes_sha256=HASH if closed else "",
    )


def objection(outcome="upheld", *, village=VILLAGE, household=HOUSEHOLD_ID):
    """An objection about the household."""
    return Objection(
        lodging=Lodging(UUID(int=9), village, "exclusion", household, ()),
        outcome=Outcome(outcome, "new_facts", "1/2026"),
    )


def village(*, enrolment_open=True, since=date(2026, 1, 1)):
    """A village of the programme, open for enrolment or not."""
    return VillageProgramme(
        appointments=[Appointment("village_agency", date(2026, 1, 1), "SK contoh 2")],
        enrolment_open=enrolment_open,
        enrolment_from=since if enrolment_open else None,
    )
