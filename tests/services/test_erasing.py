"""Erasure of one person by two people, in memory and in PostgreSQL alike."""

from uuid import UUID, uuid4

import pytest

from adapters.sealing import ERASED
from domain.data_request.aggregate import DATA_REQUEST
from domain.data_request.events import ErasureCarriedOut
from domain.desk.events import SubmissionQuarantined
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.record import PlaceLegalHold
from domain.household.events.assets import FindingOpened
from domain.household.events.record import DataErased
from domain.household.events.targeting import HouseholdNominated
from domain.rules import Refused
from services.claims import NIK
from services.entries import Take
from services.erasure import Erasing
from services.ports import ErasureRefused
from tests.domain.data_request.requests import (
    LEAD,
    PDP_OFFICER,
    REQUEST,
    decide,
    propose,
    receive,
)
from tests.domain.household.cases import HEAD, NOMINATED, SPOUSE, VERIFIED, member
from tests.ledger.facts import INDEX, postgres_ledger
from tests.scenario import HOUSEHOLD_ID, MENTOR, OTHER_HOUSEHOLD_ID
from tests.services.work import OTHER_HEAD, Work, of_other, visit

NAME, SPOUSE_NAME, OTHER_NAME = "Contoh Melati 17", "Contoh Mawar 3", "Contoh Kenanga 4"
TOKEN = INDEX.token(NIK, "5201015505909999")


@pytest.fixture
def office(request):
    """Two nominated families with names, addresses and a claim on a NIK."""
    memory = request.param == "memory"
    return nominated(Work() if memory else Work(request.getfixturevalue("ledger")))


def nominated(work):
    named = NOMINATED.model_copy(update={"full_name": NAME, "address": "Jalan Contoh 3"})
    spouse = member(SPOUSE, relation="spouse").model_copy(update={"full_name": SPOUSE_NAME})
    work.tell(HOUSEHOLD_ID, named, spouse, takes=[Take(NIK, TOKEN, HOUSEHOLD_ID, HEAD)])
    other = of_other(NOMINATED).model_copy(update={"full_name": OTHER_NAME})
    return work.tell(OTHER_HOUSEHOLD_ID, other)


@pytest.fixture
def ledger(store):
    with postgres_ledger(store.app) as found:
        yield found


both = pytest.mark.parametrize(
    "office", ["memory", pytest.param("postgres", marks=pytest.mark.store)], indirect=True
)


def grant(work, outcome="granted", request=REQUEST, **more):
    """Let one person ask, another propose and a third decide."""
    work.ask(receive(words="Contoh permintaan"), request)
    work.ask(propose(outcome, **more), request, by=PDP_OFFICER)
    work.ask(decide(outcome, **{k: more[k] for k in more if k == "groups"}), request, by=LEAD)


def names(work, stream=HOUSEHOLD_ID):
    return [getattr(line.event, "full_name", None) for line in work.opened(stream)]


def erase(work, request=REQUEST):
    return Erasing(work.casework).carry_out(request)


@both
def test_what_two_people_granted_is_gone_and_the_history_says_so(office):
    grant(office)
    before = [line.event for line in office.ledger.history(HOUSEHOLD_ID)]

    carried = erase(office)

    assert names(office)[:2] == [ERASED, SPOUSE_NAME]
    assert names(office, OTHER_HOUSEHOLD_ID) == [OTHER_NAME]
    assert office.ledger.recorder.wrapped_key(HEAD) is None
    assert office.ledger.keyring.key_of(HEAD) is None
    assert (carried.sealed, carried.claims, carried.households) == (3, 1, (HOUSEHOLD_ID,))
    facts = office.facts()
    assert facts[:-1] == before
    assert isinstance(facts[-1], DataErased)
    assert (facts[-1].person_id, facts[-1].request_id) == (HEAD, REQUEST)
    assert isinstance(office.facts(REQUEST)[-1], ErasureCarriedOut)
    assert office.opened(REQUEST)[0].event.words == ERASED


@both
def test_erasing_again_changes_nothing_and_answers_the_same(office):
    grant(office)
    first, size = erase(office), office.size()

    again = erase(office)

    assert (again.sealed, again.claims, again.households) == (3, 1, (HOUSEHOLD_ID,))
    assert again.answer.repeated
    assert not first.answer.repeated
    assert office.size() == size


@both
def test_a_part_takes_the_groups_that_it_names_and_leaves_the_others(office):
    grant(office, "partial", groups=("location",))

    carried = erase(office)

    [opened, *_] = office.opened(HOUSEHOLD_ID)
    assert (opened.event.full_name, opened.event.address) == (NAME, ERASED)
    assert (carried.groups, carried.sealed, carried.claims) == (("location",), 1, 0)
    assert office.ledger.recorder.wrapped_key(HEAD) is not None


@both
def test_the_nik_of_who_was_erased_is_free_and_known_to_nobody(office):
    claim = Take(NIK, TOKEN, OTHER_HOUSEHOLD_ID, OTHER_HEAD)
    grant(office)
    erase(office)

    office.tell(OTHER_HOUSEHOLD_ID, member(uuid4()), takes=[claim])

    assert len(office.facts(OTHER_HOUSEHOLD_ID)) == 2


@both
def test_nothing_is_destroyed_without_a_grant_by_two_people(office):
    with pytest.raises(Refused) as unknown:
        erase(office)
    office.ask(receive(), REQUEST)
    with pytest.raises(ErasureRefused):
        office.ledger.erase(REQUEST)
    office.ask(propose(), REQUEST, by=PDP_OFFICER)
    with pytest.raises(Refused) as ungranted:
        erase(office)

    assert (unknown.value.variant, ungranted.value.variant) == ("unknown", "ungranted")
    assert names(office)[0] == NAME


@both
def test_a_refused_request_and_one_of_another_kind_destroy_nothing(office):
    grant(office, "refused", ground="state_duty")
    other = UUID(int=0x1F9)
    office.ask(receive("access"), other)
    office.ask(propose(), other, by=PDP_OFFICER)
    office.ask(decide(), other, by=LEAD)

    for request in (REQUEST, other):
        with pytest.raises(Refused) as refused:
            erase(office, request)
        assert (refused.value.code, refused.value.variant) == ("D1", "ungranted")
    assert names(office)[0] == NAME


@both
def test_a_hold_that_came_after_the_decision_stands_in_the_way(office):
    grant(office)
    hold = PlaceLegalHold(hold_id=UUID(int=0x1E1), basis="ST-1/2026")
    office.ask(hold)

    with pytest.raises(Refused) as refused:
        erase(office)

    assert (refused.value.code, refused.value.variant) == ("D1", "hold")
    assert names(office)[0] == NAME


@both
def test_a_request_that_names_no_family_is_decided_by_the_files_of_the_person(office):
    opened = FindingOpened(finding_id=uuid4(), engagement_id=uuid4(), severity="minor")
    office.tell(HOUSEHOLD_ID, opened)
    nowhere = {"household_id": None, "village_code": None}
    other = uuid4()
    office.ask(receive(**nowhere), REQUEST)
    office.ask(receive(**nowhere, person_id=OTHER_HEAD), other)

    with pytest.raises(Refused) as refused:
        office.ask(propose(), REQUEST, by=PDP_OFFICER)
    office.ask(propose(), other, by=PDP_OFFICER)
    office.ask(propose("refused"), REQUEST, by=PDP_OFFICER)

    assert (refused.value.code, refused.value.variant) == ("D1", "finding")
    assert office.state(other, DATA_REQUEST).proposal.outcome == "granted"
    assert office.state(REQUEST, DATA_REQUEST).proposal.outcome == "refused"


@both
def test_a_finding_that_comes_between_proposal_and_decision_stops_the_decision(office):
    office.ask(receive(household_id=None, village_code=None), REQUEST)
    office.ask(propose(), REQUEST, by=PDP_OFFICER)
    opened = FindingOpened(finding_id=uuid4(), engagement_id=uuid4(), severity="minor")
    office.tell(HOUSEHOLD_ID, opened)

    with pytest.raises(Refused) as refused:
        office.ask(decide(), REQUEST, by=LEAD)

    assert (refused.value.code, refused.value.variant) == ("D1", "finding")
    assert not office.state(REQUEST, DATA_REQUEST).to_erase


@both
def test_nothing_personal_is_recorded_again_about_who_was_erased(office):
    office.ledger.keyring.key_of(HEAD)  # another process may still hold the key
    key = office.ledger.keyring.key_for(HEAD)
    grant(office)
    office.ledger.recorder.erase(REQUEST)
    assert office.ledger.keyring.key_for(HEAD) == key

    for _ in range(2):  # under the key in memory, then under a new one
        with pytest.raises(Refused) as refused:
            office.ask(receive(words="Contoh lagi"), uuid4())
        assert (refused.value.code, refused.value.variant) == ("D1", "erased")

    office.ask(receive(), uuid4())  # without a word about them it is put on record
    assert office.ledger.recorder.wrapped_key(HEAD) is None


@both
def test_a_report_from_the_field_about_who_was_erased_is_not_lost(office):
    grant(office)
    erase(office)
    report = visit(note="Contoh catatan")

    answer = office.ask(report, by=MENTOR, role="mentor", channel="phone")

    assert answer.irregularity is not None
    assert any(isinstance(fact, SubmissionQuarantined) for fact in office.facts_of_desks())


@pytest.mark.store
def test_another_process_that_has_the_key_in_memory_opens_nothing(store, ledger):
    office = nominated(Work(ledger))
    with postgres_ledger(store.app) as another:
        elsewhere = Work(another)
        assert names(elsewhere)[0] == NAME
        grant(office)
        erase(office)
        assert names(elsewhere)[0] == ERASED


def test_the_file_of_a_family_keeps_its_figures():
    office = Work()
    office.tell(HOUSEHOLD_ID, *VERIFIED)
    before = office.state()
    grant(office)
    erase(office)

    after = office.casework.load(HOUSEHOLD, HOUSEHOLD_ID).state
    assert after.record.erasures == {REQUEST: HEAD}
    after.record.erasures.clear()
    assert after == before
    assert office.state(REQUEST, DATA_REQUEST).is_erased
    assert isinstance(office.facts()[0], HouseholdNominated)
