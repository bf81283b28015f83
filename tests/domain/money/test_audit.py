"""An audit: its warrant, and a sample with a seed that nobody chooses."""

from datetime import date
from uuid import UUID

import pytest

from domain.audit_engagement.aggregate import AUDIT_ENGAGEMENT
from domain.audit_engagement.commands import (
    AnswerFinding,
    CloseEngagement,
    DrawSample,
    ExamineItem,
    NoteItem,
    OpenEngagement,
    RaiseFinding,
    RequestSample,
)
from domain.audit_engagement.events import (
    EngagementClosed,
    ItemExamined,
    ItemNoted,
    SampleRequested,
)
from tests.domain.household.moneys import PAPER, PAYER
from tests.domain.money.audits import (
    ANSWERED,
    DRAWN,
    FOUND,
    OPENED,
    POPULATION,
    RAISED,
    REPLY,
    REQUESTED,
    ROOT,
    SAMPLE,
    SAMPLING,
    WARRANT,
    audit,
)
from tests.scenario import HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID, given_of


def test_an_audit_begins_with_its_warrant():
    new = given_of(AUDIT_ENGAGEMENT)
    after = new.when(OpenEngagement(**WARRANT)).then(OPENED)
    after.when(OpenEngagement(**WARRANT)).then_nothing()
    new.when(OpenEngagement(**WARRANT | {"villages": ("74.99.09.2009",)})).then_refused(
        "U1", "scope"
    )
    new.when(RequestSample(**SAMPLING)).then_refused("U1", "warrant")
    new.when(RaiseFinding(**RAISED)).then_refused("U1", "warrant")


def test_a_sample_is_drawn_once_from_what_was_fixed_before():
    asked = audit().when(RequestSample(**SAMPLING)).then(REQUESTED)
    asked.when(RequestSample(**SAMPLING)).then_nothing()
    drawn = asked.when(DrawSample(**SAMPLE)).then(DRAWN)
    drawn.when(DrawSample(**SAMPLE)).then_nothing()
    again = SAMPLE | {"log_size": 3, "chosen": (OTHER_HOUSEHOLD_ID,)}
    drawn.when(DrawSample(**again)).then_refused("S3")


@pytest.mark.parametrize(
    ("changes", "variant"),
    [
        ({"seed": "0" * 64}, "seed"),
        ({"log_size": 1}, "seed"),
        ({"log_size": 3}, "seed"),
        ({"log_root": POPULATION}, "seed"),
        ({"population_sha256": ROOT}, "population"),
        ({"chosen": (HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID)}, "size"),
        ({"request_id": UUID(int=7)}, "request"),
    ],
)
def test_nobody_chooses_seed_population_or_size(changes, variant):
    audit(REQUESTED).when(DrawSample(**SAMPLE | changes)).then_refused("U1", variant)


def test_a_population_ends_before_it_is_asked_for():
    ahead = SampleRequested(**SAMPLING | {"population": "transfers.1"})
    audit(ahead).when(DrawSample(**SAMPLE)).then_refused("U1", "population")


def test_a_sample_is_no_larger_than_its_population():
    audit().when(RequestSample(**SAMPLING | {"size": 401})).then_refused("U1", "size")
    audit().when(RequestSample(**SAMPLING | {"method": "full"})).then_refused("U1", "small")


def test_confidence_and_margin_say_how_large_a_sample_is():
    strict = SAMPLING | {"confidence": 950, "margin": 50}
    audit().when(RequestSample(**strict | {"size": 196})).then_refused("U1", "small")
    audit().when(RequestSample(**strict | {"size": 197})).then(
        SampleRequested(**strict | {"size": 197})
    )


@pytest.mark.parametrize("population", ["transfers", "donors.0", "transfers.x"])
def test_a_population_is_known_and_says_up_to_where(population):
    audit().when(RequestSample(**SAMPLING | {"population": population})).then_refused(
        "U1", "unknown"
    )


def test_nobody_rolls_again_before_the_sample_was_looked_at():
    another = RequestSample(**SAMPLING | {"request_id": UUID(int=7), "population": "transfers.1"})
    looked = ItemExamined(item_id=HOUSEHOLD_ID, result="as_recorded")

    audit(REQUESTED).when(another).then_refused("U1", "again")
    audit(REQUESTED, DRAWN).when(another).then_refused("U1", "again")
    audit(REQUESTED, DRAWN, looked).when(another).then(SampleRequested(**another.facts()))


def test_only_what_was_drawn_is_examined():
    looked = {"item_id": HOUSEHOLD_ID, "result": "as_recorded"}
    drawn = audit(REQUESTED, DRAWN)
    after = drawn.when(ExamineItem(**looked)).then(ItemExamined(**looked))
    after.when(ExamineItem(**looked)).then_nothing()
    other = ExamineItem(**looked | {"item_id": OTHER_HOUSEHOLD_ID})
    drawn.when(other).then_refused("U1", "item")
    words = NoteItem(item_id=HOUSEHOLD_ID, note="Kambing kedua tidak ada.")
    after.when(words).then(ItemNoted(**words.facts()))
    after.when(NoteItem(item_id=HOUSEHOLD_ID)).then_nothing()
    drawn.when(words).then_refused("U1", "item")


def test_after_the_report_nothing_new_is_looked_at_but_findings_go_on():
    closing = {"report": "LHP 1/2026", "report_sha256": PAPER, "closed_on": date(2026, 6, 15)}
    after = audit(FOUND).when(CloseEngagement(**closing)).then(EngagementClosed(**closing))
    after.when(CloseEngagement(**closing)).then_nothing()
    after.when(RequestSample(**SAMPLING)).then_refused("U1", "closed")
    after.when(AnswerFinding(**ANSWERED), by=PAYER).then(REPLY.event)
