"""Simulated answers meet exactly the criteria that they are meant to meet."""

from random import Random

import pytest

from domain.scorecard import MET, NOT_MET, evaluate
from services.simulation.answers import answers_for
from tests.definitions import in_both_programmes

TRIES = 60


@in_both_programmes
@pytest.mark.parametrize("share", [0, 0.5, 1])
def test_answers_are_complete_and_meet_what_they_should(programme, share):
    day = programme.started_on
    scorecard = programme.instrument("scorecard", day)
    for seed in range(TRIES):
        chance = Random(seed)  # noqa: S311 (reproducible, keeps no secret)
        met = {criterion.code: chance.random() < share for criterion in scorecard.criteria}

        answers = answers_for(scorecard, met, programme, day, chance)

        scores = evaluate(scorecard, answers, programme, day)
        assert (scores.missing, scores.invalid) == ((), ())
        assert dict(scores.verdicts) == {
            code: MET if is_met else NOT_MET for code, is_met in met.items()
        }


@in_both_programmes
def test_who_meets_everything_passes_and_who_misses_a_mandatory_one_does_not(programme):
    day = programme.started_on
    scorecard = programme.instrument("scorecard", day)
    mandatory = next(each.code for each in scorecard.criteria if each.mandatory)
    chance = Random(1)  # noqa: S311 (reproducible, keeps no secret)

    everything = answers_for(scorecard, {}, programme, day, chance)
    all_but_one = answers_for(scorecard, {mandatory: False}, programme, day, chance)

    assert evaluate(scorecard, everything, programme, day).passed
    assert evaluate(scorecard, all_but_one, programme, day).failed_mandatory == (mandatory,)
