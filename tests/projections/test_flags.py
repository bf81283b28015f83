"""The questions that stand are those of the whole log, however it was read."""

from uuid import UUID

import pytest

from domain.flags.catalogue import FLAG_RULES
from domain.flags.evaluator import standing
from projections import flags
from projections.flags import Wanted
from tests.projections.lives import lives
from tests.sample_programme import PROGRAMME

VILLAGES = ("74.99.01.2001", "74.99.01.2002")
ALL = Wanted(limit=10_000)


@pytest.fixture
def log(office):
    return office.tell(lives(2, 6, VILLAGES, scale=0.4))


def told(found):
    return {(each.rule, each.subject): (tuple(each.positions), each.values) for each in found}


def anew(connection, upto):
    """Return the questions that stand when the log is read from its beginning."""
    said = standing(flags.evaluate(connection, PROGRAMME, upto))
    return {key: (hit.positions, hit.values) for key, hit in said.items()}


def test_reading_page_by_page_asks_what_reading_all_at_once_asks(office, log):
    office.project(page_size=61)

    with office.reading() as connection:
        found = flags.listed(connection, len(log) - 1, ALL)
        assert told(found) == anew(connection, len(log) - 1)
    assert {"R11", "R13"} <= {each.rule for each in found}


def test_at_an_earlier_position_nothing_is_asked_that_was_not_known_there(office, log):
    office.project()
    middle = len(log) // 2

    with office.reading() as connection:
        early = flags.listed(connection, middle, ALL)
        assert told(early) == anew(connection, middle)
        assert 0 < len(early) < len(flags.listed(connection, len(log) - 1, ALL))
    assert max(max(each.positions) for each in early) <= middle


@pytest.mark.usefixtures("log")
def test_made_again_the_questions_are_the_same(office):
    office.project(page_size=97)
    live = office.tables()["flags"]

    office.projector().rebuild("flags")

    assert office.tables()["flags"] == live
    assert live


def test_what_begins_in_the_middle_catches_up_first(office):
    log = lives(2, 6, VILLAGES, scale=0.4)
    office.tell(log[: len(log) // 2])
    office.project()
    office.tell(log[len(log) // 2 :])
    office.project()

    with office.reading() as connection:
        assert told(flags.listed(connection, len(log) - 1, ALL)) == anew(connection, len(log) - 1)


@pytest.mark.usefixtures("log")
def test_another_threshold_means_that_all_is_asked_anew(office):
    office.project()
    strict = PROGRAMME.flags.model_dump()
    strict["short_visit_minutes"]["versions"][0]["value"] = 60
    other = PROGRAMME.model_copy(update={"flags": type(PROGRAMME.flags).model_validate(strict)})

    assert "flags" in office.projector(definition=other).outdated()
    office.projector(definition=other).catch_up()

    assert "flags" not in office.projector(definition=other).outdated()


def test_questions_are_narrowed_to_a_rule_and_to_villages(office, log):
    office.project()

    with office.reading() as connection:
        short = flags.listed(connection, len(log) - 1, Wanted(rule="R13"))
        here = flags.listed(connection, len(log) - 1, Wanted(villages=[VILLAGES[0]]))
        none = flags.listed(connection, len(log) - 1, Wanted(villages=[]))
        counted = flags.counts(connection, len(log) - 1)
    assert {each.rule for each in short} == {"R13"}
    assert {each.village_code for each in here} == {VILLAGES[0]}
    assert none == []
    assert counted["R13"][0] == len(short)


def test_every_rule_says_what_it_asks_in_both_languages():
    assert list(FLAG_RULES) == [f"R{number}" for number in range(1, 21)]
    for rule in FLAG_RULES.values():
        assert rule.question.id.endswith("?")
        assert rule.question.en.endswith("?")
        assert rule.question.id != rule.question.en


def test_an_event_is_found_by_its_id(office, log):
    with office.reading() as connection:
        found = flags.positions(connection, [str(log[3].event_id), str(UUID(int=0))])

    assert found == {str(log[3].event_id): log[3].position}
