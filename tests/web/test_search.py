"""Families are found by name, number and village, by who may know them, and by nobody else."""

import pytest

from domain.history import case_number
from projections.family_list import is_number
from tests.web.office import KENANGA, MELATI, PASSWORD


def found(office, role, typed):
    browser = office.browser()
    browser.post("/masuk", data={"login": role, "password": PASSWORD})
    page = browser.get("/", params={"q": typed}).text
    return case_number(MELATI) in page, case_number(KENANGA) in page


@pytest.mark.parametrize(
    ("typed", "families"),
    [
        ("Melati", (True, False)),
        ("melati contoh", (True, False)),
        ("kenangga", (False, True)),
        ("contoh", (True, True)),
        ("Tidak Ada", (False, False)),
        ("m", (False, False)),
        ("%", (False, False)),
        (case_number(MELATI)[:6], (True, False)),
    ],
)
def test_a_family_is_found_by_name_nearly_spelled_or_by_number(office, typed, families):
    assert found(office, "auditor", typed) == families


def test_a_mentor_finds_the_own_families_only(office):
    assert found(office, "mentor", "contoh") == (True, False)
    assert found(office, "mentor-2", "contoh") == (False, True)


def test_who_reads_no_files_or_opens_no_names_finds_nobody(office):
    assert found(office, "administrator", "Melati") == (False, False)
    assert found(office, "pdp_officer", "Melati") == (False, False)


def test_a_number_is_told_from_a_name():
    assert is_number("RT-MADE")
    assert is_number("x7")
    assert not is_number("Made")
