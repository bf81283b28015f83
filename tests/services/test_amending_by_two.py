"""An amendment needs two people who both say so in person, each in their role and area."""

from dataclasses import replace
from uuid import uuid4

import pytest

from domain.household.commands.proposals import ConfirmAmendment, ProposeAmendment
from domain.household.commands.record import AnnulEvent, CorrectEvent
from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.proposals import AmendmentConfirmed, AmendmentProposed
from domain.household.events.record import EventCorrected
from domain.rules import Refused
from services.ports import Moved
from tests.domain.household.cases import HEAD
from tests.sample_programme import OTHER_VILLAGE
from tests.scenario import HOUSEHOLD_ID, MENTOR, OFFICER, OTHER_HOUSEHOLD_ID
from tests.services.work import SUPERVISOR, visit

AS_MENTOR = {"by": MENTOR, "role": "mentor"}
NOTE = "Contoh: dua kambing, bukan tiga"


def recorded_visit(work):
    work.ask(visit(note="Contoh: tiga kambing"), **AS_MENTOR)
    [line] = [e for e in work.ledger.history(HOUSEHOLD_ID) if isinstance(e.event, VisitRecorded)]
    return line.event_id


def proposed(work, **changes):
    """Let the mentor propose other minutes for a visit; return the proposal's id."""
    asked = {
        "proposal_id": uuid4(),
        "target_id": recorded_visit(work),
        "amendment": "correction",
        "reason": "wrong_value",
        "values": (("minutes", "55"),),
    }
    propose = ProposeAmendment(**asked | changes)
    work.ask(propose, **AS_MENTOR)
    return propose.proposal_id


def refusal(work, command, **asked):
    with pytest.raises(Refused) as refused:
        work.ask(command, **asked)
    return refused.value.code, refused.value.variant


def previewed(work, command):
    """Return a command as it comes from who saw what it would lead to."""
    step, asked = work.asked(command)
    return step, replace(asked, basis=work.casework.prepare(step, asked, bytes(32)).basis)


def test_what_two_people_say_one_after_the_other_is_corrected_in_one_append(work):
    before = work.facts(OTHER_HOUSEHOLD_ID)
    proposal_id = proposed(work)
    waiting = [type(each) for each in work.facts()]
    work.ask(ConfirmAmendment(proposal_id=proposal_id), by=OFFICER)

    assert waiting[-1] is AmendmentProposed
    *_, confirmed, corrected = work.facts()
    assert (type(confirmed), type(corrected)) == (AmendmentConfirmed, EventCorrected)
    assert (corrected.correction_id, corrected.second_person_id) == (proposal_id, MENTOR)
    assert work.facts(OTHER_HOUSEHOLD_ID) == before


@pytest.mark.parametrize("command", [AnnulEvent, CorrectEvent])
def test_nobody_amends_alone_by_naming_somebody_else(work, command):
    key = "annulment_id" if command is AnnulEvent else "correction_id"
    said = {key: uuid4(), "target_id": recorded_visit(work), "second_person_id": SUPERVISOR}
    alone = command(reason="wrong_value", **said)
    before = work.facts()

    assert refusal(work, alone, by=OFFICER) == ("S2", "role")
    assert work.facts() == before


def test_a_supervisor_of_another_village_confirms_nothing_here(work):
    confirm = ConfirmAmendment(proposal_id=proposed(work))
    abroad = {"by": SUPERVISOR, "role": "supervisor", "villages": {OTHER_VILLAGE}}

    assert refusal(work, confirm, **abroad) == ("S2", "area")


def test_a_corrected_note_is_sealed_with_the_correction_as_well(work):
    proposal_id = proposed(work, values=(), person_id=HEAD, note=NOTE)
    work.ask(ConfirmAmendment(proposal_id=proposal_id), by=OFFICER)

    *_, corrected = work.opened(HOUSEHOLD_ID)
    assert corrected.event.note == NOTE
    assert work.facts()[-1].note is None


def test_who_saw_a_preview_of_something_that_changed_is_shown_it_again(work):
    proposal_id, elsewhere = proposed(work), work.facts(OTHER_HOUSEHOLD_ID)
    step, asked = previewed(work, ConfirmAmendment(proposal_id=proposal_id))
    work.ask(visit(visit_id=uuid4()), **AS_MENTOR)
    before = work.facts()

    with pytest.raises(Moved):
        work.casework.execute(step, asked)
    assert work.facts() == before
    assert work.facts(OTHER_HOUSEHOLD_ID) == elsewhere


def test_a_preview_of_what_stands_still_holds_and_counts_once(work):
    proposal_id = proposed(work)
    step, asked = previewed(work, ConfirmAmendment(proposal_id=proposal_id))
    first, again = work.casework.execute(step, asked), work.casework.execute(step, asked)

    assert (first.repeated, again.repeated) == (False, True)
    assert first.last_position == again.last_position
