"""A newer list is compared with the record: it shows differences and overwrites nothing."""

from datetime import date
from uuid import UUID

from domain.household.events.people import HouseholdMerged, HouseholdMoved, MemberDied
from domain.household.events.targeting import DataMismatchFlagged, NominationRejected
from tests.intake.lists import child, nik, planned, row, verdicts
from tests.intake.record import Record
from tests.sample_programme import OTHER_VILLAGE, VILLAGE

NEXT = UUID(int=0xBA7C5)


def quarter(*rows, since=()):
    """Return the first plan for these rows, and the record that it leads to."""
    first = planned(*rows)
    record = Record(first)
    for number, events in since:
        record.add(first.new[number].household_id, *events)
    return first, record


def later(record, *rows, **changes):
    return planned(*rows, known=record.families(), batch=NEXT, **changes)


def test_the_same_list_in_another_quarter_finds_everybody_known_and_unchanged():
    rows = [row(1), child(2, row(1)), row(3)]
    first, record = quarter(*rows)

    plan = later(record, *rows)

    assert verdicts(plan) == [("known",)] * 3
    assert [r.household_id for r in plan.rows] == [r.household_id for r in first.rows]
    assert (plan.new, plan.flags, plan.gone) == ((), (), ())
    assert plan.totals()["known_same"] == 3


def test_what_changed_is_named_row_by_row_and_flagged_where_it_is_about_a_person():
    _, record = quarter(row(1), child(2, row(1)), row(3), row(5))

    plan = later(
        record,
        row(1, DESIL="2", ALAMAT="Dusun Contoh Baru"),
        child(2, row(1), NAMA="Contoh Kenanga 2"),
        row(3, KODE_DESA=OTHER_VILLAGE, DESA="Contoh Dua", ALAMAT="Dusun Lain"),
        row(5, NO_KK="7401010101269999"),
    )

    assert verdicts(plan) == [
        ("known", "differs.address", "differs.decile"),
        ("known", "differs.name"),
        ("known", "differs.village"),
        ("known", "differs.family_card"),
    ]
    assert sorted((flag.attribute, flag.listed) for flag in plan.flags) == [
        ("address", "Dusun Contoh Baru, 1, 2"),
        ("family_card", "7401010101269999"),
        ("name", "Contoh Kenanga 2"),
    ]
    assert plan.totals()["known_different"] == 4


def test_spelling_that_nobody_would_call_another_name_is_no_difference():
    _, record = quarter(row(1), row(2))

    plan = later(record, row(1, NAMA="CONTOH  MELATI-1", ALAMAT="dusun contoh 1."), row(2))

    assert verdicts(plan) == [("known",)] * 2


def test_a_mismatch_that_is_open_already_is_not_flagged_again():
    first, record = quarter(row(1), row(3))
    person = first.id_of(1, "person")
    flagged = DataMismatchFlagged(
        mismatch_id=UUID(int=1), person_id=person, attribute="address", note=None
    )
    record.add(first.new[0].household_id, flagged)

    plan = later(record, row(1, ALAMAT="Dusun Baru"), row(3, ALAMAT="Dusun Baru"))

    assert [row.reasons for row in plan.rows] == [("differs.address",)] * 2
    assert [flag.household_id for flag in plan.flags] == [first.new[1].household_id]


def test_members_who_are_new_gone_or_dead_by_record_are_named():
    boy, girl = child(2, row(1)), child(3, row(1))
    first, record = quarter(row(1), boy, girl, row(5), child(6, row(5)))
    died = MemberDied(person_id=first.id_of(5, "person"), died_on=date(2026, 4, 1))
    record.add(first.new[1].household_id, died)

    plan = later(record, row(1), boy, child(4, row(1)), row(5), child(6, row(5)))

    assert verdicts(plan) == [
        ("known", "differs.member_gone"),
        ("known",),
        ("known", "differs.member_new"),
        ("known",),
        ("known", "differs.member_left"),
    ]


def test_a_household_that_the_list_leaves_out_is_gone_unless_it_is_of_another_village():
    other = row(3, KODE_DESA=OTHER_VILLAGE, DESA="Contoh Dua")
    first, record = quarter(row(1), row(2), other)

    plan = later(record, row(1))

    assert plan.gone == (first.new[1].household_id,)


def test_a_household_whose_row_is_rejected_now_is_not_gone():
    _, record = quarter(row(1), row(2))

    plan = later(record, row(1), row(2, NAMA=""))

    assert verdicts(plan)[1] == ("invalid", "name.missing")
    assert plan.gone == ()


def test_a_decile_that_left_the_filter_is_a_difference_and_does_not_reject_who_is_known():
    _, record = quarter(row(1), row(2))

    plan = later(record, row(1, DESIL="4"), row(2), row(3, DESIL="4"))

    assert verdicts(plan) == [
        ("known", "differs.decile", "t4"),
        ("known",),
        ("decile_outside", "t4"),
    ]


def test_a_household_that_was_rejected_before_is_shown_and_not_nominated_again():
    first, record = quarter(row(1), row(2))
    rejected = NominationRejected(
        person_id=first.id_of(1, "person"), reason="deceased", witnessed=True
    )
    record.add(first.new[0].household_id, rejected)

    plan = later(record, row(1), row(2))

    assert verdicts(plan) == [("known", "differs.not_live"), ("known",)]
    assert plan.new == ()


def test_who_is_in_another_household_is_rejected_as_a_duplicate():
    boy = child(2, row(1))
    _, record = quarter(row(1), boy, row(3))

    plan = later(record, row(1), row(3), child(2, row(3)))

    assert verdicts(plan) == [
        ("known", "differs.member_gone"),
        ("known",),
        ("duplicate", "t3"),
    ]


def test_a_family_made_of_members_of_two_households_is_for_a_person():
    _, record = quarter(row(1), row(2))

    plan = later(
        record, row(9), child(1, row(9), NIK=nik(1)), child(2, row(9), NIK=nik(2)), row(10)
    )

    assert verdicts(plan)[:3] == [("duplicate", "family.several")] * 3
    assert verdicts(plan)[3] == ("nominated",)


def test_a_new_head_over_known_members_is_a_difference():
    son = child(2, row(1))
    first, record = quarter(row(1), son, row(3))

    plan = later(record, row(9, NO_KK=row(1)["NO_KK"], ALAMAT=row(1)["ALAMAT"]), son, row(3))

    assert verdicts(plan) == [
        ("known", "differs.head", "differs.member_gone"),
        ("known",),
        ("known",),
    ]
    assert plan.rows[0].household_id == first.new[0].household_id


def test_a_family_without_a_nik_is_known_by_card_and_name_and_its_new_nik_is_flagged():
    first, record = quarter(row(1, NIK=""), row(2))

    plan = later(record, row(1), row(2))

    assert verdicts(plan)[0] == ("known", "differs.nik")
    assert [(flag.attribute, flag.listed) for flag in plan.flags] == [("nik", nik(1))]
    assert plan.rows[0].household_id == first.new[0].household_id


def test_a_move_within_the_programme_is_what_the_list_is_compared_with():
    first, record = quarter(row(1), row(2))
    moved = HouseholdMoved(
        person_id=first.id_of(1, "person"),
        from_village_code=VILLAGE,
        to_village_code=OTHER_VILLAGE,
        moved_on=date(2026, 4, 1),
        address="Dusun Tujuan",
    )
    record.add(first.new[0].household_id, moved)

    plan = later(
        record,
        row(1, KODE_DESA=OTHER_VILLAGE, DESA="Contoh Dua", ALAMAT="Dusun Tujuan", RT="", RW=""),
        row(2),
    )

    assert verdicts(plan) == [("known",)] * 2


def test_a_merged_household_is_found_as_the_one_that_goes_on():
    first, record = quarter(row(1), row(2))
    merged = HouseholdMerged(into_household_id=first.new[1].household_id, reason="listed_twice")
    record.add(first.new[0].household_id, merged)

    plan = later(record, row(2))

    assert verdicts(plan) == [("known",)]
    assert [family.household_id for family in record.families()] == [first.new[1].household_id]


def test_a_run_that_was_cut_short_plans_the_same_again():
    rows = [row(1), child(2, row(1)), row(3)]
    first, record = quarter(*rows)

    again = planned(*rows, known=record.families())

    assert again == first
