"""Each code that a sentence shows is named by the list that its field belongs to, and no other."""

import re
from datetime import date
from typing import Literal, get_args, get_origin
from uuid import UUID

import pytest

from config.programme_files import load_programme
from domain.events import EVENTS
from domain.household.amending import replaceable
from domain.household.events.assessment import MilestoneReached, RelapseDetected
from domain.household.events.plan import NeedIdentified
from domain.household.events.record import EventCorrected
from domain.household.keeping import KEPT
from domain.values import Code
from projections.code_names import LISTS, REPLACED, CodeNames
from projections.wording import SENTENCES, VALUES, Wording, sentence
from services.observations import OBSERVATIONS
from tests.scenario import HOUSEHOLD_ID, recorded

PROGRAMMES = [load_programme(name).programme for name in ("ntb", "barito-kuala")]
NTB = PROGRAMMES[0]
CODE = get_args(Code)[1].pattern
# What is a code of nobody's list: a name that is typed once, or one of our own words.
PLAIN = {
    "audit-engagement.sample-requested.population",
    "desk.file-read.page",
    "desk.refusal-recorded.command",
    "desk.submission-quarantined.command",
    "fund-envelope.grant-reserved.budget_line",
    "fund-envelope.order-drawn.budget_line",
    "household.grant-approved.budget_line",
    "instrument.published.code",
    "instrument.retired.code",
    "village-account.opened.ending",
}
# Ours, with words of their own.
WORDED = {
    "household.data-erased.groups",
    "household.amendment-proposed.values",
    "household.event-corrected.values",
    "household.identity-check-recorded.differing",
    "household.identity-recorded-anew.replaced",
    "household.irregularity-reported.command",
    "mentor-assignment.household-released.reason",
}


def told(event, language="id", programme=NTB):
    return sentence(recorded((event,), HOUSEHOLD_ID)[0], language, programme)


def shown():
    """Yield each field that some sentence shows, with its type."""
    for name, (indonesian, english) in SENTENCES.items():
        for field in sorted(set(re.findall(r"{(\w+)}", indonesian + english))):
            field_type = EVENTS[name].model_fields[field]
            yield f"{name.removesuffix('.v1')}.{field}", field_type


def choices(annotation):
    """Return the values of a Literal, wherever it stands in a type."""
    if get_origin(annotation) is Literal:
        return set(get_args(annotation))
    return set().union(*(choices(each) for each in get_args(annotation)))


def is_code(field_type):
    return CODE in repr(field_type.annotation) + repr(field_type.metadata)


def test_every_code_that_is_shown_belongs_to_a_list_or_is_named_here_as_belonging_to_none():
    codes = {key for key, field_type in shown() if is_code(field_type)}
    verdicts = {key for key in codes if key.endswith(".verdicts")}

    assert codes - verdicts == (LISTS.keys() | PLAIN | WORDED) & codes
    assert LISTS.keys() <= {key for key, _ in shown()}


def test_every_choice_that_is_shown_has_words_in_both_languages():
    for key, field_type in shown():
        field = key.rpartition(".")[2]
        for choice in choices(field_type.annotation):
            if key not in LISTS and field != "age_band":
                indonesian, english = VALUES[f"{field}.{choice}"]
                assert indonesian, english


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda each: each.code)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_code_of_a_list_is_told_by_the_name_that_this_list_gives_it(programme, language):
    wording = Wording(language, programme)
    index = ("id", "en").index(language)
    names = CodeNames(programme, index)
    for key, name in LISTS.items():
        for code, label in names.of_list(name).items():
            assert wording.value(key.rpartition(".")[2], code, name) == label


@pytest.mark.parametrize(
    ("code", "indonesian", "english"),
    [
        ("indicator.food", "Pangan", "Food"),
        ("indicator.school", "Sekolah", "School"),
        ("indicator.health_cover", "Jaminan kesehatan", "Health cover"),
        ("indicator.documents", "Dokumen", "Documents"),
        ("plan_agreed", "rencana keluarga disepakati", "household plan agreed"),
        ("first_income", "penghasilan pertama", "first income"),
        ("basic_needs_covered", "kebutuhan dasar tercakup", "basic needs covered"),
        ("six_deposits", "enam kali menabung", "six deposits"),
        (
            "livelihoods_alive",
            "mata pencaharian bertahan tiga bulan",
            "livelihoods alive for three months",
        ),
    ],
)
def test_a_milestone_says_what_was_reached_and_never_what_is_lacking(code, indonesian, english):
    event = MilestoneReached(milestone=code)

    assert told(event) == f"Tonggak tercapai: {indonesian}."
    assert told(event, "en") == f"A milestone was reached: {english}."


def test_the_same_code_is_a_lack_as_a_need_and_an_indicator_in_a_relapse():
    need = NeedIdentified(
        need_id=UUID(int=1),
        person_id=UUID(int=2),
        kind="food",
        owner="dinsos",
        due_on=date(2026, 5, 1),
    )
    relapse = RelapseDetected(relapse_id=UUID(int=3), check_id=UUID(int=4), failed=("food",))

    assert told(need).startswith("Kebutuhan dicatat: Kurang pangan, tanggung jawab Dinas Sosial")
    assert told(relapse) == "Rentan kembali: belum terpenuhi Pangan."


def test_a_correction_names_the_fields_and_their_values_in_words():
    correction = EventCorrected(
        correction_id=UUID(int=1),
        target_id=UUID(int=2),
        reason="typo",
        second_person_id=UUID(int=3),
        values=(("minutes", "30"), ("mock_location", "false"), ("topics", '["livelihood"]')),
    )

    assert "lama (menit): 30, lokasi tiruan: tidak, bahasan: Peningkatan penghidupan" in told(
        correction
    )
    assert "length (minutes): 30, mock location: no, topics: Livelihoods promotion" in told(
        correction, "en"
    )


def test_every_field_that_a_correction_may_replace_has_a_name_in_both_languages():
    fields = {
        field
        for event, kept in KEPT.items()
        if kept.correctable and kept.entries is not None
        for field in replaceable(event, kept.key)
    }

    assert fields == REPLACED.keys()
    assert all(indonesian and english for indonesian, english in REPLACED.values())


def test_every_report_that_can_become_an_irregularity_has_a_name():
    names = {f"command.{command.name}" for command in OBSERVATIONS}

    assert names == {key for key in VALUES if key.startswith("command.")}
