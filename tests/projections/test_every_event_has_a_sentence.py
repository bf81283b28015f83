"""Each event is told in a human sentence in both languages, without a word of personal data."""

import importlib
import pkgutil
import re
from uuid import UUID

import pytest

import domain
from domain.events import EVENTS
from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.livelihood import SavingsRecorded, ShockReported
from domain.household.events.people import HouseholdMerged
from domain.personal import Group
from projections.wording import FIELDS, SENTENCES, VALUES, Wording, sentence
from tests.projections.lives import lives
from tests.sample_programme import PROGRAMME
from tests.scenario import HOUSEHOLD_ID, recorded

for _module in pkgutil.walk_packages(domain.__path__, "domain."):
    importlib.import_module(_module.name)
STORED = sorted(event for event in EVENTS if not event.startswith("sample."))
HEAD = UUID(int=0xC1)


def told(event, language="id", programme=None):
    return sentence(recorded((event,), HOUSEHOLD_ID)[0], language, programme)


@pytest.mark.parametrize("name", STORED)
def test_an_event_has_a_sentence_in_both_languages(name):
    indonesian, english = SENTENCES[name]

    assert indonesian != english
    for text in (indonesian, english):
        assert text[0].isupper() or text[0] == "{"
        assert text.endswith(".")


@pytest.mark.parametrize("name", STORED)
def test_a_sentence_uses_fields_of_its_event_and_no_personal_one(name):
    event = EVENTS[name]
    for text in SENTENCES[name]:
        used = set(re.findall(r"{(\w+)}", text))

        assert used <= event.model_fields.keys() - event.personal.keys()


def test_no_sentence_is_left_over():
    assert sorted(SENTENCES) == STORED


def test_every_personal_field_and_every_value_has_a_name_in_both_languages():
    personal = {field for name in STORED for field in EVENTS[name].personal}

    assert personal <= FIELDS.keys()
    assert all(len(pair) == 2 for pair in (*FIELDS.values(), *VALUES.values()))


def test_a_whole_life_is_told_without_a_gap():
    for one in lives(1, 3, ("74.99.01.2001",)):
        for language in ("id", "en"):
            text = sentence(one, language, PROGRAMME)
            assert "{" not in text
            assert "[" not in text


def test_codes_are_named_by_the_programme_and_amounts_and_days_as_people_write_them():
    visit = VisitRecorded(
        visit_id=UUID(int=1), respondent_id=HEAD, topics=("finance", "livelihood"), minutes=40
    )
    saved = SavingsRecorded(
        savings_id=UUID(int=2),
        account_id=UUID(int=3),
        kind="deposit",
        amount_rupiah=300_000,
        balance_rupiah=1_250_000,
    )

    assert told(visit, "en", PROGRAMME) == (
        "The mentor visited for 40 minutes, about finance (en), livelihood (en)."
    )
    assert told(visit) == "Pendamping berkunjung 40 menit, membahas finance, livelihood."
    assert told(saved) == "Tabungan: setoran Rp300.000, saldo Rp1.250.000."
    assert told(saved, "en") == "Savings: deposit of Rp300,000, balance Rp1,250,000."


def test_what_says_nothing_is_left_out():
    shock = ShockReported(shock_id=UUID(int=1), person_id=HEAD, kind="storm")

    assert told(shock) == "Guncangan: storm."


def test_another_household_is_named_by_its_case_number():
    merged = HouseholdMerged(into_household_id=HOUSEHOLD_ID, reason="listed_twice")

    assert "RT-00000-00000" in told(merged)


def test_personal_fields_are_shown_beside_the_sentence_only_when_they_were_opened():
    sealed = VisitRecorded(
        visit_id=UUID(int=1),
        respondent_id=HEAD,
        topics=("finance",),
        minutes=40,
        sealed=((Group.NARRATIVE.value, "ab" * 32),),
    )
    opened = sealed.model_copy(update={"note": "Contoh catatan 17"})
    wording = Wording("id")

    [line], [shown] = (recorded((event,), HOUSEHOLD_ID) for event in (sealed, opened))
    assert wording.personal(line) == [("Catatan", None)]
    assert wording.personal(shown) == [("Catatan", "Contoh catatan 17")]
    assert "Contoh catatan" not in wording.sentence(shown)


def test_a_warning_is_told_in_words_and_an_unknown_one_in_none():
    assert Wording("en").warning("V3.short") == "The visit was shorter than is usual."
    assert Wording("id").warning("V99") == ""
