"""Irregularities are a list of their own: by village, by family, as of any position."""

from datetime import timedelta
from uuid import UUID

import pytest

from domain.household.commands.money import TransferCash
from domain.household.events.assets import FindingSettled
from domain.household.events.record import IrregularityReported
from projections import irregularities
from projections.irregularities import Wanted
from tests.projections.lives import lives
from tests.projections.telling import BEGAN, HEAD, HOUSEHOLD, MENTOR, OFFICER, OTHER, Telling

HERE, ELSEWHERE = "74.99.01.2001", "74.99.01.2002"


@pytest.fixture
def telling(office):
    """Begin with two families, one in each village."""
    log = lives(5, 2, (HERE, ELSEWHERE), scale=0.2)
    office.tell(log)
    office.project()
    telling = Telling(office)
    first, second = dict.fromkeys(each.originator_id for each in log)
    telling.families = {HOUSEHOLD: first, OTHER: second}
    for each in log:
        telling.versions[each.originator_id] = each.originator_version
    telling.hours = (log[-1].recorded_at - BEGAN) // timedelta(hours=1) + 1
    return telling


def report(number, rule="N5", command="household.record-visit"):
    return IrregularityReported(
        irregularity_id=UUID(int=number), rule=rule, command=command, person_id=HEAD
    )


def numbers(office, as_of, **wanted):
    with office.reading() as connection:
        found = irregularities.page(connection, as_of, Wanted(**wanted))
    return [each.irregularity_id.int for each in found]


def village_of(office, telling, key):
    with office.reading() as connection:
        [line] = connection.execute(
            "SELECT village_code FROM household_file WHERE household_id = %s"
            " ORDER BY from_position DESC LIMIT 1",
            (telling.families[key],),
        )
    return line[0]


def test_they_are_listed_the_latest_first_by_village_and_by_family(office, telling):
    mine, others = telling.families[HOUSEHOLD], telling.families[OTHER]
    telling.tell(mine, report(1), report(2, "V1"))
    last = telling.tell(others, report(3), by=OFFICER, role="supervisor")
    here = village_of(office, telling, HOUSEHOLD)

    assert numbers(office, last.position) == [3, 2, 1]
    assert numbers(office, last.position, household_id=others) == [3]
    assert numbers(office, last.position, villages=(here,))[-2:] == [2, 1]
    assert numbers(office, last.position, villages=()) == []
    assert numbers(office, last.position, before=last.position, limit=1) == [2]


def test_they_answer_as_of_any_position_and_are_counted_by_rule(office, telling):
    mine = telling.families[HOUSEHOLD]
    first, second = telling.tell(mine, report(1), report(2, "V1"))

    assert numbers(office, first.position) == [1]
    with office.reading() as connection:
        assert irregularities.by_rule(connection, second.position) == {"N5": 1, "V1": 1}
        assert irregularities.by_rule(connection, first.position) == {"N5": 1}
        [one] = irregularities.page(connection, first.position)
    assert (one.actor_id, one.role, one.channel) == (MENTOR, "mentor", "phone")
    assert (one.about_money, one.settled) == (False, False)


def test_one_about_money_says_so_and_is_settled_with_its_finding(office, telling):
    mine = telling.families[HOUSEHOLD]
    told = telling.tell(mine, report(1, "F3", TransferCash.name))
    settled = telling.tell(mine, FindingSettled(finding_id=UUID(int=1)), by=OFFICER)

    with office.reading() as connection:
        [before] = irregularities.page(connection, told.position)
        [after] = irregularities.page(connection, settled.position)
    assert (before.about_money, before.settled, after.settled) == (True, False, True)


def test_made_again_the_list_is_equal_row_for_row(office, telling):
    telling.tell(telling.families[HOUSEHOLD], report(1), report(2, "V1"))
    telling.tell(telling.families[OTHER], report(3))
    live = office.tables()

    office.projector().rebuild("irregularities")

    assert office.tables() == live
    assert len(live["irregularities"]) == 3
