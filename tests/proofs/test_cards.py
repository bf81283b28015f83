"""The card of a household: two programs that share nothing make the same of one history."""

import json
from random import Random

import pytest

from adapters.bundle.card import card_of
from adapters.codec import metadata_of, payload_of
from domain.household.aggregate import HOUSEHOLD
from domain.sealed_log import leaf_entry, microseconds
from tests.golden.examples import bare, full
from tests.projections.lives import lives
from tests.proofs.inspector import verifier
from tests.sample_programme import OTHER_VILLAGE, VILLAGE
from tests.simulation.plays import Play

POSITIONS = 3
INSPECTOR = verifier()


def inspected(history):
    """Return the card as the inspector's program makes it from the bytes of the log."""
    story = INSPECTOR.Story()
    for line in history:
        entry = leaf_entry(
            line.originator_id,
            line.originator_version,
            line.event.name,
            None,
            microseconds(line.recorded_at),
            metadata_of(line.event_id, line.origin),
            payload_of(line.event),
        )
        story.take(INSPECTOR.Event(line.position, entry))
    return INSPECTOR.canonical(story.card)


def histories(log):
    found = {}
    for line in log:
        if line.event.name.startswith("household."):
            found.setdefault(line.originator_id, []).append(line)
    return found


def differing(log, seed=1):
    """Return the households whose cards differ at their end or at two points before."""
    random = Random(seed)  # noqa: S311 (a choice of examples)
    found = []
    for stream, history in histories(log).items():
        points = {len(history), *random.choices(range(1, len(history) + 1), k=POSITIONS - 1)}
        for point in points:
            told = history[:point]
            if inspected(told) != card_of(HOUSEHOLD.replay(told)):
                found.append((stream, point, told[-1].event.name))
    return found


def test_five_hundred_invented_lives_lead_to_the_same_cards():
    log = lives(7, 500, (VILLAGE, OTHER_VILLAGE), scale=0.5)

    assert len(histories(log)) == 500
    assert differing(log) == []


@pytest.mark.parametrize("name", ["ntb", "barito-kuala"])
def test_what_a_simulated_programme_decides_leads_to_the_same_cards(name):
    assert differing(Play(name).log) == []


def test_a_card_that_is_not_the_states_is_noticed():
    history = max(histories(lives(7, 20, (VILLAGE,))).values(), key=len)

    assert inspected([*history[:50], *history[51:]]) != inspected(history)
    card = json.loads(card_of(HOUSEHOLD.replay(history)))
    assert card["visits"]
    assert card["status"] != "unknown"


@pytest.mark.parametrize("event", sorted(HOUSEHOLD.folds_of, key=lambda event: event.name))
@pytest.mark.parametrize("example", [bare, full])
def test_every_fact_that_changes_the_card_changes_it_alike(event, example):
    """A new fact of a household that is shown on its card needs its line in verify.py."""
    [history] = histories(lives(3, 1, (VILLAGE,), scale=0.2)).values()
    line = history[-1]
    added = type(line)(
        line.originator_id,
        line.originator_version + 1,
        example(event),
        line.event_id,
        line.origin,
        line.position + 1,
        line.recorded_at,
    )

    assert inspected([*history, added]) == card_of(HOUSEHOLD.replay([*history, added]))
