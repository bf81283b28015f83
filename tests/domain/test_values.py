"""What may stand in clear: nothing that could be a personal number."""

import pytest
from pydantic import TypeAdapter, ValidationError

from domain.values import Answer, Reference
from domain.words import Phrase

NIK = "9901024101909001"


@pytest.mark.parametrize("kind", [Reference, Phrase])
@pytest.mark.parametrize("text", [NIK, f"Surat {NIK} 2026"])
def test_a_personal_number_is_no_text_in_clear(kind, text):
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(text)


@pytest.mark.parametrize("kind", [Reference, Phrase])
def test_the_number_of_a_paper_is(kind):
    text = "Keputusan Contoh 100.3.3.1-50 Tahun 2025"

    assert TypeAdapter(kind).validate_python(text) == text


def test_an_answer_is_an_amount_and_never_a_personal_number():
    answers = TypeAdapter(Answer)

    assert answers.validate_python(10**12) == 10**12
    yes = True
    assert answers.validate_python(yes) is yes
    with pytest.raises(ValidationError):
        answers.validate_python(int(NIK))
