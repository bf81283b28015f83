"""The card of a household: two programs that share nothing make the same of one history.

JEJAK_CARDS sets of how many invented households; five hundred are the full measure.
"""

import json
import os
from dataclasses import replace
from random import Random
from uuid import uuid5

import pytest

from adapters.bundle.card import card_of
from adapters.codec import metadata_of, payload_of
from domain.household.aggregate import HOUSEHOLD
from domain.household.amending import replaceable
from domain.household.events.record import EventAnnulled, EventCorrected
from domain.household.keeping import KEPT
from domain.sealed_log import leaf_entry, microseconds
from tests.golden.examples import bare, full
from tests.projections.lives import lives
from tests.proofs.inspector import verifier
from tests.sample_programme import OTHER_VILLAGE, VILLAGE
from tests.simulation.plays import Play

HOUSEHOLDS = int(os.environ.get("JEJAK_CARDS", "60"))
POSITIONS = 3
AMENDABLE = sorted(
    (event for event, kept in KEPT.items() if kept.entries), key=lambda event: event.name
)
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
    return story.told()


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


def test_invented_lives_lead_to_the_same_cards():
    log = lives(7, HOUSEHOLDS, (VILLAGE, OTHER_VILLAGE), scale=0.5)

    assert len(histories(log)) == HOUSEHOLDS
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
    history = followed_by(short_life(), example(event))

    assert inspected(history) == card_of(HOUSEHOLD.replay(history))


@pytest.mark.parametrize("event", AMENDABLE)
@pytest.mark.parametrize("amending", [EventAnnulled, EventCorrected])
def test_every_fact_that_is_amended_changes_the_card_alike(event, amending):
    history = followed_by(short_life(), full(event))
    amended = bare(amending).model_copy(update={"target_id": history[-1].event_id})
    if amending is EventCorrected:
        amended = amended.model_copy(update={"values": other_values(event)})
    history = followed_by(history, amended)

    state = HOUSEHOLD.replay(history)
    assert state.record.amended
    assert inspected(history) == card_of(state)


def short_life():
    [history] = histories(lives(3, 1, (VILLAGE,), scale=0.2)).values()
    return history


def followed_by(history, event):
    line = history[-1]
    added = replace(
        line,
        originator_version=line.originator_version + 1,
        event=event,
        event_id=uuid5(line.event_id, event.name),
        position=line.position + 1,
    )
    return [*history, added]


def other_values(event):
    """Return other figures for whatever a correction may replace and the card may show."""
    names = replaceable(event, KEPT[event].key) & {
        *("amount_rupiah", "quantity", "minutes", "income_rupiah", "months"),
    }
    return tuple((name, str(getattr(full(event), name) + 1)) for name in sorted(names))
