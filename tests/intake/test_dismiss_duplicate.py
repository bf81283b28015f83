"""Two households that look alike and are not the same: said once, by a person, with a reason."""

from datetime import date
from uuid import UUID

from domain.nomination_batch.aggregate import NOMINATION_BATCH
from domain.nomination_batch.commands import DismissDuplicate
from domain.nomination_batch.events import BatchOpened, DuplicateDismissed
from tests.definitions import in_both_programmes
from tests.scenario import HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID, given_of

OPENED = BatchOpened(
    source="bps",
    as_of_on=date(2026, 1, 1),
    file_sha256="d" * 64,
    code_system="kemendagri",
    deciles=(1, 2),
    row_count=3,
)
PAIR = (HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID)


def dismiss(*pair, reason="namesakes"):
    return DismissDuplicate(household_ids=pair or PAIR, reason=reason)


@in_both_programmes
def test_a_pair_is_dismissed_once_whichever_is_named_first(programme):
    then = given_of(NOMINATION_BATCH, OPENED).when(dismiss(), programme=programme)
    then = then.then(DuplicateDismissed(household_ids=PAIR, reason="namesakes"))

    then.when(dismiss(*reversed(PAIR)), programme=programme).then_nothing()
    assert then.state.dismissed == {PAIR: "namesakes"}


@in_both_programmes
def test_another_pair_is_dismissed_beside_the_first(programme):
    other = (HOUSEHOLD_ID, UUID(int=0xA3))
    then = given_of(NOMINATION_BATCH, OPENED).when(dismiss(), programme=programme)
    then = then.then(DuplicateDismissed(household_ids=PAIR, reason="namesakes"))

    then.when(dismiss(*other, reason="relatives"), programme=programme).then(
        DuplicateDismissed(household_ids=other, reason="relatives")
    )


@in_both_programmes
def test_a_pair_is_not_dismissed_for_two_reasons_or_for_one_that_nobody_knows(programme):
    given = given_of(NOMINATION_BATCH, OPENED)
    dismissed = given_of(
        NOMINATION_BATCH, OPENED, DuplicateDismissed(household_ids=PAIR, reason="relatives")
    )

    given.when(dismiss(reason="just_so"), programme=programme).then_refused("S1", "reason")
    dismissed.when(dismiss(), programme=programme).then_refused("S3")


@in_both_programmes
def test_nothing_is_dismissed_on_a_list_that_was_never_taken_in(programme):
    given_of(NOMINATION_BATCH).when(dismiss(), programme=programme).then_refused("B1", "unopened")
