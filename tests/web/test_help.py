"""Each page has its help, each word its meaning in both languages; health is for people too."""

import pytest

from adapters.web.helping import SUBJECTS, glossary, subject_of
from adapters.web.language import texts
from tests.web.office import MELATI, PASSWORD


@pytest.fixture(scope="module")
def mentor(office):
    browser = office.browser()
    browser.post("/masuk", data={"login": "mentor", "password": PASSWORD})
    return browser


def test_every_word_of_the_glossary_is_explained_in_both_languages():
    assert len(glossary()) > 100
    assert [term.word for term in glossary() if not (term.indonesian and term.english)] == []


def test_every_help_says_what_a_page_is_what_one_can_do_and_words_that_are_known():
    known = {term.word for term in glossary()}
    for subject in {"any", *(name for _, name in SUBJECTS)}:
        assert {f"help.{subject}-{part}" for part in ("name", "what", "can")} <= texts().keys()
        words = set(texts()[f"help.{subject}-words"][0].split("; "))
        assert words <= known, (subject, words - known)


def test_an_address_leads_to_its_own_help():
    assert subject_of(f"/rt/{MELATI}/kunjungan/langkah") == "visit"
    assert subject_of(f"/rt/{MELATI}") == "replay"
    assert subject_of("/nowhere") == "any"


def test_a_page_leads_to_its_help_and_from_there_to_the_words(mentor):
    assert 'href="/bantuan?hal=/hari-ini"' in mentor.get("/hari-ini").text
    page = mentor.get("/bantuan", params={"hal": "/hari-ini", "lang": "en"}).text
    assert "Your families, the longest overdue first" in page
    assert "stretch of the two years" in page
    words = mentor.get("/istilah", params={"q": "rujukan", "lang": "id"}).text
    assert "diserahkan kepada lembaga" in words
    assert "pagu" not in words
    assert "tidak ada dalam daftar" in mentor.get("/istilah", params={"q": "zzz"}).text


def test_health_is_a_page_for_people_and_json_for_programs(office):
    visitor = office.visitor()
    page = visitor.get("/health", headers={"accept": "text/html,*/*"})

    assert page.headers["content-type"].startswith("text/html")
    assert "Semua berjalan" in page.text
    assert visitor.get("/health").json()["ready"] is True
