"""Every row of a list has a verdict, all rows are counted, and the past keeps its own verdicts."""

from uuid import UUID

import pytest

from domain.nomination_batch.events import (
    BatchClosed,
    BatchOpened,
    FeedbackIssued,
    RowsJudged,
    RowVerdict,
)
from projections import targeting
from tests.projections.families import DAY, OTHER_VILLAGE, VILLAGE, nominated, rejected
from tests.projections.telling import HOUSEHOLD, OFFICER, OTHER, Telling

BATCH, NEWER = UUID(int=0xBA), UUID(int=0xBB)


@pytest.fixture
def telling(office):
    return Telling(office)


def opened(rows, supersedes=None):
    return BatchOpened(
        source="social",
        as_of_on=DAY,
        file_sha256="a" * 64,
        code_system="kemendagri",
        deciles=(1, 2),
        row_count=rows,
        supersedes=supersedes,
    )


def row(number, verdict, household=None, reasons=()):
    return RowVerdict(number, verdict, reasons, household, f"{number:064x}")


def test_a_list_tells_how_many_rows_have_which_verdict(office, telling):
    rows = (
        row(1, "nominated", HOUSEHOLD),
        row(2, "nominated", OTHER),
        row(3, "deceased", reasons=("listed.deceased",)),
        row(4, "deceased", reasons=("listed.deceased",)),
    )
    telling.tell(BATCH, opened(4), RowsJudged(rows=rows), by=OFFICER)
    half = telling.tell(NEWER, opened(2, BATCH), RowsJudged(rows=(row(1, "known"),)), by=OFFICER)
    closed = BatchClosed(counters=(("deceased", 2), ("nominated", 2)))
    feedback = FeedbackIssued(file_sha256="b" * 64, row_count=2)
    last = telling.tell(BATCH, closed, feedback, by=OFFICER)[-1]

    with office.reading() as connection:
        before = targeting.lists(connection, half[-1].position)
        after = targeting.lists(connection, last.position)
        verdicts = targeting.verdicts(connection, BATCH, last.position)
        page = targeting.rows(connection, BATCH, last.position, limit=2, after=1)

    assert [(each.judged, each.closed, each.feedback_rows) for each in before] == [
        (4, False, None),
        (1, False, None),
    ]
    assert [(each.judged, each.closed, each.feedback_rows) for each in after] == [
        (4, True, 2),
        (1, False, None),
    ]
    assert after[1].supersedes == BATCH
    assert verdicts == {"deceased": 2, "nominated": 2}
    assert sum(verdicts.values()) == after[0].row_count
    assert [(each.number, each.household_id, each.reasons) for each in page] == [
        (2, OTHER, []),
        (3, None, ["listed.deceased"]),
    ]


def test_a_row_that_is_judged_again_counts_once(office, telling):
    first = telling.tell(BATCH, opened(1), RowsJudged(rows=(row(1, "invalid"),)))[-1]
    last = telling.tell(BATCH, RowsJudged(rows=(row(1, "nominated", HOUSEHOLD),)))

    with office.reading() as connection:
        assert targeting.verdicts(connection, BATCH, first.position) == {"invalid": 1}
        assert targeting.verdicts(connection, BATCH, last.position) == {"nominated": 1}


def test_the_verdict_on_each_household_of_a_village_is_listed_with_its_reason(office, telling):
    telling.tell(HOUSEHOLD, nominated(), rejected("moved"))
    last = telling.tell(OTHER, nominated(OTHER_VILLAGE))

    with office.reading() as connection:
        [mine] = targeting.households(connection, VILLAGE, last.position)
        [others] = targeting.households(connection, OTHER_VILLAGE, last.position)

    assert (mine.household_id, mine.status, mine.reason) == (HOUSEHOLD, "not_eligible", "moved")
    assert (others.status, others.decile, others.batch_id) == ("nominated", 1, BATCH)


def test_the_funnel_of_one_list_leaves_the_others_out(office, telling):
    telling.tell(HOUSEHOLD, nominated(), rejected())
    last = telling.tell(OTHER, nominated(batch=NEWER))

    with office.reading() as connection:
        old = targeting.households_funnel(connection, last.position, batch_id=BATCH)
        new = targeting.households_funnel(connection, last.position, batch_id=NEWER)

    assert (old.steps[0].left, new.steps[0].left) == ({"not_poor": 1}, {})
    assert (old.steps[0].reached, new.steps[0].waiting) == (1, 1)
