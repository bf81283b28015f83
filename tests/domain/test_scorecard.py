"""A scorecard is recomputed from its answers, so that no verdict has to be believed."""

from datetime import date

import pytest

from domain.programme import Criterion
from domain.scorecard import evaluate
from tests.definitions import DEFINITIONS, in_both_programmes

DAY = date(2026, 6, 1)
NTB = DEFINITIONS["ntb"]
FOUR = 4
MEETS_ALL = {
    "ntb": {
        "members": FOUR,
        "days_three_meals": 6,
        "whole_day_without_food": False,
        "days_with_protein": 2,
        "steady_sources": 2,
        "monthly_income": FOUR * 322_170,
        "asset_value_given": 5_000_000,
        "asset_value_now": 5_000_000,
        "own_account": True,
        "deposits_6_months": 6,
        "savings_balance": 500_000,
        "moneylender_debt": False,
        "total_debt": 3 * FOUR * 322_170,
        "children_7_18": 2,
        "children_attending": 2,
        "children_entitled": 1,
        "children_with_card": 1,
        "members_insured": FOUR,
        "under_5_or_pregnant": 1,
        "seen_at_health_post": 1,
        "latrine_in_use": True,
        "protected_water": True,
        "floor_earth": False,
        "roof_sound": True,
        "electricity": True,
        "identity_cards": True,
        "family_card": True,
        "birth_certificates": True,
        "group_member": True,
        "child_marriage": False,
        "states_plan": True,
    },
    "barito-kuala": {
        "members": 3,
        "months_of_rice": 3,
        "monthly_income": 3 * 340_000,
        "land_used_are": 100,
        "cooperative_member": True,
        "tank_in_use": True,
        "children_7_18": 1,
        "children_attending": 1,
    },
}
# For each criterion a change of one answer by the smallest step that breaks it.
BREAKS = {
    "ntb": {
        "food": {"days_three_meals": 5},
        "two_livelihoods": {"steady_sources": 1},
        "income": {"monthly_income": FOUR * 322_170 - 1},
        "productive_asset": {"asset_value_now": 4_999_999},
        "savings": {"savings_balance": 499_999},
        "no_usury": {"total_debt": 3 * FOUR * 322_170 + 1},
        "school": {"children_attending": 1},
        "health_cover": {"members_insured": 3},
        "sanitation_and_water": {"protected_water": False},
        "house_and_light": {"floor_earth": True},
        "documents": {"birth_certificates": False},
        "voice_and_plan": {"child_marriage": True},
    },
    "barito-kuala": {
        "rice": {"months_of_rice": 2},
        "income": {"monthly_income": 3 * 340_000 - 1},
        "land": {"land_used_are": 99},
        "cooperative": {"cooperative_member": False},
        "water": {"tank_in_use": False},
        "school": {"children_attending": 0},
    },
}
EVERY_CRITERION = [
    (programme, criterion)
    for programme in DEFINITIONS.values()
    for criterion in programme.instrument("scorecard", DAY).criteria
]


def scores(programme, without=(), day=DAY, **changes):
    answers = MEETS_ALL[programme.code] | changes
    kept = tuple((code, answer) for code, answer in answers.items() if code not in without)
    return evaluate(programme.instrument("scorecard", day), kept, programme, day)


def not_met(scored):
    return [code for code, verdict in scored.verdicts if verdict == "not_met"]


@in_both_programmes
def test_who_meets_every_threshold_exactly_passes(programme):
    scored = scores(programme)
    assert scored.passed
    assert not_met(scored) == []
    assert (scored.missing, scored.invalid, scored.failed_mandatory) == ((), (), ())


@pytest.mark.parametrize(
    ("programme", "criterion"), EVERY_CRITERION, ids=lambda part: getattr(part, "code", "")
)
def test_one_step_below_a_threshold_fails_that_criterion_and_no_other(
    programme, criterion: Criterion
):
    scored = scores(programme, **BREAKS[programme.code][criterion.code])
    assert criterion.code in not_met(scored)
    assert scored.failed_mandatory == ((criterion.code,) if criterion.mandatory else ())
    assert scored.passed is not criterion.mandatory


def test_three_other_criteria_may_fail_and_a_fourth_may_not():
    optional = ("savings", "documents", "voice_and_plan", "house_and_light")
    changes = {}
    for failed, criterion in enumerate(optional, start=1):
        changes |= BREAKS["ntb"][criterion]
        assert scores(NTB, **changes).passed is (failed < FOUR)


def test_a_household_without_children_is_judged_without_the_school():
    answers = {"children_7_18": 0}
    skipped = ("children_attending", "children_entitled", "children_with_card")
    scored = scores(NTB, without=skipped, **answers)
    assert dict(scored.verdicts)["school"] == "not_applicable"
    assert scored.missing == ()
    assert scored.passed


def test_what_does_not_apply_does_not_count_as_met():
    skipped = ("children_attending", "children_entitled", "children_with_card")
    changes = {"children_7_18": 0}
    for criterion in ("savings", "documents", "voice_and_plan"):
        changes |= BREAKS["ntb"][criterion]
    assert not scores(NTB, without=skipped, **changes).passed


def test_a_question_that_is_skipped_is_left_out_of_its_criterion():
    scored = scores(NTB, without=("children_with_card",), children_entitled=0)
    assert dict(scored.verdicts)["school"] == "met"
    assert scored.missing == ()


@in_both_programmes
def test_an_answer_that_is_missing_is_named_and_fails_its_criterion(programme):
    scored = scores(programme, without=("monthly_income",))
    assert scored.missing == ("monthly_income",)
    assert "income" in not_met(scored)
    assert not scored.passed


@in_both_programmes
@pytest.mark.parametrize(
    ("answer", "value"),
    [("members", "four"), ("members", True), ("members", 0), ("members", 31), ("no_such", 1)],
)
def test_an_answer_that_the_question_does_not_allow_is_named(programme, answer, value):
    assert answer in scores(programme, **{answer: value}).invalid


def test_a_choice_is_one_of_its_options():
    visit = NTB.instrument("visit", DAY)
    assert evaluate(visit, (("enterprise", "running"),), NTB, DAY).invalid == ()
    assert evaluate(visit, (("enterprise", "sleeping"),), NTB, DAY).invalid == ("enterprise",)


def test_income_is_compared_with_the_line_of_the_day():
    programme = DEFINITIONS["barito-kuala"]
    assert scores(programme, day=date(2026, 12, 31)).passed
    assert scores(programme, day=date(2027, 1, 1)).failed_mandatory == ("income",)


def test_more_than_enough_is_marked_and_never_counts():
    assert scores(NTB).bonus == ()
    plenty = FOUR * 556_846
    assert scores(NTB, monthly_income=plenty).bonus == ("income",)
    assert scores(NTB, monthly_income=plenty - 1).bonus == ()


@in_both_programmes
def test_the_order_of_the_answers_makes_no_difference(programme):
    answers = tuple(MEETS_ALL[programme.code].items())
    instrument = programme.instrument("scorecard", DAY)
    forwards = evaluate(instrument, answers, programme, DAY)
    assert evaluate(instrument, answers[::-1], programme, DAY) == forwards
