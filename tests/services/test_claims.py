"""A NIK, or a bank account, belongs to one live household; who holds it is told without a name."""

from datetime import timedelta
from uuid import uuid4

import pytest

from domain.history import case_number
from domain.household.commands.livelihood import OpenSavingsAccount
from domain.household.commands.people import AddMember, RecordMemberLeft
from domain.household.commands.targeting import NominateHousehold, RejectNomination
from domain.nomination_batch.aggregate import NOMINATION_BATCH
from domain.rules import Refused
from tests.domain.household.cases import BATCH, HEAD, LISTED_ON
from tests.sample_programme import OTHER_VILLAGE, VILLAGE
from tests.scenario import HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID
from tests.services.work import OTHER_HEAD, batch_opened

NIK, FILLER = "7499011503909001", "0" * 16
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


def test_one_bank_account_serves_one_household(anywhere):
    def opening(person_id, kind="bank"):
        return OpenSavingsAccount(
            occurred_at=anywhere.now - timedelta(hours=1),
            account_id=uuid4(),
            person_id=person_id,
            kind=kind,
            institution="regional_bank",
            number="9900000017",
        )

    anywhere.ask(opening(HEAD))
    refusal = taken(anywhere, opening(OTHER_HEAD), OTHER_HOUSEHOLD_ID)

    assert (refusal.code, refusal.variant) == ("T3", "bank_account")
    assert "9900000017" not in refusal.sentence("id")
    assert case_number(HOUSEHOLD_ID) in refusal.sentence("en")
    anywhere.ask(opening(OTHER_HEAD, "group"), OTHER_HOUSEHOLD_ID)


def test_the_list_itself_claims_nothing(listed):
    assert listed.state(BATCH, NOMINATION_BATCH).origin.source == "social"
