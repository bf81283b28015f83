"""A NIK, or a bank account, belongs to one live household; who holds it is told without a name."""

from datetime import timedelta
from uuid import uuid4

import pytest

from domain.history import case_number
from domain.household.commands.identity import RecordIdentityAnew
from domain.household.commands.livelihood import OpenSavingsAccount
from domain.household.commands.people import AddMember, RecordMemberLeft
from domain.household.commands.targeting import (
    NominateHousehold,
    RejectNomination,
    ReopenNomination,
)
from domain.nomination_batch.aggregate import NOMINATION_BATCH
from domain.objection.events import ObjectionDecided, ObjectionLodged
from domain.rules import Refused
from tests.domain.household.cases import BATCH, HEAD, LISTED_ON
from tests.sample_programme import OTHER_VILLAGE, VILLAGE
from tests.scenario import HOUSEHOLD_ID, NOW, OTHER_HOUSEHOLD_ID
from tests.services.test_vouching import employ
from tests.services.work import OTHER_HEAD, SUPERVISOR, batch_opened

NIK, OTHER_NIK, FILLER = "7499011503909001", "7499011503909002", "0" * 16
FIRST, SECOND = uuid4(), uuid4()


def nominate(nik, name, *, village=VILLAGE):
    return NominateHousehold(
        batch_id=BATCH,
        source_agency="social",
        as_of_on=LISTED_ON,
        row_reference=name[-2:],
        village_code=village,
        decile=1,
        person_id=uuid4(),
        sex="m",
        age_band="18-59",
        able_to_work=True,
        full_name=name,
        nik=nik,
    )


@pytest.fixture
def listed(anywhere):
    """Return an office with a list, on which one household stands."""
    anywhere.tell(BATCH, batch_opened())
    anywhere.ask(nominate(NIK, "Contoh Melati 17"), FIRST)
    return anywhere


def taken(work, command, stream):
    with pytest.raises(Refused) as refusal:
        work.ask(command, stream)
    return refusal.value


def test_a_second_household_with_the_same_nik_is_refused_and_nothing_is_written(listed):
    refusal = taken(listed, nominate(NIK, "Contoh Kenanga 18"), SECOND)

    assert refusal.code == "T3"
    assert listed.facts(SECOND) == []
    assert listed.desk()[-1].code == "T3"


def test_the_refusal_names_village_and_case_and_never_the_person(listed):
    other = nominate(NIK, "Contoh Kenanga 18", village=OTHER_VILLAGE)

    refusal = taken(listed, other, SECOND)

    for language in ("id", "en"):
        sentence = refusal.sentence(language)
        assert VILLAGE in sentence
        assert case_number(FIRST) in sentence
        for secret in (NIK, "Melati", "Kenanga", str(FIRST)):
            assert secret not in sentence
    assert NIK not in str(refusal.params)


def test_another_member_with_the_number_is_refused_in_another_household_too(listed):
    member = AddMember(
        person_id=uuid4(),
        sex="m",
        age_band="18-59",
        able_to_work=True,
        relation="child",
        reason="returned",
        nik=NIK,
    )

    assert taken(listed, member, HOUSEHOLD_ID).code == "T3"
    assert listed.ask(member, FIRST).first_position is not None


def test_a_filler_belongs_to_nobody(listed):
    listed.ask(nominate(FILLER, "Contoh Kenanga 18"), SECOND)
    listed.ask(nominate(FILLER, "Contoh Cempaka 19"), third := uuid4())

    assert listed.state(SECOND).status == listed.state(third).status == "nominated"


def test_a_rejected_household_gives_the_number_up_and_another_may_bring_it(listed):
    listed.ask(RejectNomination(reason="not_poor"), FIRST)

    listed.ask(nominate(NIK, "Contoh Kenanga 18"), SECOND)

    assert listed.state(SECOND).status == "nominated"


def test_who_leaves_takes_the_number_along(listed):
    joined = AddMember(
        person_id=(son := uuid4()),
        sex="m",
        age_band="18-59",
        able_to_work=True,
        relation="child",
        reason="returned",
        nik="7499011503909002",
    )
    listed.ask(joined, FIRST)
    assert taken(listed, nominate(joined.nik, "Contoh Kenanga 18"), SECOND).code == "T3"

    listed.ask(RecordMemberLeft(person_id=son, reason="marriage"), FIRST)

    listed.ask(nominate(joined.nik, "Contoh Kenanga 18"), SECOND)
    assert taken(listed, nominate(NIK, "Contoh Cempaka 19"), uuid4()).code == "T3"


def opening(person_id, kind="bank"):
    return OpenSavingsAccount(
        occurred_at=NOW - timedelta(hours=1),
        account_id=uuid4(),
        person_id=person_id,
        kind=kind,
        institution="regional_bank",
        number="9900000017",
    )


def test_one_bank_account_serves_one_household(anywhere):
    anywhere.ask(opening(HEAD))
    refusal = taken(anywhere, opening(OTHER_HEAD), OTHER_HOUSEHOLD_ID)

    assert (refusal.code, refusal.variant) == ("T3", "bank_account")
    assert "9900000017" not in refusal.sentence("id")
    assert case_number(HOUSEHOLD_ID) in refusal.sentence("en")
    anywhere.ask(opening(OTHER_HEAD, "group"), OTHER_HOUSEHOLD_ID)


def test_the_list_itself_claims_nothing(listed):
    assert listed.state(BATCH, NOMINATION_BATCH).origin.source == "social"


def anew(person_id, nik):
    return RecordIdentityAnew(
        identity_id=uuid4(),
        person_id=person_id,
        reason="completed",
        second_person_id=SUPERVISOR,
        nik=nik,
    )


def test_a_filler_that_was_let_in_claims_nothing_until_the_number_is_known(listed):
    employ(listed, SUPERVISOR, "supervisor", VILLAGE)
    listed.ask(nominate(FILLER, "Contoh Kenanga 18"), SECOND)
    head = listed.state(SECOND).people.head_id

    refusal = taken(listed, anew(head, NIK), SECOND)
    assert (refusal.code, refusal.params["case"]) == ("T3", case_number(FIRST))
    assert listed.state(SECOND).people.members[head].nik_missing

    listed.ask(anew(head, OTHER_NIK), SECOND)
    again = taken(listed, nominate(OTHER_NIK, "Contoh Mawar 19"), uuid4())
    assert (again.code, again.params["case"]) == ("T3", case_number(SECOND))


def test_a_number_that_was_wrong_is_given_up_and_its_true_owner_may_be_listed(listed):
    employ(listed, SUPERVISOR, "supervisor", VILLAGE)
    head = listed.state(FIRST).people.head_id

    listed.ask(anew(head, OTHER_NIK), FIRST)

    listed.ask(nominate(NIK, "Contoh Kenanga 18"), SECOND)
    assert listed.state(SECOND).status == "nominated"
    again = taken(listed, nominate(OTHER_NIK, "Contoh Mawar 19"), uuid4())
    assert again.params["case"] == case_number(FIRST)


def test_a_new_number_leaves_the_persons_bank_account_claimed(anywhere):
    employ(anywhere, SUPERVISOR, "supervisor", VILLAGE)
    anywhere.ask(opening(HEAD))

    anywhere.ask(anew(HEAD, OTHER_NIK))

    refusal = taken(anywhere, opening(OTHER_HEAD), OTHER_HOUSEHOLD_ID)
    assert (refusal.code, refusal.variant) == ("T3", "bank_account")


def test_who_is_given_a_new_number_takes_it_along_in_a_reopening(listed):
    """What is claimed anew is the newest number that is on record."""
    employ(listed, SUPERVISOR, "supervisor", VILLAGE)
    head = listed.state(FIRST).people.head_id
    listed.ask(anew(head, OTHER_NIK), FIRST)
    listed.ask(RejectNomination(reason="not_poor"), FIRST)
    listed.ask(nominate(NIK, "Contoh Kenanga 18"), SECOND)

    objection = uuid4()
    listed.tell(objection, *upheld(FIRST))
    listed.ask(ReopenNomination(reason="objection_upheld", objection_id=objection), FIRST)

    again = taken(listed, nominate(OTHER_NIK, "Contoh Mawar 19"), uuid4())
    assert again.params["case"] == case_number(FIRST)


def upheld(household_id):
    complainant = uuid4()
    return (
        ObjectionLodged(
            complainant_id=complainant,
            village_code=VILLAGE,
            kind="verdict_contested",
            household_id=household_id,
            due_on=LISTED_ON,
        ),
        ObjectionDecided(
            outcome="upheld",
            reason="facts_confirmed",
            basis="Contoh 4",
            complainant_id=complainant,
        ),
    )
