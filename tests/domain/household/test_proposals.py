"""An amendment is proposed by one person and confirmed in person by another one (C1, C2)."""

from datetime import timedelta
from uuid import UUID

import pytest

from domain.household.commands.proposals import (
    ConfirmAmendment,
    DeclineAmendment,
    ProposeAmendment,
    WithdrawProposal,
)
from domain.household.events.people import HouseholdMerged
from domain.household.events.proposals import (
    AmendmentConfirmed,
    AmendmentDeclined,
    AmendmentProposed,
    ProposalWithdrawn,
)
from domain.household.events.record import EventAnnulled, EventCorrected
from tests.domain.household.amendments import (
    AMENDMENT,
    CORRECTED,
    HELD,
    LEFT,
    TARGET,
    VISITED,
    the_visit,
)
from tests.domain.household.cases import HEAD
from tests.domain.household.families import INSPECTOR, PLAN_AGREED, SECOND_PERSON
from tests.scenario import MENTOR, NOW, OFFICER, OTHER_HOUSEHOLD_ID, given, said

PROPOSAL, ANOTHER = UUID(int=0x1F0), UUID(int=0x1F1)
ASKED = {
    "proposal_id": PROPOSAL,
    "target_id": TARGET,
    "amendment": "correction",
    "reason": "wrong_value",
    "values": (("minutes", "55"),),
}
ANNUL = ASKED | {"amendment": "annulment", "reason": "did_not_happen", "values": ()}
PROPOSED = said(AmendmentProposed(**ASKED), by=MENTOR)
WAITING = (*VISITED, PROPOSED)
CONFIRMED = AmendmentConfirmed(proposal_id=PROPOSAL)
BY_BOTH = EventCorrected(
    correction_id=PROPOSAL,
    target_id=TARGET,
    reason="wrong_value",
    second_person_id=MENTOR,
    values=(("minutes", "55"),),
)
CONFIRM = ConfirmAmendment(proposal_id=PROPOSAL)
DECLINE = DeclineAmendment(proposal_id=PROPOSAL, reason="record_is_right")
WITHDRAW = WithdrawProposal(proposal_id=PROPOSAL)
DECLINED = said(AmendmentDeclined(proposal_id=PROPOSAL, reason="record_is_right"), by=OFFICER)
WITHDRAWN = said(ProposalWithdrawn(proposal_id=PROPOSAL), by=MENTOR)


def propose(**changes):
    return ProposeAmendment(**ASKED | changes)


def test_a_proposal_changes_nothing_before_a_second_person_confirms_it():
    given(*VISITED).when(propose(), by=MENTOR).then(AmendmentProposed(**ASKED))
    given(*WAITING).when(CONFIRM, by=OFFICER).then(CONFIRMED, BY_BOTH)

    assert the_visit(*WAITING).minutes == 40
    assert the_visit(*WAITING, CONFIRMED, BY_BOTH).minutes == 55


def test_nobody_confirms_or_declines_what_they_proposed_themselves():
    given(*WAITING).when(CONFIRM, by=MENTOR).then_refused("C1", "same")
    given(*WAITING).when(DECLINE, by=MENTOR).then_refused("C1", "same")


def test_an_annulment_is_proposed_and_confirmed_alike():
    proposed = AmendmentProposed(**ANNUL)
    given(*VISITED).when(ProposeAmendment(**ANNUL), by=MENTOR).then(proposed)
    annulled = EventAnnulled(
        annulment_id=PROPOSAL,
        target_id=TARGET,
        reason="did_not_happen",
        second_person_id=MENTOR,
    )
    history = (*VISITED, said(proposed, by=MENTOR))
    given(*history).when(CONFIRM, by=OFFICER).then(CONFIRMED, annulled)

    assert not given(*history, CONFIRMED, annulled).state.accompaniment.visits


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"reason": "mood"}, ("S1", "reason")),
        ({"values": ()}, ("C1", "nothing")),
        ({"values": (("minutes", "40"),)}, ("C1", "nothing")),
        ({"values": (("minutes", "many"),)}, ("C1", "value")),
        ({"values": (("visit_id", f'"{HEAD}"'),)}, ("C1", "value")),
        ({"target_id": UUID(int=0xFFFF)}, ("C1", "kind")),
        ({"person_id": UUID(int=0xFFFE)}, ("S1", "missing")),
        ({"happened_at": NOW + timedelta(minutes=11)}, ("V1", "future")),
    ],
)
def test_what_could_not_be_confirmed_cannot_be_proposed(changes, rule):
    given(*VISITED).when(propose(**changes), by=MENTOR).then_refused(*rule)


def test_a_decision_is_not_amended_by_a_proposal_either():
    history = (*VISITED, PLAN_AGREED)
    given(*history).when(propose(target_id=AMENDMENT), by=MENTOR).then_refused("C1", "kind")


def test_what_is_sent_twice_is_recorded_once():
    given(*WAITING).when(propose(), by=MENTOR).then_nothing()
    written = propose(values=(("minutes", " 55 "), ("topics", '["livelihood"]')))
    given(*WAITING).when(written, by=MENTOR).then_nothing()
    given(*WAITING).when(propose(values=(("minutes", "56"),)), by=MENTOR).then_refused("V2")
    given(*WAITING).when(propose(), by=OFFICER).then_refused("V2")

    confirmed = (*WAITING, said(CONFIRMED, by=OFFICER), said(BY_BOTH, by=OFFICER))
    given(*confirmed).when(CONFIRM, by=OFFICER).then_nothing()
    given(*confirmed).when(propose(), by=MENTOR).then_nothing()
    given(*WAITING, DECLINED).when(DECLINE, by=OFFICER).then_nothing()
    given(*WAITING, WITHDRAWN).when(WITHDRAW, by=MENTOR).then_nothing()


@pytest.mark.parametrize("closed", [DECLINED, WITHDRAWN, said(CONFIRMED, by=OFFICER)])
def test_a_proposal_is_decided_once(closed):
    for command in (CONFIRM, DECLINE, WITHDRAW):
        given(*WAITING, closed).when(command, by=SECOND_PERSON).then_refused("C2", "closed")


def test_only_who_proposed_takes_it_back():
    given(*WAITING).when(WITHDRAW, by=OFFICER).then_refused("C2", "proposer")
    given(*WAITING).when(WITHDRAW, by=MENTOR).then(ProposalWithdrawn(proposal_id=PROPOSAL))


def test_a_proposal_that_is_declined_for_no_known_reason_still_waits():
    wish = DeclineAmendment(proposal_id=PROPOSAL, reason="mood")
    given(*WAITING).when(wish, by=OFFICER).then_refused("S1", "reason")
    given(*WAITING).when(DECLINE, by=OFFICER).then(
        AmendmentDeclined(proposal_id=PROPOSAL, reason="record_is_right")
    )


def test_one_record_has_one_open_proposal():
    second = propose(proposal_id=ANOTHER, values=(("minutes", "50"),))
    given(*WAITING).when(second, by=OFFICER).then_refused("C2", "open")
    given(*WAITING, DECLINED).when(second, by=OFFICER).then(
        AmendmentProposed(**ASKED | {"proposal_id": ANOTHER, "values": (("minutes", "50"),)})
    )


def test_a_proposal_about_what_was_amended_meanwhile_is_refused():
    given(*WAITING, CORRECTED).when(CONFIRM, by=OFFICER).then_refused("C1", "head")
    given(*VISITED, CORRECTED).when(propose(), by=MENTOR).then_refused("C1", "head")


def test_a_confirmation_stands_by_the_rules_of_the_day_on_which_it_is_given():
    merged = HouseholdMerged(into_household_id=OTHER_HOUSEHOLD_ID, reason="listed_twice")
    given(*WAITING, merged).when(CONFIRM, by=OFFICER).then_refused("S1")
    given(*WAITING, HELD).when(CONFIRM, by=OFFICER).then_refused("C1", "hold")
    by_leave = BY_BOTH.model_copy(update={"leave_by": INSPECTOR})
    given(*WAITING, HELD, LEFT).when(CONFIRM, by=OFFICER).then(CONFIRMED, by_leave)


def test_a_confirmed_correction_is_undone_by_the_opposite_one():
    right = (*WAITING, said(CONFIRMED, by=OFFICER), said(BY_BOTH, by=OFFICER))
    correction = given(*right).state.record.amended[TARGET]
    back = {"proposal_id": ANOTHER, "target_id": correction, "values": (("minutes", "40"),)}
    given(*right).when(propose(**back), by=MENTOR).then(AmendmentProposed(**ASKED | back))


def test_what_is_not_known_cannot_be_decided():
    for command in (CONFIRM, DECLINE, WITHDRAW):
        given(*VISITED).when(command, by=OFFICER).then_refused("S1", "missing")


def test_the_reason_in_words_needs_somebody_whom_it_is_about():
    with pytest.raises(ValueError, match="person"):
        propose(explanation="Contoh")
    with pytest.raises(ValueError, match="replaces nothing"):
        propose(amendment="annulment")
