"""Whatever stands in a list, every row gets one verdict and the totals add up."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.intake.reasons import NOTED, REASONS, TAKEN_IN, VERDICTS
from tests.intake.lists import child, planned, row
from tests.intake.record import Record
from tests.sample_programme import OTHER_VILLAGE

EARLIER = UUID(int=1)
SPOILT = {
    "NIK": ["", "123", "7.4E+15", "0" * 16],
    "NO_KK": ["", "1", "7401010101260001"],
    "NAMA": ["", "Contoh Kenanga"],
    "TGL_LAHIR": ["", "31/02/1990", "1990-01-15"],
    "JENIS_KELAMIN": ["", "L", "?"],
    "HUBUNGAN": ["", "Anak", "Kepala Keluarga", "?"],
    "KODE_DESA": ["", "x", OTHER_VILLAGE, "52.03.15.2001", "7401010004"],
    "DESIL": ["", "2", "5"],
}
CELLS = st.sampled_from(sorted(SPOILT)).flatmap(
    lambda title: st.tuples(st.just(title), st.sampled_from(SPOILT[title]))
)


@st.composite
def rows(draw):
    serial = draw(st.integers(1, 12))
    spoilt = dict(draw(st.lists(CELLS, max_size=3)))
    if draw(st.booleans()):
        return row(serial, **spoilt)
    return child(serial + 20, row(draw(st.integers(1, 12))), **spoilt)


LISTS = st.lists(rows(), min_size=1, max_size=25)


@given(LISTS, LISTS)
def test_every_row_has_one_verdict_and_the_totals_add_up(earlier, newer):
    record = Record(planned(*earlier, batch=EARLIER), EARLIER)

    plan = planned(*newer, known=record.families())
    totals = plan.totals()

    assert [one.number for one in plan.rows] == list(range(1, len(newer) + 1))
    assert totals["rows"] == len(newer)
    assert totals["rows"] == totals["nominated"] + totals["known"] + totals["rejected"]
    assert totals["known"] == totals["known_same"] + totals["known_different"]
    assert sum(plan.by_verdict().values()) == len(newer)
    assert sum(sum(counted.values()) for counted in plan.by_village().values()) == len(newer)
    members = sum(1 + len(family.members) for family in plan.new)
    assert members == totals["nominated"]
    for one in plan.rows:
        assert one.verdict in VERDICTS
        assert set(one.reasons) <= set(REASONS)
        assert (one.household_id is not None) == (one.verdict in TAKEN_IN)
        assert one.verdict in TAKEN_IN or set(one.reasons) - set(NOTED)


@given(LISTS)
def test_nobody_is_nominated_twice(newer):
    plan = planned(*newer)

    people = [entry for family in plan.new for entry in (family.head, *family.members)]
    niks = [entry.nik for entry in people if entry.nik]
    assert len(niks) == len(set(niks))
    assert len({family.household_id for family in plan.new}) == len(plan.new)
