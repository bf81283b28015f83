"""A request about personal data: its clock, two people for its decision, and what must be kept."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from domain.data_request.aggregate import DATA_REQUEST
from domain.data_request.commands import AnswerDataRequest, ReleasePersonFile, ReportErasure
from domain.data_request.events import (
    DataRequestAnswered,
    ErasureCarriedOut,
    PersonFileReleased,
)
from domain.household.aggregate import HOUSEHOLD
from domain.household.events.assets import FindingOpened, FindingSettled
from domain.household.events.record import LegalHoldLifted, LegalHoldPlaced
from domain.household.state import Status
from domain.privacy import ALL_GROUPS, RequestKind
from tests.definitions import in_both_programmes
from tests.domain.data_request.requests import (
    LEAD,
    PDP_OFFICER,
    REQUEST,
    asked,
    decide,
    decided,
    propose,
    proposed,
    receive,
    received,
    terms,
)
from tests.domain.household.cases import HEAD, IN_PROGRAMME, NOMINATED, SON
from tests.sample_programme import OTHER_VILLAGE
from tests.scenario import HOUSEHOLD_ID, NOW, OTHER_HOUSEHOLD_ID, given_of, recorded

HOLD = LegalHoldPlaced(hold_id=UUID(int=5), basis="ST-1/2026")
HASH = "d" * 64


def family(*history):
    return HOUSEHOLD.replay(recorded(history, HOUSEHOLD_ID))


NOMINEES, PARTICIPANTS, HELD = family(NOMINATED), family(*IN_PROGRAMME), family(NOMINATED, HOLD)


def fresh():
    return given_of(DATA_REQUEST, stream=REQUEST)


def test_a_request_is_received_once_and_its_clock_runs_from_now():
    fresh().when(receive(), other=NOMINEES).then(received())
    asked().when(receive(), other=NOMINEES).then_nothing()
    asked().when(receive(applicant="heir"), other=NOMINEES).then_refused("S3")
    assert asked().state.due_at == NOW + timedelta(hours=72)


def test_a_request_is_about_somebody_of_the_family_in_its_village():
    fresh().when(receive(person_id=SON), other=NOMINEES).then_refused("D1", "person")
    fresh().when(receive(), other=family()).then_refused("D1", "person")
    fresh().when(receive(village_code=OTHER_VILLAGE), other=NOMINEES).then_refused("S2", "area")
    fresh().when(receive(channel="dream"), other=NOMINEES).then_refused("S1", "reason")


def test_somebody_of_no_family_may_ask_too():
    elsewhere = {"household_id": None, "village_code": None}
    fresh().when(receive(**elsewhere)).then(received(**elsewhere))


def test_a_kind_without_a_limit_in_the_programme_is_refused():
    fresh().when(receive("portability"), other=NOMINEES).then_refused("D1", "kind")


@in_both_programmes
def test_every_kind_of_request_has_its_hours(programme):
    hours = {each.code: each.hours.on(date(2026, 6, 1)) for each in programme.data_rights}

    assert hours.keys() == set(RequestKind.__args__)
    for kind in ("access", "consent_withdrawal", "correction", "restriction"):
        assert hours[kind] == 3 * 24


@in_both_programmes
def test_the_schedule_knows_every_family_and_statuses_that_exist(programme):
    assert {each.enrolled for each in programme.retention} == {True, False}
    assert {s for each in programme.retention for s in each.statuses} <= set(Status)


def test_a_decision_takes_a_proposal_and_a_second_person():
    asked().when(propose(), by=PDP_OFFICER, other=NOMINEES).then(proposed().event)
    asked(proposed()).when(propose(), by=PDP_OFFICER, other=NOMINEES).then_nothing()
    asked(proposed()).when(decide(), by=LEAD, other=NOMINEES).then(decided().event)
    asked(proposed()).when(decide(), by=PDP_OFFICER, other=NOMINEES).then_refused("D1", "same")
    asked().when(decide(), by=LEAD, other=NOMINEES).then_refused("D1", "unproposed")
    fresh().when(propose(), by=PDP_OFFICER).then_refused("D1", "unknown")


def test_what_is_decided_is_what_was_proposed():
    part = {"groups": ("narrative",)}
    changed = asked(proposed(), proposed("partial", **part))
    changed.when(decide(), by=LEAD, other=NOMINEES).then_refused("D1", "changed")
    changed.when(decide("partial", groups=("health",)), by=LEAD).then_refused("D1", "changed")
    changed.when(decide("partial", **part), by=LEAD).then(decided("partial", **part).event)


def test_what_is_decided_stays_decided():
    done = asked(proposed(), decided())
    done.when(decide(), by=LEAD).then_nothing()
    done.when(propose("refused"), by=PDP_OFFICER).then_refused("D1", "decided")


def test_a_refusal_has_a_ground_of_the_law_and_a_grant_another():
    wrong = terms("refused", ground="own_request")
    asked().when(propose(**wrong), by=PDP_OFFICER).then_refused("S1", "reason")
    asked().when(propose("refused"), by=PDP_OFFICER, other=HELD).then(proposed("refused").event)
    asked().when(propose(ground="state_duty"), by=PDP_OFFICER).then_refused("S1", "reason")


def test_groups_are_named_for_a_part_and_only_then():
    asked().when(propose("partial"), by=PDP_OFFICER).then_refused("D1", "groups")
    asked().when(propose(groups=("health",)), by=PDP_OFFICER).then_refused("D1", "groups")


def test_nothing_is_erased_beside_an_open_finding():
    finding = {"finding_id": UUID(int=0x31), "engagement_id": UUID(int=0x32)}
    opened = FindingOpened(**finding, severity="minor")
    questioned = family(NOMINATED, opened)
    asked().when(propose(), by=PDP_OFFICER, other=questioned).then_refused("D1", "finding")
    asked(proposed()).when(decide(), by=LEAD, other=questioned).then_refused("D1", "finding")
    settled = family(NOMINATED, opened, FindingSettled(finding_id=UUID(int=0x31)))
    asked(proposed()).when(decide(), by=LEAD, other=settled).then(decided().event)


def test_a_request_may_name_no_family_and_is_still_held_back_by_one_of_the_person():
    held, free = (family(NOMINATED, HOLD),), (NOMINEES,)
    nowhere = asked(household=None)
    nowhere.when(propose(), by=PDP_OFFICER, families=free + held).then_refused("D1", "hold")
    nowhere.when(propose(), by=PDP_OFFICER, families=free).then(proposed().event)
    going_on = asked(proposed(), household=None)
    going_on.when(decide(), by=LEAD, families=held).then_refused("D1", "hold")
    going_on.when(decide(), by=LEAD, families=free).then(decided().event)


def test_nothing_is_erased_under_a_legal_hold():
    asked().when(propose(), by=PDP_OFFICER, other=HELD).then_refused("D1", "hold")
    asked(proposed()).when(decide(), by=LEAD, other=HELD).then_refused("D1", "hold")
    lifted = family(NOMINATED, HOLD, LegalHoldLifted(hold_id=HOLD.hold_id, basis="ST-2/2026"))
    asked(proposed()).when(decide(), by=LEAD, other=lifted).then(decided().event)


def test_the_identity_of_a_participant_is_kept_as_long_as_the_schedule_says():
    part = {"groups": ("health", "narrative")}
    asked().when(propose(), by=PDP_OFFICER, other=PARTICIPANTS).then_refused("D1", "retention")
    asked().when(propose("partial", **part), by=PDP_OFFICER, other=PARTICIPANTS).then(
        proposed("partial", **part).event
    )


@pytest.mark.parametrize(("years", "kept"), [(9, True), (11, False)])
def test_after_the_schedule_all_may_go(years, kept):
    ended = replace(PARTICIPANTS, status=Status.EXITED, since=datetime(2016, 1, 1, tzinfo=UTC))
    now = datetime(2016 + years, 1, 2, tzinfo=UTC)
    scenario = asked().when(propose(), by=PDP_OFFICER, now=now, other=ended)
    if kept:
        scenario.then_refused("D1", "retention")
    else:
        scenario.then(proposed().event)


def test_only_what_two_people_granted_is_reported_as_erased_and_once():
    report = ReportErasure(household_ids=(HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID), sealed_count=4)
    erased = ErasureCarriedOut(
        person_id=HEAD,
        groups=ALL_GROUPS,
        household_ids=(HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID),
        sealed_count=4,
    )
    for history in ((), (proposed(),), (proposed("refused"), decided("refused"))):
        asked(*history).when(report).then_refused("D1", "ungranted")
    asked(proposed(), decided()).when(report).then(erased)
    asked(proposed(), decided(), erased).when(report).then_nothing()


def test_granting_another_kind_of_request_erases_nothing():
    other = asked(proposed(), decided(), kind="access")

    assert other.state.to_erase == ()
    other.when(ReportErasure()).then_refused("D1", "ungranted")


def test_a_copy_is_handed_over_when_access_was_granted():
    copy = {"release_id": UUID(int=7), "file_sha256": HASH}
    released = PersonFileReleased(person_id=HEAD, **copy)
    granted = asked(proposed(), decided(), kind="access")
    granted.when(ReleasePersonFile(**copy)).then(released)
    again = asked(proposed(), decided(), released, kind="access")
    again.when(ReleasePersonFile(**copy)).then_nothing()
    asked(kind="access").when(ReleasePersonFile(**copy)).then_refused("D1", "ungranted")
    asked(proposed(), decided()).when(ReleasePersonFile(**copy)).then_refused("D1", "ungranted")


def test_the_applicant_is_answered_after_the_decision_was_carried_out():
    told = {"answered_on": date(2026, 6, 12), "channel": "letter"}
    answer = AnswerDataRequest(**told)
    asked().when(answer).then_refused("D1", "undecided")
    asked(proposed(), decided()).when(answer).then_refused("D1", "unfinished")
    refused = asked(proposed("refused"), decided("refused"))
    refused.when(answer).then(DataRequestAnswered(**told))
    late = AnswerDataRequest(answered_on=date(2026, 6, 30), channel="letter")
    refused.when(late).then_refused("H1", "future")
