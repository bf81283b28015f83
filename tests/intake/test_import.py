"""Taking in a list, on the real log: a draft writes nothing, applying writes once."""

from uuid import UUID

import pytest

from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.targeting import RejectNomination
from domain.nomination_batch.aggregate import NOMINATION_BATCH
from domain.nomination_batch.events import RowsJudged, RowVerdict
from domain.rules import Refused
from services.intake.applying import _stretches
from services.intake.reasons import REASONS
from services.streams import batch_stream
from tests.intake.conftest import MENTOR, OFFICER
from tests.intake.lists import DTKS, DTSEN, child, nik, row
from tests.sample_programme import OTHER_VILLAGE

ROWS = [row(1), child(2, row(1)), row(3), row(4, DESIL="9"), row(5, NIK="")]


def batch(desk, code="q1"):
    return desk.casework.load(NOMINATION_BATCH, batch_stream("contoh", code)).state


def test_a_draft_gives_verdicts_and_writes_nothing(desk):
    draft = desk.draft(*ROWS)

    assert draft.plan.totals()["nominated"] == 4
    assert desk.events() == []


def test_applying_nominates_families_with_their_members_and_keeps_every_row(desk):
    draft, rows = desk.apply(*ROWS)

    household = desk.household(draft.plan.new[0].household_id)
    assert (household.village_code, household.targeting.decile) == ("74.99.01.2001", 1)
    assert household.targeting.row_reference == "q1/1"
    assert len(household.people.here) == 2
    state = batch(desk)
    assert state.closed
    assert [state.rows[n].verdict for n in range(1, 6)] == [row.verdict for row in rows]
    assert state.rows[4].reasons == ("t4",)
    assert dict(state.counters) == {"nominated": 4, "decile_outside": 1}


def test_a_missing_nik_is_flagged_with_the_nomination(desk):
    draft, _ = desk.apply(*ROWS)

    [mismatch] = desk.household(draft.plan.new[2].household_id).targeting.mismatches.values()
    assert mismatch.attribute == "nik"


def test_what_is_stored_in_clear_names_nobody(desk):
    desk.apply(*ROWS)

    for stored in desk.recorder.select_notifications(None, 1_000):
        text = (stored.state + stored.metadata).decode()
        assert "Contoh Melati" not in text
        assert nik(1) not in text


def test_the_same_list_again_doubles_nothing(desk):
    desk.apply(*ROWS)
    before = desk.events()

    _, rows = desk.apply(*ROWS)

    assert desk.events() == before
    assert [one.verdict for one in rows] == ["nominated"] * 3 + ["decile_outside", "nominated"]


@pytest.mark.parametrize("survived", range(8))
def test_a_run_that_was_cut_short_is_finished_by_the_next(desk, survived, monkeypatch):
    monkeypatch.setattr("services.intake.applying.COMMANDS_PER_APPEND", 1)
    whole, _ = desk.apply(*ROWS[:3], code="other")
    calls = iter(range(survived))
    record = desk.recorder.record

    def dying(entries):
        if next(calls, None) is None:
            raise KeyboardInterrupt
        return record(entries)

    rows = [row(11), child(12, row(11)), row(13), row(14, DESIL="9"), row(15, NIK="")]
    monkeypatch.setattr(desk.recorder, "record", dying)
    with pytest.raises(KeyboardInterrupt):
        desk.apply(*rows)
    monkeypatch.setattr(desk.recorder, "record", record)
    desk.apply(*rows)

    assert batch(desk).closed
    assert desk.events().count("household.nominated.v1") == 2 + 3
    assert desk.events().count("household.member-added.v1") == 1 + 1
    assert desk.events().count("nomination-batch.closed.v1") == 2
    assert len(whole.plan.new) == 2


def test_a_newer_quarter_shows_differences_and_overwrites_nothing(desk):
    first, _ = desk.apply(row(1), child(2, row(1)), row(3), row(4))

    draft, rows = desk.apply(
        row(1, DESIL="2", ALAMAT="Dusun Baru"),
        child(2, row(1)),
        row(3, KODE_DESA=OTHER_VILLAGE, DESA="Contoh Dua"),
        row(5),
        code="q2",
        supersedes="q1",
    )

    assert [(one.verdict, *one.reasons) for one in rows] == [
        ("known", "differs.address", "differs.decile"),
        ("known",),
        ("known", "differs.village"),
        ("nominated",),
    ]
    assert draft.plan.gone == (first.plan.new[2].household_id,)
    moved, changed = (desk.household(first.plan.new[n].household_id) for n in (1, 0))
    assert (moved.village_code, changed.targeting.decile) == ("74.99.01.2001", 1)
    assert [m.attribute for m in changed.targeting.mismatches.values()] == ["address"]
    assert batch(desk, "q2").origin.supersedes == batch_stream("contoh", "q1")
    assert desk.families()[changed_id(first)].address == "Dusun Contoh 1, 1, 2"


def changed_id(draft):
    return draft.plan.new[0].household_id


def test_what_the_list_says_otherwise_is_kept_sealed_beside_the_flag(desk):
    first, _ = desk.apply(row(1), row(3))
    desk.apply(row(1, ALAMAT="Dusun Baru"), row(3), code="q2")

    [flag] = [
        line.event
        for line in desk.casework.claims.opened(changed_id(first))
        if line.event.name == "household.data-mismatch-flagged.v1"
    ]
    assert flag.note == "Dusun Baru, 1, 2"


def test_a_person_who_was_nominated_meanwhile_is_rejected_and_the_others_are_not(desk):
    draft = desk.draft(row(1), child(2, row(1)), row(3), code="late")
    desk.apply(row(1), code="early")

    rows = desk.applying.apply(draft, OFFICER)

    assert [(one.verdict, *one.reasons) for one in rows] == [
        ("duplicate", "t3"),
        ("invalid", "family.head_rejected"),
        ("nominated",),
    ]
    assert batch(desk, "late").rows[1].household_id is None


def test_a_household_rejected_before_is_shown_in_the_next_list(desk):
    first, _ = desk.apply(row(1), row(2))
    reject = RejectNomination(reason="not_poor")
    desk.execute(HOUSEHOLD, changed_id(first), reject)

    draft = desk.draft(row(1), row(2), code="q2")

    assert [row.reasons for row in draft.plan.rows] == [("differs.not_live",), ()]


def test_feedback_is_put_on_record_once(desk):
    draft, rows = desk.apply(*ROWS)

    for _ in range(2):
        desk.applying.issue_feedback(draft, OFFICER, "e" * 64, len(rows))

    assert batch(desk).feedback == {"e" * 64: 5}
    assert desk.events().count("nomination-batch.feedback-issued.v1") == 1


@pytest.mark.parametrize(
    ("said", "code", "variant"),
    [
        ({"code": "Kuartal 1"}, "L6", "code"),
        ({"as_of_on": None}, "L5", "as_of"),
        ({"mapping": DTSEN.model_copy(update={"code_system": None})}, "L5", "code_system"),
    ],
)
def test_what_is_not_declared_is_refused_and_nothing_is_written(desk, said, code, variant):
    with pytest.raises(Refused) as refused:
        desk.apply(*ROWS, **said)

    assert (refused.value.code, refused.value.variant) == (code, variant)
    assert refused.value.sentence("id") != refused.value.sentence("en")
    assert desk.events() == []


def test_bps_codes_without_a_bridge_are_refused(desk):
    desk.drafting.regions.has_bridge = False

    with pytest.raises(Refused) as refused:
        desk.draft(row(1), mapping=DTKS)

    assert (refused.value.code, refused.value.variant) == ("L5", "bridge")


def test_a_code_that_stands_for_another_file_is_refused(desk):
    desk.apply(row(1), row(2))

    with pytest.raises(Refused) as refused:
        desk.draft(row(1), row(3))

    assert (refused.value.code, refused.value.variant) == ("L6", "file")


def test_somebody_without_the_role_may_not_even_draft(desk):
    with pytest.raises(Refused) as refused:
        desk.draft(row(1), actor=MENTOR)

    assert (refused.value.code, refused.value.variant) == ("S2", "role")


def test_verdicts_with_every_reason_still_fit_into_entries_of_the_log():
    reasons = tuple(sorted(REASONS))
    longest = RowVerdict(20_000, "identity_mismatch", reasons, UUID(int=1), "f" * 64)
    verdicts = [longest._replace(number=number) for number in range(20_000, 20_100)]
    verdicts += [longest._replace(number=number, reasons=()) for number in range(20_100, 21_000)]

    stretches = list(_stretches(verdicts))

    assert [verdict for stretch in stretches for verdict in stretch] == verdicts
    for stretch in stretches:
        assert len(RowsJudged(rows=stretch).model_dump_json()) < 65_535 - 2_000
