"""Fifty grants at once on one envelope: as many as it holds are approved, the rest are refused."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest

from domain.fund_envelope.events import GrantReserved
from domain.household.commands.money import ApproveGrant
from domain.rules import Refused
from services.ports import StaleVersion
from tests.domain.household.families import ACTIVE, PLAN_AGREED
from tests.domain.household.moneys import APPROVER
from tests.domain.money.funds import ENVELOPE_ID
from tests.ledger.facts import postgres_ledger
from tests.services.money import envelope, funded, propose_grant
from tests.services.work import Work
from tests.store import fresh_store

AT_ONCE, RUPIAH, FITTING = 50, 1_000_000, 15

pytestmark = pytest.mark.store


@pytest.fixture
def offices(admin_url):
    """Two offices on one log, like two processes: they share no lock, only PostgreSQL."""
    with (
        fresh_store(admin_url) as store,
        postgres_ledger(store.app) as one,
        postgres_ledger(store.app) as other,
    ):
        yield funded(Work(one)), Work(other)


def approved(work, household, grant, start):
    """Approve a grant at the same moment as everybody else; return the rule that said no."""
    step, request = work.asked(
        ApproveGrant(grant_id=grant, basis="SK 7/2026"), household, by=APPROVER
    )
    start.wait()
    try:
        work.casework.execute(step, request)
    except Refused as refused:
        return refused.code, refused.variant
    return None


def grants(work):
    """Put fifty families on record, each with a proposed grant."""
    wanted = []
    for _ in range(AT_ONCE):
        household = uuid4()
        work.tell(household, *ACTIVE, PLAN_AGREED)
        wanted.append((household, propose_grant(work, household, RUPIAH)))
    return wanted


def test_fifty_grants_at_once_never_exceed_the_envelope_and_fail_only_by_refusal(offices):
    work = offices[0]
    wanted = grants(work)
    start = Barrier(AT_ONCE)

    with ThreadPoolExecutor(AT_ONCE) as threads:
        answers = list(
            threads.map(
                lambda number: approved(offices[number % 2], *wanted[number], start),
                range(AT_ONCE),
            )
        )

    reserved = [fact for fact in work.facts(ENVELOPE_ID) if isinstance(fact, GrantReserved)]
    assert len(reserved) == answers.count(None) == FITTING
    assert set(answers) == {None, ("F2", "left")}
    assert envelope(work).used_of("a.1") == FITTING * RUPIAH
    for (household, grant), answer in zip(wanted, answers, strict=True):
        assert work.state(household).money.grants[grant].stands == (answer is None)


def test_decided_side_by_side_all_of_them_would_fit_and_only_the_first_is_stored(offices):
    """Show that the test above can fail: without the check of versions fifty would be stored."""
    work, appends = offices[0], []
    for household, grant in grants(work):
        command = ApproveGrant(grant_id=grant, basis="SK 7/2026")
        step, request = work.asked(command, household, by=APPROVER)
        appends.append(work.casework.prepare(step, request, b"d" * 32))

    answers = work.ledger.append_all(appends)

    assert [isinstance(answer, StaleVersion) for answer in answers] == [False] + [True] * 49
