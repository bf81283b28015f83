"""Households that may be the same are suggested with reasons, and a person decides."""

import time
from datetime import date
from uuid import UUID

import pytest

from domain.household.state import Status
from domain.rules import Refused
from services.deduplication import Deduplication
from services.duplicates import suggestions
from services.intake.known import KnownFamily, KnownPerson
from services.reading import NoSuchFile
from services.requests import Request
from tests.intake.conftest import MENTOR, OFFICER
from tests.intake.lists import child, nik, row
from tests.sample_programme import OTHER_VILLAGE, VILLAGE

BORN = date(1990, 1, 15)


def family(number, name="Contoh Melati", **changes):
    given = {
        "nik": nik(number),
        "birth_date": BORN.isoformat(),
        "village": VILLAGE,
        "address": "Dusun Contoh RT 1",
        "family_card": f"7401010101{number:06}",
        "is_live": True,
    } | changes
    person = KnownPerson(
        UUID(int=1000 + number), name, given["nik"], given["birth_date"], "f", is_here=True
    )
    return KnownFamily(
        household_id=UUID(int=number),
        batch_id=UUID(int=1),
        source="bps",
        village_code=given["village"],
        decile=1,
        is_live=given["is_live"],
        head_id=person.person_id,
        address=given["address"],
        family_card=given["family_card"],
        people=(person,),
    )


def pairs(*families, **options):
    return [(s.household_id.int, s.other_id.int) for s in suggestions(families, **options)]


ONE = family(1, nik="")


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (family(2, nik=""), "birth_date"),
        (family(2, "Melati Contoh", nik=""), "name"),
        (family(2, "Contoh Mellati", nik=""), "name"),
        (family(2, nik="", village=OTHER_VILLAGE, address="Dusun Jauh"), "birth_date"),
        (family(2, nik="", birth_date="1990-01-16"), "birth_date_near"),
        (family(2, nik="", birth_date="1990-01-51"), "birth_date_near"),
        (family(2, nik="", birth_date="", family_card=ONE.family_card), "family_card"),
    ],
)
def test_two_entries_of_one_person_are_suggested_with_the_reason(other, reason):
    [found] = suggestions([ONE, other, family(3, "Contoh Kenanga", birth_date="1960-07-07")])

    assert {found.household_id, found.other_id} == {ONE.household_id, other.household_id}
    assert reason in found.reasons
    assert 80 <= found.score <= 100


@pytest.mark.parametrize(
    "other",
    [
        family(2, "Contoh Kenanga Sari", nik=""),
        family(2, nik="", birth_date="1985-11-30"),
        family(2, nik="", birth_date="1990-01-16", village=OTHER_VILLAGE),
        family(2, nik="", is_live=False),
    ],
)
def test_who_shares_less_is_not_suggested(other):
    assert pairs(ONE, other) == []


def test_a_slip_in_a_nik_speaks_for_one_person_and_a_quite_other_nik_against():
    one = family(1, nik=nik(1), address="Dusun Timur")
    slip = family(2, nik=nik(2), address="Dusun Barat")
    stranger = family(3, nik=nik(777, date(1971, 3, 3)), address="Dusun Utara")

    assert pairs(one, slip, stranger) == [(1, 2)]


def test_pairs_are_limited_to_a_list():
    families = [ONE, family(2, nik=""), family(3, nik="")]

    assert pairs(*families) == [(1, 2), (1, 3), (2, 3)]
    assert pairs(*families, among={UUID(int=3)}) == [(1, 3), (2, 3)]


def test_a_whole_programme_is_compared_with_a_new_list_within_seconds():
    families = [
        family(
            number,
            f"Contoh Melati {number}",
            nik=nik(number % 900, date.fromordinal(711_000 + number % 18_000)),
            birth_date=date.fromordinal(711_000 + number % 18_000).isoformat(),
            village=f"74.99.{number % 40:02}.2001",
        )
        for number in range(1, 14_501)
    ]
    new = {one.household_id for one in families[7_250:]}
    started = time.process_time()  # the same however busy the machine is

    suggestions(families, among=new)

    assert time.process_time() - started < 10


@pytest.fixture
def queue(desk):
    return Deduplication(desk.casework, desk.drafting.registry)


def asked(number=1, actor=OFFICER):
    return Request(command_id=UUID(int=0xDE + number), actor=actor)


ELDER = date(1971, 3, 3)
BYSTANDER = row(9, NAMA="Contoh Kenanga Sari", TGL_LAHIR=ELDER.isoformat(), NIK=nik(9, ELDER, "f"))
TWICE = [row(1), child(2, row(1)), row(3, NAMA="Contoh Melati 1", ALAMAT="Dusun Contoh 1")]


def test_a_duplicate_is_merged_and_whom_only_it_had_go_along(desk, queue):
    draft, _ = desk.apply(BYSTANDER, TWICE[2], TWICE[0], TWICE[1])
    goes_on, ends = (draft.plan.new[n].household_id for n in (1, 2))
    [found] = queue.queue(OFFICER)
    assert {found.household_id, found.other_id} == {goes_on, ends}

    queue.merge(ends, goes_on, "listed_twice", asked(), adopt=True)

    assert desk.household(ends).status is Status.MERGED
    assert len(desk.household(goes_on).people.here) == 2
    assert queue.queue(OFFICER) == []


def test_a_dismissed_suggestion_does_not_come_back(desk, queue):
    draft, _ = desk.apply(*TWICE, BYSTANDER)
    pair = tuple(family.household_id for family in draft.plan.new[:2])
    assert len(queue.queue(OFFICER, "q1")) == 1
    assert queue.queue(OFFICER, "q2") == []

    queue.dismiss(pair, "namesakes", asked())

    assert queue.queue(OFFICER) == []
    assert desk.events().count("nomination-batch.duplicate-dismissed.v1") == 1


def test_the_record_is_read_again_only_after_something_was_told_about_who_a_family_is(
    desk, queue, monkeypatch
):
    draft, _ = desk.apply(*TWICE, BYSTANDER)
    pair = tuple(family.household_id for family in draft.plan.new[:2])
    [found] = queue.queue(OFFICER)

    with monkeypatch.context() as patch:
        patch.setattr(type(queue.registry), "households", None)  # whoever reads now, fails
        assert queue.queue(OFFICER) == [found]
    queue.side_by_side(pair, asked())  # a note, nothing about a family
    with monkeypatch.context() as patch:
        patch.setattr(type(queue.registry), "households", None)
        assert queue.queue(OFFICER) == [found]
        assert queue.registry.news(queue.remembered.upto)[1] is False
    queue.merge(*pair, "listed_twice", asked(2), adopt=False)

    assert queue.registry.news(queue.remembered.upto)[1] is True
    assert queue.queue(OFFICER) == []


def test_looking_at_both_files_is_put_on_record(desk, queue):
    draft, _ = desk.apply(*TWICE)
    pair = tuple(family.household_id for family in draft.plan.new)

    both = queue.side_by_side(pair, asked())

    assert [family.people[0].full_name for family in both] == ["Contoh Melati 1"] * 2
    assert desk.events().count("desk.file-read.v1") == 2


def test_who_may_not_see_targeting_sees_no_suggestion(desk, queue):
    desk.apply(row(1), row(2))

    with pytest.raises(Refused) as refused:
        queue.queue(MENTOR)
    with pytest.raises(NoSuchFile):
        queue.side_by_side((UUID(int=1), UUID(int=2)), asked())

    assert refused.value.code == "S2"
