"""One accompanying agency at a time, and the agreements behind the work."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.village_programme.aggregate import VILLAGE_PROGRAMME
from domain.village_programme.commands import AppointAgency, HandOverAgency, SignAgreement
from domain.village_programme.events import AgencyAppointed, AgencyHandedOver, AgreementSigned
from tests.definitions import agency, in_both_programmes
from tests.domain.village.villages import SELECTED_ON, selected
from tests.scenario import given_of

APPOINTED_ON = SELECTED_ON + timedelta(days=30)
HANDED_OVER_ON = date(2026, 5, 4)
HANDOVER, OTHER_HANDOVER = UUID(int=0x71), UUID(int=0x72)
MEMORANDUM, COOPERATION = UUID(int=0x73), UUID(int=0x74)
PAPER = "a" * 64


def appointment(programme, number=0):
    basis = "Surat contoh 12"
    return {"agency": agency(programme, number), "from_on": APPOINTED_ON, "basis": basis}


def handover(programme, **more):
    return {
        "handover_id": HANDOVER,
        "from_agency": agency(programme, 0),
        "to_agency": agency(programme, 1),
        "handed_over_on": HANDED_OVER_ON,
        "basis": "Surat contoh 13",
        "document_sha256": PAPER,
    } | more


def agreement(programme, **more):
    return {
        "agreement_id": MEMORANDUM,
        "kind": "memorandum",
        "parties": tuple(sorted((agency(programme, 0), agency(programme, 1)))),
        "reference": "NK contoh 1",
        "signed_on": SELECTED_ON,
        "until_on": HANDED_OVER_ON,
        "document_sha256": PAPER,
    } | more


def cooperation(programme, **more):
    own = {"agreement_id": COOPERATION, "kind": "cooperation", "parent_id": MEMORANDUM}
    return agreement(programme, **(own | {"signed_on": HANDED_OVER_ON, "until_on": None} | more))


def accompanied(programme, *more):
    return selected(programme, AgencyAppointed(**appointment(programme)), *more)


@in_both_programmes
def test_a_village_gets_its_agency_once(programme):
    command = AppointAgency(**appointment(programme))
    then = selected(programme).when(command, programme=programme)
    then = then.then(AgencyAppointed(**appointment(programme)))
    then.when(command, programme=programme).then_nothing()
    assert then.state.agency_on(APPOINTED_ON - timedelta(days=1)) is None
    assert then.state.agency_on(APPOINTED_ON) == agency(programme)


@in_both_programmes
def test_a_second_agency_at_the_same_time_is_refused(programme):
    command = AppointAgency(**appointment(programme, 1))
    accompanied(programme).when(command, programme=programme).then_refused("M1")


@in_both_programmes
def test_an_agency_is_one_that_the_programme_knows(programme):
    command = AppointAgency(**appointment(programme) | {"agency": "nobody"})
    selected(programme).when(command, programme=programme).then_refused("M4", "party")


@in_both_programmes
def test_a_village_outside_the_programme_gets_no_agency(programme):
    command = AppointAgency(**appointment(programme))
    given = given_of(VILLAGE_PROGRAMME).when(command, programme=programme)
    given.then_refused("M3", "unselected")


@in_both_programmes
def test_a_handover_leaves_neither_a_gap_nor_an_overlap(programme):
    command = HandOverAgency(**handover(programme), note="Berkas lengkap diserahkan.")
    event = AgencyHandedOver(**handover(programme), note="Berkas lengkap diserahkan.")
    then = accompanied(programme).when(command, programme=programme).then(event)
    then.when(command, programme=programme).then_nothing()
    eve = HANDED_OVER_ON - timedelta(days=1)
    assert then.state.agency_on(eve) == agency(programme, 0)
    assert then.state.agency_on(HANDED_OVER_ON) == agency(programme, 1)


@in_both_programmes
@pytest.mark.parametrize(
    ("change", "variant"),
    [
        ({"handed_over_on": APPOINTED_ON}, "handover"),
        ({"handover_id": OTHER_HANDOVER, "swap": True}, "handover"),
        ({"to_itself": True}, ""),
    ],
)
def test_only_the_present_agency_hands_over_later_and_to_another_one(programme, change, variant):
    first, second = agency(programme, 0), agency(programme, 1)
    if change.get("swap"):
        change = {"from_agency": second, "to_agency": first}
    if change.get("to_itself"):
        change = {"to_agency": first}
    command = HandOverAgency(**handover(programme, **change))
    accompanied(programme).when(command, programme=programme).then_refused("M1", variant)


@in_both_programmes
def test_a_village_without_an_agency_is_not_handed_over(programme):
    command = HandOverAgency(**handover(programme))
    selected(programme).when(command, programme=programme).then_refused("M1", "handover")


@in_both_programmes
def test_after_a_handover_the_first_agency_is_not_simply_appointed_again(programme):
    handed_over = accompanied(programme, AgencyHandedOver(**handover(programme)))
    command = AppointAgency(**appointment(programme, 2))
    handed_over.when(command, programme=programme).then_refused("M1")


@in_both_programmes
def test_an_agreement_is_put_on_record_once(programme):
    command = SignAgreement(**agreement(programme))
    event = AgreementSigned(**agreement(programme))
    then = selected(programme).when(command, programme=programme).then(event)
    then.when(command, programme=programme).then_nothing()
    other = SignAgreement(**agreement(programme, reference="NK contoh 2"))
    then.when(other, programme=programme).then_refused("S3")


@in_both_programmes
def test_a_cooperation_agreement_stands_on_a_memorandum_in_force(programme):
    given = selected(programme, AgreementSigned(**agreement(programme)))
    last_day = SignAgreement(**cooperation(programme))
    given.when(last_day, programme=programme).then(AgreementSigned(**cooperation(programme)))
    day_after = cooperation(programme, signed_on=HANDED_OVER_ON + timedelta(days=1))
    given.when(SignAgreement(**day_after), programme=programme).then_refused("M4", "period")
    orphan = SignAgreement(**cooperation(programme, parent_id=None))
    given.when(orphan, programme=programme).then_refused("M4", "parent")


@in_both_programmes
def test_a_cooperation_agreement_does_not_stand_on_another_one(programme):
    history = (
        AgreementSigned(**agreement(programme)),
        AgreementSigned(**cooperation(programme)),
    )
    third = cooperation(programme, agreement_id=UUID(int=0x75), parent_id=COOPERATION)
    given = selected(programme, *history)
    given.when(SignAgreement(**third), programme=programme).then_refused("M4", "parent")


@in_both_programmes
@pytest.mark.parametrize(
    ("change", "rule", "variant"),
    [
        ({"parties": ("nobody", "village")}, "M4", "party"),
        ({"signed_on": date(2027, 1, 1), "until_on": None}, "H1", "future"),
        ({"until_on": SELECTED_ON - timedelta(days=1)}, "H1", "order"),
    ],
)
def test_an_agreement_has_known_parties_and_plausible_days(programme, change, rule, variant):
    command = SignAgreement(**agreement(programme, **change))
    selected(programme).when(command, programme=programme).then_refused(rule, variant)


@in_both_programmes
def test_the_village_itself_can_be_a_party(programme):
    with_village = agreement(programme, parties=(agency(programme), "village"))
    command = SignAgreement(**with_village)
    then = selected(programme).when(command, programme=programme)
    then.then(AgreementSigned(**with_village))
