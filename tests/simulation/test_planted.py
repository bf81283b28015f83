"""Every planted wrong stands in the ground truth, and where the truth says that it is."""

import itertools
import json
from uuid import UUID

import pytest

from domain.desk.events import RefusalRecorded
from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.record import EventCorrected, IrregularityReported
from services.simulation.planted import ACCOUNT_SHARERS, VISITS_FROM_ONE_SPOT

ODD = {
    "far_away",
    "two_places",
    "short_visit",
    "night_visit",
    "month_end",
    "mock_place",
    "lost_number",
    "not_confirmed",
}
KINDS = {
    "duplicate_nik",
    "mentor_approves",
    "own_mentor_graduates",
    "shared_account",
    "reused_photo",
    "future_date",
    "wrong_date",
    "one_spot",
    "dead_recipient",
    "late_receipt",
    "missing_report",
    "over_ceiling",
    "over_line",
    "erased_beside_finding",
    "unapproved_transfer",
    "recorded_late",
    *ODD,
}
MONEY = {
    "death_told_late",
    "unlisted_recipient",
    "short_delivery",
    "less_received",
    "overpriced",
    "split_purchase",
    "round_sums",
    "one_supplier",
    "new_supplier",
    "invoices_in_a_row",
    "paper_again",
    "never_received",
    "no_papers",
    "late_invoice",
    "tax_kept",
    "idle_money",
    "bank_differs",
    "advance_open",
}
LATER = {"asset_vanished", "alike_pictures", "same_answers"}
# What becomes of others without anybody planting it; some small programmes have none.
BY_ITSELF = {"unproven_graduation", "asset_gone", "goods_left_over", "unsigned", "no_income"}
# Its sums look alike in one way only, so a single village has one kind.
ONE_WAY = {"same_sums"}


@pytest.fixture
def truth(play):
    """Return the ground truth as it is written to a file."""
    return json.loads(json.dumps(play.world.truth))


def of(truth, kind):
    return [each for each in truth if each["kind"] == kind]


def test_every_kind_of_wrong_is_planted(truth):
    assert {each["kind"] for each in truth} - BY_ITSELF - ONE_WAY == KINDS | MONEY | LATER
    assert len(of(truth, "shared_account")) == ACCOUNT_SHARERS - 1
    assert len(of(truth, "one_spot")) == VISITS_FROM_ONE_SPOT


@pytest.mark.parametrize(
    ("kind", "command", "code"),
    [
        ("duplicate_nik", "household.nominate", "T3"),
        ("mentor_approves", "household.confirm-eligibility", "S2"),
        ("own_mentor_graduates", "household.assess-graduation", "S2"),
        ("shared_account", "household.open-savings-account", "T3"),
        ("dead_recipient", "household.pay-support", "F3"),
        ("missing_report", "village-account.receive-funds", "F5"),
        ("over_ceiling", "disbursement-order.approve", "F2"),
        ("over_line", "disbursement-order.approve", "F2"),
    ],
)
def test_a_refused_wrong_is_on_the_desk_of_who_tried(play, truth, kind, command, code):
    refusals = {
        (str(line.event.target), line.event.command, line.event.code)
        for line in play.said(RefusalRecorded)
    }

    for each in of(truth, kind):
        assert each["code"] == code
        assert (each["stream"], command, code) in refusals


def test_a_duplicate_never_came_into_the_programme(play, truth):
    for each in of(truth, "duplicate_nik"):
        assert play.ledger.history(UUID(each["stream"])) == []


def test_a_reused_photo_stands_in_the_visits_of_two_households(play, truth):
    photos = of(truth, "reused_photo")
    seen = {
        (str(line.originator_id), photo)
        for line in play.said(VisitRecorded)
        for photo in line.event.photo_sha256s
    }

    assert {(each["stream"], each["photo"]) for each in photos} == seen
    assert len({each["stream"] for each in photos}) == 2


def test_the_second_use_of_a_photo_is_marked_when_it_is_stored(play, truth):
    photos = {each["photo"] for each in of(truth, "reused_photo")}
    shown = [
        line.event
        for line in play.said(VisitRecorded)
        if photos.intersection(line.event.photo_sha256s)
    ]

    assert ["V3.photo" in event.warnings for event in shown] == [False, True] * len(photos)


def test_visits_from_one_spot_are_marked_from_the_first_that_is_too_many(play, truth):
    planted = {each["event"] for each in of(truth, "one_spot")}
    heaped = {each["event"] for each in of(truth, "month_end")}
    crowded = {
        str(line.event_id)
        for line in play.said(VisitRecorded)
        if "V3.crowded" in line.event.warnings
    }
    per_day = play.programme.limits.visits_per_day_max.on(play.world.end)

    assert len(planted & crowded) >= VISITS_FROM_ONE_SPOT - per_day
    assert crowded <= same_day(play, planted | heaped)


def same_day(play, events):
    """Return the visits of the mentor of some visits on the days of those."""
    visits = play.said(VisitRecorded)
    days = {(v.origin.actor_id, v.occurred_at.date()) for v in visits if str(v.event_id) in events}
    return {str(v.event_id) for v in visits if (v.origin.actor_id, v.occurred_at.date()) in days}


def test_a_date_that_had_not_come_is_an_irregularity_of_that_household(play, truth):
    irregular = [
        str(line.originator_id)
        for line in play.said(IrregularityReported)
        if line.event.rule == "V1"
    ]

    assert irregular == [each["stream"] for each in of(truth, "future_date")]


def test_a_wrong_date_is_corrected_with_a_second_person(play, truth):
    corrected = {str(line.event.target_id): line for line in play.said(EventCorrected)}

    for each in of(truth, "wrong_date"):
        line = corrected[each["event"]]
        assert str(line.originator_id) == each["stream"]
        assert line.event.happened_at is not None
        assert line.event.second_person_id != line.origin.actor_id


def test_visits_from_one_spot_are_one_mentors_and_minutes_apart(play, truth):
    visits = {str(line.event_id): line for line in play.said(VisitRecorded)}
    planted = [visits[each["event"]] for each in of(truth, "one_spot")]
    times = [line.occurred_at for line in planted]

    assert len({line.origin.actor_id for line in planted}) == 1
    assert max(b - a for a, b in itertools.pairwise(times)).total_seconds() < 600
    places = {
        opened.event.place
        for line in planted
        for opened in play.opened(line.originator_id)
        if opened.event_id == line.event_id
    }
    assert len(places) == 1
