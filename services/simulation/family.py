"""One simulated family from the list to the last check."""

from datetime import date, timedelta
from random import Random

from services.simulation.accompaniment import TwoYears
from services.simulation.ending import leaving, review
from services.simulation.indicators import Indicators, Rates
from services.simulation.joining import entry, needs, plan
from services.simulation.population import Family
from services.simulation.stage import Stage
from services.simulation.targeting import nomination, objection, verdict, verification
from services.simulation.world import Acts, Batch

# Shares of the nominated, in percent, after what came of verifying lists elsewhere.
REJECTED = (
    ("not_poor", 5.0),
    ("moved", 4.5),
    ("deceased", 3.0),
    ("not_found", 1.5),
    ("duplicate", 1.0),
    ("refused", 1.0),
)
GRADUATES = 0.82
OBJECTIONS = 0.03
EXTENSION_DAYS = 180


def fate_of(family: Family, random: Random) -> str:
    """Return what verification will find: eligible, elderly, or a reason for rejection."""
    if not any(person.able_to_work for person in family.persons):
        return "elderly"
    drawn = random.random() * 100
    for reason, share in REJECTED:
        drawn -= share
        if drawn < 0:
            return reason
    return "eligible"


def family_life(stage: Stage, fate: str, batch: Batch, rates: list[Rates]) -> Acts:
    """Yield everything that happens to the family, in the order in which it is recorded."""
    yield from nomination(stage, batch)
    if stage.chance(OBJECTIONS):
        yield from objection(stage)
    yield from verification(stage, fate)
    yield from verdict(stage, fate)
    if fate != "eligible":
        return
    scorecard = stage.programme.instrument("scorecard", stage.world.enrolment)
    if scorecard is None:
        return
    indicators = Indicators(scorecard, rates, stage.random, graduates=stage.chance(GRADUATES))
    yield from entry(stage, indicators)
    assessed = stage.day
    yield from needs(stage, assessed + timedelta(days=3))
    yield from plan(stage, stage.day + timedelta(days=10))
    yield from _two_years(stage, indicators, assessed)


def _two_years(stage: Stage, indicators: Indicators, assessed: date) -> Acts:
    story = TwoYears(stage, indicators, assessed, stage.day)
    days = max(30, (stage.world.end - stage.day).days)
    exit_on = None
    if stage.family.leaves:
        exit_on = stage.day + timedelta(days=stage.random.randint(20, days))
    for day, scene in story.scenes():
        if exit_on is not None and day >= exit_on:
            yield from leaving(stage, max(exit_on, stage.day))
            return
        yield from scene(max(day, stage.day))
    if not (yield from review(stage, indicators)):
        # Who does not graduate is visited on, for the length of one extension.
        last = stage.day + timedelta(days=EXTENSION_DAYS)
        while stage.day < last:
            yield from story.visit(stage.day + timedelta(days=stage.random.randint(12, 16)))
