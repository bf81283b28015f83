"""A village's coverage by pillar counts families that took a real step, each once."""

from uuid import UUID

import pytest

from domain.household.events.accompaniment import GroupSessionAttended
from domain.household.events.livelihood import EnterpriseReported, SavingsRecorded
from domain.household.events.record import EventAnnulled, EventCorrected
from domain.household.events.rights import ReferralMade, ServiceDelivered
from projections import pillar_steps
from tests.projections.families import DAY, OTHER_VILLAGE, VILLAGE, join, need, on, visited
from tests.projections.telling import HEAD, HOUSEHOLD, OFFICER, OTHER, Telling
from tests.sample_programme import PROGRAMME

REFERRAL = UUID(int=0x21)


@pytest.fixture
def telling(office):
    telling = Telling(office)
    join(telling, HOUSEHOLD)
    join(telling, OTHER, OTHER_VILLAGE)
    return telling


def covered(office, line, village=VILLAGE):
    with office.reading() as connection:
        found = pillar_steps.coverage(connection, PROGRAMME, line.position)
    return found[village].households, found[village].by_pillar


def session(number=1, pillar="empowerment"):
    return GroupSessionAttended(
        session_id=UUID(int=number),
        group_id=UUID(int=2),
        kind="savings_group",
        pillar=pillar,
        person_ids=(HEAD,),
        minutes=60,
    )


def saved(number=1):
    return SavingsRecorded(
        savings_id=UUID(int=number), account_id=UUID(int=5), kind="deposit", amount_rupiah=5_000
    )


def test_talking_about_a_pillar_is_no_step(office, telling):
    last = telling.tell(HOUSEHOLD, visited(1))

    assert covered(office, last) == (
        1,
        {"protection": 0, "livelihood": 0, "finance": 0, "empowerment": 0},
    )


def test_each_kind_of_step_counts_for_its_pillar_and_a_family_once(office, telling):
    traded = EnterpriseReported(
        report_id=UUID(int=7),
        livelihood_id=UUID(int=8),
        month_on=DAY,
        income_rupiah=1,
        alive=True,
    )
    last = telling.tell(HOUSEHOLD, session(1), session(2), saved(1), saved(2), traded)[-1]

    assert covered(office, last)[1] == {
        "protection": 0,
        "livelihood": 1,
        "finance": 1,
        "empowerment": 1,
    }
    assert covered(office, last, OTHER_VILLAGE)[1]["empowerment"] == 0


def test_a_service_that_arrived_counts_for_the_pillar_of_its_need(office, telling):
    made = ReferralMade(
        referral_id=REFERRAL,
        need_id=UUID(int=1),
        person_id=HEAD,
        owner="health",
        service="card",
        due_on=on(20),
    )
    before = telling.tell(HOUSEHOLD, need(1), made)[-1]
    arrived = telling.tell(HOUSEHOLD, ServiceDelivered(referral_id=REFERRAL, person_id=HEAD))
    pillar = PROGRAMME.need_by_code["health_cover"].pillar

    assert covered(office, before)[1][pillar] == 0
    assert covered(office, arrived)[1][pillar] == 1


def annulled(event, number=9):
    return EventAnnulled(
        annulment_id=UUID(int=number),
        target_id=event.event_id,
        reason="mistake",
        second_person_id=OFFICER,
    )


def corrected(event, pillar):
    return EventCorrected(
        correction_id=UUID(int=9),
        target_id=event.event_id,
        reason="mistake",
        second_person_id=OFFICER,
        values=(("pillar", f'"{pillar}"'),),
    )


def test_a_step_that_never_happened_no_longer_counts_but_did_before(office, telling):
    stepped = telling.tell(HOUSEHOLD, session())
    never = telling.tell(HOUSEHOLD, annulled(stepped), by=OFFICER)

    assert covered(office, stepped)[1]["empowerment"] == 1
    assert covered(office, never)[1]["empowerment"] == 0


def test_where_the_first_step_never_happened_a_later_one_counts(office, telling):
    first, second = telling.tell(HOUSEHOLD, session(1), session(2))
    telling.tell(OTHER, session(3))
    one = telling.tell(HOUSEHOLD, annulled(first), by=OFFICER)
    none = telling.tell(HOUSEHOLD, annulled(second, 8), by=OFFICER)
    again = telling.tell(HOUSEHOLD, session(4))

    assert covered(office, one)[1]["empowerment"] == 1
    assert covered(office, none)[1]["empowerment"] == 0
    assert covered(office, again)[1]["empowerment"] == 1
    assert covered(office, again, OTHER_VILLAGE)[1]["empowerment"] == 1


def test_a_later_step_that_is_corrected_counts_where_it_belongs(office, telling):
    _, second = telling.tell(HOUSEHOLD, session(1), session(2))
    moved = telling.tell(HOUSEHOLD, corrected(second, "finance"), by=OFFICER)

    assert covered(office, second)[1]["finance"] == 0
    assert covered(office, moved)[1]["finance"] == 1
    assert covered(office, moved)[1]["empowerment"] == 1


def test_a_corrected_step_counts_where_it_belongs(office, telling):
    stepped = telling.tell(HOUSEHOLD, session())
    moved = telling.tell(HOUSEHOLD, corrected(stepped, "finance"), by=OFFICER)

    assert covered(office, moved)[1]["empowerment"] == 0
    assert covered(office, moved)[1]["finance"] == 1
