"""Putting a household on the list: what the list must say, and which numbers can be true."""

from datetime import date, timedelta

import pytest

from domain.household.commands.targeting import NominateHousehold
from domain.nomination_batch.events import RowVerdict
from domain.rules import sentence
from tests.domain.household.cases import (
    BATCH,
    HASH,
    HEAD,
    LISTED_ON,
    MEETING,
    NOMINATED,
    OBJECTION,
    batch,
    meeting,
    objection,
)
from tests.sample_programme import OTHER_VILLAGE, VILLAGE
from tests.scenario import HOUSEHOLD_ID, NOW, OTHER_HOUSEHOLD_ID, given

NIK = "7499015503909001"


def nominate(**changes):
    """The wish as the list of the sample gives it."""
    row = {
        "batch_id": BATCH,
        "source_agency": "social",
        "as_of_on": LISTED_ON,
        "row_reference": "17",
        "village_code": VILLAGE,
        "decile": 1,
        "person_id": HEAD,
        "sex": "f",
        "age_band": "18-59",
        "able_to_work": True,
        "nik": NIK,
    }
    return NominateHousehold(**(row | changes))


def nominated(**changes):
    return NOMINATED.model_copy(update={"nik": NIK} | changes)


def test_a_household_that_a_list_names_is_nominated():
    scenario = given().when(nominate(full_name="Contoh Melati 17"), batch=batch())

    after = scenario.then(nominated(full_name="Contoh Melati 17")).state
    assert after.status == "nominated"
    assert (after.village_code, after.people.head_id) == (VILLAGE, HEAD)


def test_the_same_row_of_the_same_list_nominates_once():
    given(nominated()).when(nominate(), batch=batch()).then_nothing()


def test_another_row_cannot_nominate_the_same_household():
    wish = nominate(row_reference="18")

    given(nominated()).when(wish, batch=batch()).then_refused("S1", "exists")


@pytest.mark.parametrize(
    ("changes", "variant"),
    [
        ({"source_agency": None}, "source"),
        ({"as_of_on": None}, "as_of"),
        ({"as_of_on": NOW.date() + timedelta(days=1)}, "as_of"),
        ({"row_reference": None}, "row"),
        ({"village_code": None}, "village"),
        ({"village_code": "74.99.01.2999"}, "village"),
        ({"source_agency": "health"}, "batch"),
        ({"as_of_on": date(2025, 10, 1)}, "batch"),
    ],
)
def test_a_nomination_says_where_it_comes_from(changes, variant):
    given().when(nominate(**changes), batch=batch()).then_refused("T1", variant)


def test_a_row_beyond_the_rows_of_the_list_is_refused():
    rows = batch().row_count
    last = nominate(row_reference=f"q1/{rows}")
    given().when(last, batch=batch()).then(nominated(row_reference=f"q1/{rows}"))

    beyond = nominate(row_reference=f"q1/{rows + 1}")
    given().when(beyond, batch=batch()).then_refused("T1", "beyond")


def test_into_a_closed_list_comes_only_whom_its_rows_name():
    closed, elsewhere, here = batch(), batch(), batch()
    closed.closed = elsewhere.closed = here.closed = True
    here.rows[17] = RowVerdict(17, "nominated", (), HOUSEHOLD_ID, HASH)
    elsewhere.rows[17] = RowVerdict(17, "nominated", (), OTHER_HOUSEHOLD_ID, HASH)

    for refusing in (closed, elsewhere):
        given().when(nominate(), batch=refusing).then_refused("T1", "closed")
    given().when(nominate(), batch=here).then(nominated())


def test_a_meeting_and_an_upheld_objection_open_a_closed_list():
    closed = batch()
    closed.closed = True
    by_meeting, by_objection = {"meeting_id": MEETING}, {"objection_id": OBJECTION}

    given().when(nominate(**by_meeting), batch=closed, meeting=meeting("admit_decile")).then(
        nominated(**by_meeting)
    )
    given().when(nominate(**by_objection), batch=closed, objection=objection()).then(
        nominated(**by_objection)
    )
    given().when(
        nominate(**by_objection), batch=closed, objection=objection("rejected")
    ).then_refused("T1", "closed")


def test_an_age_band_that_the_birth_date_denies_is_refused():
    child = {"birth_date": "2015-03-15", "nik": None}
    for band in ("60+", "18-59", "13-17"):
        given().when(nominate(age_band=band, **child), batch=batch()).then_refused("T2", "age")

    right = {"age_band": "7-12", **child}
    given().when(nominate(**right), batch=batch()).then(nominated(**right, warnings=("T2c",)))


def test_an_age_band_of_the_year_before_is_that_of_a_list_that_is_not_quite_new():
    turned = {"birth_date": "2008-06-01", "nik": None, "age_band": "13-17"}

    given().when(nominate(**turned), batch=batch()).then(nominated(**turned, warnings=("T2c",)))


def test_a_nomination_from_a_list_that_nobody_took_in_is_refused():
    given().when(nominate()).then_refused("T1", "batch")


def test_a_nik_that_cannot_exist_is_refused():
    given().when(nominate(nik="7499013203909001"), batch=batch()).then_refused("T2", "nik")


def test_a_family_card_number_that_cannot_exist_is_refused():
    wish = nominate(family_card_number="12345")

    given().when(wish, batch=batch()).then_refused("T2", "family_card")


@pytest.mark.parametrize("born", ["1990-02-30", "2026-06-16"])
def test_a_birth_date_that_is_no_day_or_lies_ahead_is_refused(born):
    given().when(nominate(birth_date=born), batch=batch()).then_refused("T2", "birth_date")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"nik": "5299015503909001"}, "T2b.prefix"),
        ({"nik": "7499011503909001"}, "T2b.sex"),
        ({"birth_date": "1990-03-16"}, "T2b.birthday"),
    ],
)
def test_a_nik_that_disagrees_with_the_list_is_kept_with_a_warning(changes, code):
    scenario = given().when(nominate(**changes), batch=batch())

    scenario.then(nominated(**changes, warnings=(code,)))


def test_a_nik_that_agrees_with_the_list_gets_no_warning():
    scenario = given().when(nominate(birth_date="1990-03-15"), batch=batch())

    scenario.then(nominated(birth_date="1990-03-15"))


@pytest.mark.parametrize("filler", [None, "0" * 16, "749901" + "0" * 10])
def test_a_missing_nik_is_kept_with_a_warning_and_remembered(filler):
    scenario = given().when(nominate(nik=filler), batch=batch())

    after = scenario.then(nominated(nik=filler, warnings=("T2c",))).state
    assert after.people.members[HEAD].nik_missing


def test_a_nik_of_another_household_is_refused_by_village_and_case_number_only():
    """The ledger takes the claim; the rule gives it the sentence."""
    said = sentence("T3", "en", village=VILLAGE, case="RT-ABCDE-FGHJK")

    assert said == f"This NIK is already in another household: {VILLAGE}, case RT-ABCDE-FGHJK."


@pytest.mark.parametrize("decile", [3, 10, None])
def test_a_decile_outside_the_filter_is_refused(decile):
    given().when(nominate(decile=decile), batch=batch()).then_refused("T4")


def test_the_filter_of_the_list_holds_before_that_of_the_programme():
    given().when(nominate(decile=2), batch=batch(deciles=(1,))).then_refused("T4")
    given().when(nominate(decile=2), batch=batch(deciles=())).then(nominated(decile=2))


def test_a_meeting_admits_a_decile_outside_the_filter():
    wish = nominate(decile=3, meeting_id=MEETING)

    scenario = given().when(wish, batch=batch(), meeting=meeting("admit_decile"))
    scenario.then(nominated(decile=3, meeting_id=MEETING))


def test_an_upheld_objection_admits_a_decile_outside_the_filter():
    wish = nominate(decile=3, objection_id=OBJECTION)

    scenario = given().when(wish, batch=batch(), objection=objection())
    scenario.then(nominated(decile=3, objection_id=OBJECTION))


@pytest.mark.parametrize(
    "cited",
    [
        {},
        {"meeting": meeting("admit_decile", closed=False)},
        {"meeting": meeting("admit_decile", village=OTHER_VILLAGE)},
        {"meeting": meeting("admit_decile", household=OTHER_HOUSEHOLD_ID)},
        {"meeting": meeting("eligible")},
        {"objection": objection("rejected")},
        {"objection": objection(village=OTHER_VILLAGE)},
        {"objection": objection(household=OTHER_HOUSEHOLD_ID)},
    ],
)
def test_a_citation_that_does_not_hold_admits_nothing(cited):
    wish = nominate(decile=3, meeting_id=MEETING, objection_id=OBJECTION)

    given().when(wish, batch=batch(), **cited).then_refused("T4", "citation")
