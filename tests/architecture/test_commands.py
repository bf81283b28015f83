"""Every wish is decided in one place, and somebody may have it."""

import re

import pytest

from config.programme_files import load_programme, programme_names
from domain.events import Event
from services.observations import OBSERVATIONS
from services.steps import FOLLOW_UPS, ONLY_FOLLOWING
from tests.architecture.aggregates import AGGREGATES, OUR_COMMANDS, OUR_EVENTS

NAME = re.compile(r"^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$")
PROGRAM = "system"
# Wishes that no person expresses: the program does, along with another wish or by itself.
ONLY_BY_THE_PROGRAM = {
    "data-request.report-erasure": "the erasure itself, once it is done",
    "audit-engagement.raise-from-irregularity": "the other half of an irregularity about money",
    "desk.note-access": "whoever changes how somebody signs in leaves a note, wanted or not",
    "desk.note-reading": "whoever opens a file leaves a note, wanted or not",
    "desk.note-refusal": "whoever is refused leaves a note, wanted or not",
    "desk.note-release": "whoever makes a bundle leaves a note, wanted or not",
    "desk.quarantine-submission": "what a phone sends twice with different content is kept",
    "fund-envelope.draw-order": "the other half of an approved order",
    "fund-envelope.release-order": "the other half of a cancelled or returned order",
    "fund-envelope.release-reservation": "the other half of a cancelled grant",
    "fund-envelope.reserve-grant": "the other half of an approved grant",
    "household.absorb": "the other half of a merge",
    "household.annul-event": "the other half of a confirmed proposal",
    "household.correct-event": "the other half of a confirmed proposal",
    "household.form-by-split": "the other half of a split",
    "household.note-erasure": "the other half of an erasure",
    "household.note-finding": "the other half of a finding about a household",
    "household.settle-finding": "the other half of a closed finding",
    "household.reopen-by-objection": "the other half of an objection that is upheld",
    "household.release-absorbed": "the other half of a merge that is taken back",
    "log.name-signing-key": "whoever makes a new key leaves it on record",
    "log.begin-epoch": "a restore from a backup",
    "log.seal-heads": "the clockwork, and every export",
    "mentor-assignment.release-household": "an exit, a move, another mentor, a merge, a closure",
    "mentor-assignment.take-household": "the other half of giving a household to a mentor",
    "programme-definition.adopt": "a start with a changed definition puts it on record",
    "reminder.raise": "the clockwork",
    "village-account.pay-in": "the other half of money that comes back",
    "village-account.pay-out": "the other half of a payment",
    "village-programme.list-envelope": "the other half of an envelope that is opened",
    "village-programme.strike-envelope": "the other half of an envelope that is closed",
}


def given_to_people(programme):
    return {
        command
        for role, its in programme.roles.items()
        for command in its.commands
        if role != PROGRAM
    }


def test_every_wish_has_exactly_one_decision():
    decided = [
        command.name for aggregate in AGGREGATES.values() for command in aggregate.decisions
    ]

    assert sorted(decided) == sorted(OUR_COMMANDS)


def test_every_wish_is_named_after_the_aggregate_that_decides_it():
    for kind, aggregate in AGGREGATES.items():
        for command in aggregate.decisions:
            assert NAME.match(command.name), command.name
            assert command.name.split(".")[0] == kind


@pytest.mark.parametrize("code", programme_names())
def test_every_wish_is_given_to_people_or_there_is_a_reason_why_not(code):
    programme = load_programme(code).programme
    to_the_program = set(programme.roles[PROGRAM].commands)

    without = OUR_COMMANDS.keys() - given_to_people(programme)

    assert without == ONLY_BY_THE_PROGRAM.keys()
    assert without <= to_the_program
    assert given_to_people(programme) | to_the_program <= OUR_COMMANDS.keys()


def test_what_follows_from_a_wish_follows_from_one_that_there_is():
    assert {command.name for command in FOLLOW_UPS} <= OUR_COMMANDS.keys()
    assert OUR_COMMANDS.keys() >= ONLY_FOLLOWING
    assert not ONLY_FOLLOWING & {command.name for command in FOLLOW_UPS}


def test_what_is_kept_although_a_rule_says_no_is_a_wish_about_a_household():
    assert {command.name.split(".")[0] for command in OBSERVATIONS} == {"household"}


def test_a_wish_is_no_fact():
    assert not [name for name, its in OUR_COMMANDS.items() if issubclass(its, Event)]
    assert OUR_COMMANDS.keys() & OUR_EVENTS.keys() == set()
