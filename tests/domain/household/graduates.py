"""Families at the end of the two years, and what comes of them."""

from datetime import date
from uuid import UUID

from domain.household.commands.assessment import (
    ApproveGraduation,
    AssessGraduation,
)
from domain.household.events.assessment import (
    GraduationApproved,
    GraduationAssessed,
    PostGraduationChecked,
    RelapseDetected,
)
from tests.domain.household.cases import HEAD, MEETING, meeting
from tests.domain.household.families import (
    ACTIVE,
    SECOND_PERSON,
    WELL,
    WELL_VERDICTS,
    half_year,
)
from tests.scenario import given, said

ASSESSMENT_ID, GRADUATION_ID = UUID(int=0x1A0), UUID(int=0x1A1)
ENDED = date(2028, 3, 2)
SEEN = {
    "assessment_id": ASSESSMENT_ID,
    "respondent_id": HEAD,
    "instrument_code": "scorecard",
    "instrument_version": 1,
}
PASSED = GraduationAssessed(**SEEN, answers=WELL, verdicts=WELL_VERDICTS, passed=True)
MONTH_18 = said(half_year(3), on=date(2027, 9, 1))
MONTH_24 = said(PASSED, on=date(2028, 2, 20))
READY = (*ACTIVE, MONTH_18, MONTH_24)
APPROVAL = {
    "graduation_id": GRADUATION_ID,
    "assessment_id": ASSESSMENT_ID,
    "version_seen": len(READY),
}
APPROVED = GraduationApproved(
    **APPROVAL,
    meeting_id=MEETING,
    assessed_event_id=UUID(int=len(READY)),
    instrument_code="scorecard",
    instrument_version=1,
    verdicts=WELL_VERDICTS,
)
GRADUATED = (*READY, said(APPROVED, on=ENDED))


def assess(**changes):
    return AssessGraduation(**SEEN | {"answers": WELL} | changes)


def approve(
    history=READY,
    *,
    now=ENDED,
    by=SECOND_PERSON,
    decided="graduate",
    held_on=date(2028, 2, 28),
    **changes,
):
    """Ask for the graduation, citing a meeting that decided so."""
    asked = ApproveGraduation(**APPROVAL | {"meeting_id": MEETING} | changes)
    return given(*history).when(asked, by=by, now=now, meeting=meeting(decided, held_on=held_on))


def failed_check(number, *failed, on):
    """A check after graduation at which some mandatory indicators were not met."""
    check = PostGraduationChecked(
        **half_year(number, passed=False).model_dump() | {"failed": failed}
    )
    return said(check, on=on)


RELAPSE_ID = UUID(int=0x1C0)
RELAPSED = (
    *GRADUATED,
    failed_check(6, "food", "income", on=date(2028, 9, 1)),
    said(
        RelapseDetected(
            relapse_id=RELAPSE_ID, check_id=UUID(int=0x146), failed=("food", "income")
        ),
        on=date(2028, 9, 1),
    ),
)
