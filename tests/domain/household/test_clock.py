"""Two clocks: nothing is put on record that has not happened yet."""

from datetime import timedelta

import pytest

from domain.household.commands.entry import RecordConsent
from domain.household.commands.people import RecordMemberDied
from domain.household.commands.targeting import ConfirmEligibility, RejectNomination
from tests.domain.household.cases import CONFIRMED, CONSENT, HEAD, VERIFIED
from tests.scenario import NOW, given

AHEAD = NOW + timedelta(minutes=10)


def test_a_clock_may_go_ten_minutes_fast():
    given(*VERIFIED).when(ConfirmEligibility(occurred_at=AHEAD)).then(CONFIRMED)


@pytest.mark.parametrize(
    "wish",
    [
        ConfirmEligibility(),
        RejectNomination(reason="not_poor"),
        RecordMemberDied(person_id=HEAD, died_on=NOW.date()),
        RecordConsent(consent_id=CONSENT, person_id=HEAD, purposes=("photo",), form="signed"),
    ],
)
def test_what_lies_further_ahead_is_refused_whatever_it_is(wish):
    tomorrow = wish.model_copy(update={"occurred_at": AHEAD + timedelta(seconds=1)})

    given(*VERIFIED).when(tomorrow).then_refused("V1", "future")
