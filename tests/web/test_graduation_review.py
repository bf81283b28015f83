"""A graduation is reviewed criterion by criterion, by answers that give the verdicts again."""

import re
from uuid import uuid5

import pytest

from domain.household.events.assessment import GraduationApproved, GraduationAssessed
from tests.database import fresh_database
from tests.web.browsing import sign_in
from tests.web.office import HERE, KENANGA, MELATI, PROGRAMME, person, user_of
from tests.web.opening import open_office

SCORECARD = next(each for each in PROGRAMME.instruments if each.kind == "scorecard")


@pytest.fixture(scope="module")
def reviewed(office):
    """Return an office in which a family waits for a decision."""
    return assessed(office)


@pytest.fixture
def decided(admin_url):
    """Return an office of its own, in which that family's graduation is decided."""
    with fresh_database(admin_url) as url, open_office(url) as opened:
        yield assessed(opened)


def assessed(office):
    """Let a family pass its assessment, with verdicts that do not follow from the answers."""
    verdicts = tuple((each.code, "met") for each in SCORECARD.criteria)
    passed = GraduationAssessed(
        assessment_id=uuid5(MELATI, "graduation"),
        respondent_id=person(MELATI, "head"),
        instrument_code=SCORECARD.code,
        instrument_version=SCORECARD.version,
        answers=(("days_three_meals", 3), ("members", 2)),
        verdicts=verdicts,
        passed=True,
    )
    office.tell(MELATI, passed, by=user_of("supervisor"), role="supervisor")
    office.catch_up()
    return office


def test_who_waits_for_a_decision_is_listed_in_the_own_area(reviewed):
    lead, agency = sign_in(reviewed, "programme_lead"), sign_in(reviewed, "agency_companion")

    assert f"/rt/{MELATI}/kelulusan" in lead.get("/kelulusan").text
    assert str(KENANGA) not in lead.get("/kelulusan").text
    assert [row["village_code"] for row in agency.get("/kelulusan.json").json()["rows"]] == [HERE]
    assert sign_in(reviewed, "administrator").get("/kelulusan").status_code == 403


def test_every_criterion_is_shown_with_each_verdict_and_its_answers(reviewed):
    page = sign_in(reviewed, "programme_lead").get(f"/rt/{MELATI}/kelulusan").text

    for criterion in SCORECARD.criteria:
        assert criterion.label.id in page
    assert "Uji graduasi" in page
    assert "<strong>3</strong>" in page
    assert "wajib" in page


def test_verdicts_that_do_not_follow_from_the_answers_are_called_out(reviewed):
    page = sign_in(reviewed, "auditor").get(f"/rt/{MELATI}/kelulusan").text

    assert "BERBEDA" in page
    untouched = sign_in(reviewed, "auditor").get(f"/rt/{KENANGA}/kelulusan").text
    assert "BERBEDA" not in untouched


def test_forms_are_offered_to_who_decides_and_only_while_it_waits(reviewed):
    def forms(role, household_id):
        page = sign_in(reviewed, role).get(f"/rt/{household_id}/kelulusan").text
        return set(re.findall(r"/catat/([a-z-]+)", page))

    assert forms("programme_lead", MELATI) == {"defer-graduation"}
    assert forms("agency_companion", MELATI) == {"approve-graduation-by-agency"}
    assert forms("auditor", MELATI) == set()
    assert forms("programme_lead", KENANGA) == set()


def test_a_decision_keeps_what_its_approver_saw(decided):
    approved = GraduationApproved(
        graduation_id=uuid5(MELATI, "approved"),
        assessment_id=uuid5(MELATI, "graduation"),
        version_seen=8,
        assessed_event_id=uuid5(MELATI, "event"),
        instrument_code=SCORECARD.code,
        instrument_version=SCORECARD.version,
        verdicts=(("food", "met"), ("school", "not_met")),
    )
    decided.tell(MELATI, approved, by=user_of("approver"), role="approver")
    page = sign_in(decided, "auditor").get(f"/rt/{MELATI}/kelulusan").text

    assert "Dinyatakan lulus" in page
    assert "1 dari 2 terpenuhi" in page
    assert "8 peristiwa" in page
