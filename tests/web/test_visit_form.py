"""The visit form without script: nothing typed is lost, mistakes are named, a receipt is given."""

import re
from datetime import timedelta
from html import unescape
from uuid import UUID, uuid4

import pytest

from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.record import IrregularityReported
from tests.web.browsing import hidden, sign_in
from tests.web.office import KENANGA, MELATI, NAMES, PROGRAMME, person, user_of

FORM = f"/rt/{MELATI}/kunjungan"
ANSWERS = {
    "q_meals_yesterday": "3",
    "q_somebody_ill": "false",
    "q_child_missed_school": "false",
    "q_enterprise": "running",
    "q_income_since": "Rp 150.000,-",
    "q_saved": "true",
    "q_new_debt": "false",
    "q_next_step_done": "done",
}


@pytest.fixture
def mentor(office):
    return sign_in(office, "mentor")


@pytest.fixture
def filled(office, mentor):
    """Return the form as a mentor filled it in."""
    when = PROGRAMME.local(office.clock() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    return {
        **hidden(mentor.get(FORM)),
        **ANSWERS,
        "when": when,
        "respondent": str(person(MELATI, "head")),
        "minutes": "40",
        "topics": ["livelihood", "financial_inclusion"],
        "note": f"{NAMES[MELATI]} menjual dua ayam",
    }


def recorded(office, filled):
    return [
        line
        for line in office.ledger.history(MELATI)
        if isinstance(line.event, VisitRecorded)
        and line.event.visit_id == UUID(filled["visit_id"])
    ]


def test_the_form_asks_what_the_programme_asks_with_the_last_answers_beside(office, mentor):
    answers = (("meals_yesterday", 2), ("somebody_ill", False))
    office.tell(
        MELATI,
        VisitRecorded(
            visit_id=uuid4(),
            respondent_id=person(MELATI, "head"),
            topics=("livelihood",),
            minutes=45,
            instrument_code="visit",
            instrument_version=1,
            answers=answers,
        ),
        by=user_of("mentor"),
        role="mentor",
    )
    page = unescape(mentor.get(FORM).text)

    for question in PROGRAMME.instrument("visit", PROGRAMME.started_on).questions:
        assert question.label.id in page
    assert "terakhir: 2," in page
    assert "terakhir: Tidak," in page
    assert NAMES[MELATI] in page


def test_a_filled_form_is_recorded_and_answered_with_its_receipt(office, mentor, filled):
    answer = mentor.post(FORM, data=filled)

    assert answer.status_code == 201
    [line] = recorded(office, filled)
    assert f"{line.position:,}".replace(",", ".") in answer.text
    assert "tersimpan" in answer.text
    assert line.origin.channel == "phone"
    assert line.origin.actor_id == user_of("mentor")
    assert line.event.minutes == 40
    assert line.event.topics == ("financial_inclusion", "livelihood")
    assert dict(line.event.answers)["income_since"] == 150_000
    assert line.event.note is None
    assert "narrative" in dict(line.event.sealed)


def test_sending_the_same_form_twice_records_it_once_with_the_same_receipt(office, mentor, filled):
    first, second = mentor.post(FORM, data=filled), mentor.post(FORM, data=filled)

    assert (first.status_code, second.status_code) == (201, 200)
    assert len(recorded(office, filled)) == 1
    receipt = re.compile(r'<dd class="code">([\d.]+)</dd>')
    assert receipt.search(first.text)[1] == receipt.search(second.text)[1]


@pytest.mark.parametrize(
    "mistake",
    [
        ({"when": ""}, "when", "tanggal dan jam"),
        ({"when": "besok"}, "when", "tanggal dan jam"),
        ({"when": "2999-01-01T10:00"}, "when", "masa depan"),
        ({"respondent": ""}, "respondent", "siapa yang ditemui"),
        ({"respondent": "17"}, "respondent", "siapa yang ditemui"),
        ({"minutes": ""}, "minutes", "angka"),
        ({"minutes": "empat puluh"}, "minutes", "angka"),
        ({"minutes": "-5"}, "minutes", "angka"),
        ({"minutes": "2000"}, "minutes", "angka"),
        ({"topics": []}, "topics", "paling sedikit satu"),
        ({"topics": ["everything"]}, "topics", "paling sedikit satu"),
        ({"q_meals_yesterday": ""}, "q_meals_yesterday", "Jawab"),
        ({"q_meals_yesterday": "9"}, "q_meals_yesterday", "antara 0 dan 5"),
        ({"q_somebody_ill": "mungkin"}, "q_somebody_ill", "Jawab"),
        ({"q_income_since": "150,000"}, "q_income_since", "antara"),
        ({"note": "a\x00b"}, "note", "tidak dapat disimpan"),
        ({"note": "x" * 4_001}, "note", "terlalu panjang"),
    ],
)
def test_a_mistake_is_named_at_the_top_and_nothing_typed_is_lost(office, mentor, filled, mistake):
    change, field, sentence = mistake
    answer = mentor.post(FORM, data=filled | change)
    page = unescape(answer.text)

    assert answer.status_code == 422
    top = page.split('id="errors"')[1].split("</ul>")[0]
    assert f'href="#{field}"' in top
    assert sentence in top
    assert f'id="{field}"' in page
    assert f'value="{filled["visit_id"]}"' in page
    if "note" not in change:
        assert filled["note"] in page
    if "minutes" not in change:
        assert 'value="40"' in page
    assert recorded(office, filled) == []


def test_a_question_that_was_not_asked_needs_no_answer(office, mentor, filled):
    change = {"q_enterprise": "stopped", "q_income_since": "dua ratus"}

    assert mentor.post(FORM, data=filled | change).status_code == 201
    [line] = recorded(office, filled)
    assert "income_since" not in dict(line.event.answers)


def test_a_place_that_the_phone_found_is_sealed_with_the_visit(office, mentor, filled):
    mentor.post(FORM, data=filled | {"place": "-8.583333,116.116667", "accuracy_m": "12"})

    [line] = recorded(office, filled)
    assert line.event.accuracy_m == 12
    assert line.event.place is None
    assert "location" in dict(line.event.sealed)
    assert "V3.unlocated" not in line.event.warnings


@pytest.mark.parametrize("place", ["", "nowhere", "1,1", "-8.58,116.11'; DROP TABLE"])
def test_a_place_that_is_none_is_left_out(office, mentor, filled, place):
    mentor.post(FORM, data=filled | {"place": place, "accuracy_m": "12"})

    [line] = recorded(office, filled)
    assert line.event.accuracy_m is None


def test_a_very_late_report_is_kept_as_an_irregularity_and_the_mentor_is_told(
    office, mentor, filled
):
    long_ago = PROGRAMME.local(office.clock() - timedelta(days=46)).strftime("%Y-%m-%dT%H:%M")

    answer = mentor.post(FORM, data=filled | {"when": long_ago})

    assert answer.status_code == 201
    assert "ketidakwajaran" in answer.text
    assert recorded(office, filled) == []
    last = office.ledger.history(MELATI)[-1].event
    assert isinstance(last, IrregularityReported)


def test_the_form_of_another_mentors_family_is_not_there(mentor):
    assert mentor.get(f"/rt/{KENANGA}/kunjungan").status_code == 404
    assert mentor.post(f"/rt/{KENANGA}/kunjungan", data={}).status_code == 404


def test_a_form_with_a_file_or_far_too_many_fields_is_refused(mentor):
    many = {f"f{n}": "1" for n in range(400)}

    assert mentor.post(FORM, data=many).status_code == 400
    assert mentor.post(FORM, files={"note": b"x"}).status_code == 400
