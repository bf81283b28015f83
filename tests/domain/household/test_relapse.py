"""What comes after graduation, and instead of it (rules G5 and X2)."""

from datetime import date
from uuid import UUID

from domain.household.commands.assessment import (
    DeferGraduation,
    DetectRelapse,
    ReenrolHousehold,
    ReenrolHouseholdAgain,
)
from domain.household.events.assessment import (
    GraduationDeferred,
    HouseholdReenrolled,
    RelapseDetected,
)
from domain.household.state import Status
from tests.domain.household.families import (
    ACTIVE,
)
from tests.domain.household.graduates import (
    GRADUATED,
    PASSED,
    READY,
    RELAPSE_ID,
    RELAPSED,
    approve,
    failed_check,
)
from tests.scenario import given, said


def defer(number=0, months=3, reason="shock"):
    return DeferGraduation(
        deferral_id=UUID(int=0x1B0 + number), reason=reason, extension_months=months
    )


def deferred(number=0):
    return GraduationDeferred(
        deferral_id=UUID(int=0x1B0 + number), reason="shock", extension_months=3
    )


def test_a_graduation_that_is_deferred_goes_on_with_accompaniment():
    scenario = given(*READY).when(defer()).then(deferred())

    assert scenario.state.status is Status.ACTIVE
    given(*READY, deferred()).when(defer()).then_nothing()


def test_a_deferred_household_is_assessed_again_before_it_graduates():
    approve((*READY, deferred())).then_refused("S1")


def test_an_extension_has_a_limit_and_so_has_their_number():
    given(*READY).when(defer(months=7)).then_refused("G5", "months")
    given(*READY, deferred(1), deferred(2)).when(defer()).then_refused("G5", "count")


def test_only_what_was_assessed_is_deferred_and_with_a_known_reason():
    given(*ACTIVE).when(defer()).then_refused("S1", "missing")
    given(*READY).when(defer(reason="mood")).then_refused("S1", "reason")
    given(*GRADUATED).when(defer()).then_refused("S1")


CHECK_6, CHECK_12 = date(2028, 9, 1), date(2029, 3, 1)


def relapse(number=6):
    return DetectRelapse(relapse_id=RELAPSE_ID, check_id=UUID(int=0x140 + number))


def test_two_mandatory_indicators_failed_at_once_are_a_relapse():
    history = (*GRADUATED, failed_check(6, "food", "income", on=CHECK_6))
    detected = RelapseDetected(
        relapse_id=RELAPSE_ID, check_id=UUID(int=0x146), failed=("food", "income")
    )
    given(*history).when(relapse()).then(detected)
    given(*history, detected).when(relapse()).then_nothing()


def test_one_indicator_failed_once_is_no_relapse():
    history = (*GRADUATED, failed_check(6, "food", on=CHECK_6))
    given(*history).when(relapse()).then_refused("X2", "check")


def test_the_same_indicator_failed_at_two_checks_in_a_row_is_a_relapse():
    first = failed_check(6, "food", on=CHECK_6)
    same = failed_check(7, "food", on=CHECK_12)
    other = failed_check(7, "income", on=CHECK_12)
    assert given(*GRADUATED, first, same).when(relapse(7)).events()
    given(*GRADUATED, first, other).when(relapse(7)).then_refused("X2", "check")


def test_a_relapse_rests_on_a_check_after_graduation():
    before = failed_check(6, "food", "income", on=date(2028, 1, 1))
    given(*GRADUATED).when(relapse()).then_refused("X2", "check")
    given(*GRADUATED, before).when(relapse()).then_refused("X2", "check")
    given(*READY).when(relapse()).then_refused("S1")


AGAIN = {"reenrolment_id": UUID(int=0x1C1), "reason": "relapse"}
REENROLLED = said(HouseholdReenrolled(**AGAIN), on=date(2028, 10, 1))


def test_a_relapsed_household_begins_a_new_cycle():
    scenario = given(*RELAPSED).when(ReenrolHousehold(**AGAIN)).then(HouseholdReenrolled(**AGAIN))

    assert scenario.state.status is Status.ACTIVE
    assert scenario.state.cycle == given(*RELAPSED).state.cycle + 1
    given(*RELAPSED, REENROLLED).when(ReenrolHousehold(**AGAIN)).then_nothing()


def test_only_a_relapsed_household_begins_again_and_with_a_known_reason():
    given(*GRADUATED).when(ReenrolHousehold(**AGAIN)).then_refused("S1")
    given(*RELAPSED).when(ReenrolHousehold(**AGAIN | {"reason": "mood"})).then_refused(
        "S1", "reason"
    )


def test_the_assessments_of_an_earlier_cycle_no_longer_count():
    later = said(
        PASSED.model_copy(update={"assessment_id": UUID(int=0x1C2)}), on=date(2029, 10, 1)
    )
    history = (*RELAPSED, REENROLLED, later)
    approve(
        history,
        now=date(2029, 11, 1),
        assessment_id=UUID(int=0x1C2),
        graduation_id=UUID(int=0x1C3),
        version_seen=len(history),
    ).then_refused("G1", "passes")


def test_a_second_new_cycle_is_for_the_programme_lead():
    twice = (
        *RELAPSED,
        REENROLLED,
        said(
            RelapseDetected(
                relapse_id=UUID(int=0x1C4), check_id=UUID(int=0x146), failed=("food",)
            ),
            on=date(2030, 1, 1),
        ),
    )
    third = AGAIN | {"reenrolment_id": UUID(int=0x1C5)}
    given(*twice).when(ReenrolHousehold(**third)).then_refused("X2", "again")
    given(*twice).when(ReenrolHouseholdAgain(**third)).then(HouseholdReenrolled(**third))
    given(*twice, HouseholdReenrolled(**third)).when(ReenrolHouseholdAgain(**third)).then_nothing()
