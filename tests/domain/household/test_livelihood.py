"""Savings, enterprises and shocks: the household's own money (rules E1, N5, V2)."""

from datetime import date
from uuid import UUID

import pytest

from domain.household.commands.livelihood import (
    OpenSavingsAccount,
    RecordSavings,
    ReportEnterprise,
    ReportShock,
)
from domain.household.events.livelihood import (
    EnterpriseReported,
    SavingsAccountOpened,
    SavingsRecorded,
    ShockReported,
)
from tests.domain.household.cases import ELIGIBLE, HEAD
from tests.domain.household.families import ACTIVE, GOATS, KIOSK, PLAN_AGREED, reached
from tests.scenario import OTHER_MENTOR, given

ACCOUNT_ID, STRANGER = UUID(int=0x190), UUID(int=0xFF)
ACCOUNT = {
    "account_id": ACCOUNT_ID,
    "person_id": HEAD,
    "kind": "bank",
    "institution": "regional_bank",
    "number": "000-contoh",
}
OPENED = SavingsAccountOpened(**ACCOUNT)
DEPOSIT = {
    "savings_id": UUID(int=0x191),
    "account_id": ACCOUNT_ID,
    "kind": "deposit",
    "amount_rupiah": 20_000,
    "balance_rupiah": 120_000,
}
REPORT = {
    "report_id": UUID(int=0x192),
    "livelihood_id": GOATS,
    "month_on": date(2026, 5, 1),
    "income_rupiah": 250_000,
    "alive": True,
}
SHOCK = {"shock_id": UUID(int=0x193), "person_id": HEAD, "kind": "storm", "loss_rupiah": 300_000}
SAVING = (*ACTIVE, OPENED)
TRADING = (*ACTIVE, PLAN_AGREED)
REPORTS = [
    (OpenSavingsAccount(**ACCOUNT), OPENED),
    (RecordSavings(**DEPOSIT), SavingsRecorded(**DEPOSIT)),
    (ReportShock(**SHOCK), ShockReported(**SHOCK)),
]
COMMANDS = [command for command, _ in REPORTS]


def deposits(count):
    """Some deposits already made."""
    return [SavingsRecorded(**DEPOSIT | {"savings_id": UUID(int=0x200 + n)}) for n in range(count)]


def months(livelihood, *numbers, alive=True):
    """Reports that a livelihood was alive in these months of the year."""
    return [
        EnterpriseReported(
            report_id=UUID(int=livelihood.int * 100 + n),
            livelihood_id=livelihood,
            month_on=date(2026, n, 1),
            income_rupiah=1,
            alive=alive,
        )
        for n in numbers
    ]


@pytest.mark.parametrize(("command", "event"), REPORTS)
def test_a_report_is_recorded_once(command, event):
    history = ACTIVE if event is OPENED else SAVING
    given(*history).when(command).then(event)
    given(*history, event).when(command).then_nothing()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_report_about_a_household_that_is_not_enrolled_is_refused(command):
    given(*ELIGIBLE).when(command).then_refused("N5", "before")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_report_by_the_mentor_of_others_is_refused(command):
    given(*ACTIVE).when(command, by=OTHER_MENTOR, role="mentor").then_refused("N5", "mentor")


@pytest.mark.parametrize(
    ("command", "rule"),
    [
        (OpenSavingsAccount(**ACCOUNT | {"number": None}), ("E1", "number")),
        (OpenSavingsAccount(**ACCOUNT | {"institution": "sock"}), ("S1", "reason")),
        (OpenSavingsAccount(**ACCOUNT | {"person_id": STRANGER}), ("S1", "missing")),
        (RecordSavings(**DEPOSIT), ("S1", "missing")),
        (ReportEnterprise(**REPORT | {"livelihood_id": STRANGER}), ("S1", "missing")),
        (ReportEnterprise(**REPORT | {"month_on": date(2026, 7, 1)}), ("H1", "future")),
        (ReportShock(**SHOCK | {"kind": "mood"}), ("S1", "reason")),
        (ReportShock(**SHOCK | {"person_id": STRANGER}), ("S1", "missing")),
    ],
)
def test_a_report_about_what_nobody_knows_is_refused(command, rule):
    given(*TRADING).when(command).then_refused(*rule)


def test_a_group_book_needs_no_number():
    book = ACCOUNT | {"kind": "group", "institution": "savings_group", "number": None}
    given(*ACTIVE).when(OpenSavingsAccount(**book)).then(SavingsAccountOpened(**book))


def test_the_sixth_deposit_is_a_milestone():
    asked = RecordSavings(**DEPOSIT)
    given(*SAVING, *deposits(4)).when(asked).then(SavingsRecorded(**DEPOSIT))
    given(*SAVING, *deposits(5)).when(asked).then(
        SavingsRecorded(**DEPOSIT), reached("six_deposits")
    )
    given(*SAVING, *deposits(6), reached("six_deposits")).when(asked).then(
        SavingsRecorded(**DEPOSIT)
    )


def test_a_withdrawal_is_no_deposit():
    withdrawal = DEPOSIT | {"kind": "withdrawal"}
    given(*SAVING, *deposits(5)).when(RecordSavings(**withdrawal)).then(
        SavingsRecorded(**withdrawal)
    )


def test_savings_add_up():
    withdrawal = SavingsRecorded(**DEPOSIT | {"kind": "withdrawal", "amount_rupiah": 5_000})
    livelihood = given(*SAVING, *deposits(2), withdrawal).state.livelihood

    assert livelihood.deposits() == 2
    assert livelihood.saved_rupiah() == 35_000


def test_the_first_income_is_a_milestone():
    reported = EnterpriseReported(**REPORT)
    given(*TRADING).when(ReportEnterprise(**REPORT)).then(reported, reached("first_income"))
    given(*TRADING, reported).when(ReportEnterprise(**REPORT)).then_nothing()


def test_a_month_without_income_is_no_milestone():
    nothing = REPORT | {"income_rupiah": 0}
    given(*TRADING).when(ReportEnterprise(**nothing)).then(EnterpriseReported(**nothing))


@pytest.mark.parametrize(
    ("before", "is_reached"),
    [
        ([*months(GOATS, 3, 4), *months(KIOSK, 1, 2, 3)], True),
        ([*months(GOATS, 3, 4), *months(KIOSK, 1, 2)], False),
        ([*months(GOATS, 2, 3), *months(KIOSK, 1, 2, 3)], False),
        ([*months(GOATS, 3), *months(GOATS, 4, alive=False), *months(KIOSK, 1, 2, 3)], False),
    ],
)
def test_two_livelihoods_alive_three_months_in_a_row_are_a_milestone(before, is_reached):
    history = (*TRADING, reached("first_income"), *before)
    milestone = [reached("livelihoods_alive")] if is_reached else []
    given(*history).when(ReportEnterprise(**REPORT)).then(EnterpriseReported(**REPORT), *milestone)


def test_a_month_is_named_by_its_first_day():
    reported = EnterpriseReported(**REPORT | {"month_on": date(2026, 5, 17)})

    assert reported.month_on == date(2026, 5, 1)
