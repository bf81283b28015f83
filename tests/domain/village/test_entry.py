"""A village comes into the programme by an act, and its households enrol under a decree."""

from datetime import date

import pytest

from domain.village_programme.aggregate import VILLAGE_PROGRAMME
from domain.village_programme.commands import (
    CloseEnrolment,
    OpenEnrolment,
    RecordVillageStatus,
    SelectVillage,
)
from domain.village_programme.events import (
    EnrolmentClosed,
    EnrolmentOpened,
    VillageSelected,
    VillageStatusRecorded,
)
from tests.definitions import code, in_both_programmes
from tests.domain.village.villages import selected, selection
from tests.scenario import given_of

DECREE = {"decree": "SK contoh 7", "from_on": date(2026, 4, 1)}


@in_both_programmes
def test_a_village_is_selected_once(programme):
    command = SelectVillage(**selection(programme))
    then = given_of(VILLAGE_PROGRAMME).when(command, programme=programme)
    then = then.then(VillageSelected(**selection(programme)))
    then.when(command, programme=programme).then_nothing()
    assert then.state.selected
    assert then.state.batch == code(programme, "village_batch")


@in_both_programmes
def test_a_village_is_not_selected_again_by_another_act(programme):
    command = SelectVillage(**selection(programme, basis="Keputusan contoh 2 Tahun 2025"))
    selected(programme).when(command, programme=programme).then_refused("S3")


@in_both_programmes
@pytest.mark.parametrize(
    ("change", "rule", "variant"),
    [
        ({"village_code": "99.99.99.2001"}, "M3", "unknown"),
        ({"scheme": "no-such-scheme"}, "S1", "reason"),
        ({"batch": "no-such-batch"}, "S1", "reason"),
        ({"selected_on": date(2027, 1, 1)}, "H1", "future"),
    ],
)
def test_only_villages_schemes_and_rounds_of_the_definition_are_selected(
    programme, change, rule, variant
):
    command = SelectVillage(**selection(programme, **change))
    given_of(VILLAGE_PROGRAMME).when(command, programme=programme).then_refused(rule, variant)


@in_both_programmes
def test_enrolment_is_opened_once_and_closed_once(programme):
    command = OpenEnrolment(**DECREE)
    then = selected(programme).when(command, programme=programme).then(EnrolmentOpened(**DECREE))
    then.when(command, programme=programme).then_nothing()
    assert then.state.enrolment_open
    reason = code(programme, "enrolment_closing")
    close = CloseEnrolment(reason=reason)
    then = then.when(close, programme=programme).then(EnrolmentClosed(reason=reason))
    then.when(close, programme=programme).then_nothing()
    assert not then.state.enrolment_open


@in_both_programmes
def test_enrolment_is_not_opened_under_a_second_decree_before_it_was_closed(programme):
    given = selected(programme, EnrolmentOpened(**DECREE))
    command = OpenEnrolment(decree="SK contoh 8", from_on=date(2026, 5, 1))
    given.when(command, programme=programme).then_refused("M3", "open")


@in_both_programmes
def test_nothing_is_opened_or_closed_in_a_village_outside_the_programme(programme):
    given = given_of(VILLAGE_PROGRAMME)
    for command in (OpenEnrolment(**DECREE), CloseEnrolment(reason="period_over")):
        given.when(command, programme=programme).then_refused("M3", "unselected")


@in_both_programmes
def test_enrolment_is_closed_for_a_reason_that_the_programme_knows(programme):
    given = selected(programme, EnrolmentOpened(**DECREE))
    command = CloseEnrolment(reason="no-such-reason")
    given.when(command, programme=programme).then_refused("S1", "reason")


@in_both_programmes
def test_a_status_is_noted_once_per_publication_and_the_later_one_counts(programme):
    first = {"year": 2025, "status": "tertinggal", "score": 5_812, "source": "IDM 2025"}
    command = RecordVillageStatus(**first)
    then = selected(programme).when(command, programme=programme)
    then = then.then(VillageStatusRecorded(**first))
    then.when(command, programme=programme).then_nothing()
    later = first | {"status": "berkembang", "score": 6_010, "source": "IDM 2025 ralat"}
    then = then.when(RecordVillageStatus(**later), programme=programme)
    then = then.then(VillageStatusRecorded(**later))
    assert then.state.statuses[2025].status == "berkembang"


@in_both_programmes
def test_a_status_is_one_that_the_programme_knows(programme):
    command = RecordVillageStatus(year=2025, status="no-such-status", source="IDM 2025")
    selected(programme).when(command, programme=programme).then_refused("S1", "reason")
