"""What becomes of a refusal: a decision leaves a note, a report from the field is never lost."""

from datetime import timedelta
from uuid import uuid4

import pytest

from domain.desk.events import RefusalRecorded, SubmissionQuarantined
from domain.household.commands.plan import AgreeHouseholdPlan
from domain.household.events.record import IrregularityReported
from domain.rules import Refused
from services.streams import box_stream
from tests.domain.household.cases import HEAD, NOMINATED
from tests.domain.household.families import PLANNED
from tests.sample_programme import OTHER_VILLAGE
from tests.scenario import HOUSEHOLD_ID, MENTOR, NOW, OTHER_HOUSEHOLD_ID, OTHER_MENTOR
from tests.services.work import visit

PHONE = {"by": MENTOR, "role": "mentor", "channel": "phone"}
UNPLANNABLE = AgreeHouseholdPlan(**PLANNED | {"items": (), "livelihoods": ()})


def refused(work, *asked, **more):
    with pytest.raises(Refused) as refusal:
        work.ask(*asked, **more)
    return refusal.value


def test_a_refused_decision_leaves_a_note_with_the_rule_on_the_desk_of_who_asked(anywhere):
    before = anywhere.facts()

    refusal = refused(anywhere, UNPLANNABLE, by=MENTOR, role="mentor")

    assert anywhere.facts() == before
    assert anywhere.desk(MENTOR) == [
        RefusalRecorded(
            command="household.agree-plan",
            code=refusal.code,
            variant=refusal.variant,
            target=HOUSEHOLD_ID,
        )
    ]
    assert anywhere.desk(OTHER_MENTOR) == []


def test_a_decision_is_refused_through_a_phone_as_well_and_kept_whole_in_the_box(anywhere):
    before = anywhere.facts()

    refusal = refused(anywhere, UNPLANNABLE, **PHONE)

    assert [type(note) for note in anywhere.desk(MENTOR)] == [RefusalRecorded]
    assert anywhere.facts() == before
    [kept] = anywhere.box()
    assert (kept.submission_id, kept.code) == (refusal.kept, refusal.code)
    assert (kept.command, kept.target) == ("household.agree-plan", HOUSEHOLD_ID)
    assert kept.body is None
    [line] = anywhere.opened(box_stream(anywhere.programme.code, MENTOR))
    assert AgreeHouseholdPlan.model_validate_json(line.event.body) == UNPLANNABLE
    assert anywhere.box(OTHER_MENTOR) == []


def test_a_refused_decision_of_a_phone_sent_again_waits_in_the_box_once(work):
    sent = work.asked(UNPLANNABLE, **PHONE)
    for _ in range(2):
        with pytest.raises(Refused):
            work.casework.execute(*sent)
        work.now += timedelta(days=1)

    assert len(work.box()) == 1


def test_from_a_desk_or_from_who_may_not_ask_nothing_is_kept(work):
    assert refused(work, UNPLANNABLE, by=MENTOR, role="mentor").kept is None
    by_nobody = PHONE | {"role": "administrator"}
    assert refused(work, UNPLANNABLE, **by_nobody).kept is None

    assert work.box() == []


def test_the_same_refused_sending_is_noted_once_a_day_and_never_breaks(anywhere):
    key = uuid4()
    for _ in range(2):
        refused(anywhere, UNPLANNABLE, command_id=key)
    anywhere.now += timedelta(days=1)

    refused(anywhere, UNPLANNABLE, command_id=key)

    assert len(anywhere.desk()) == 1
    assert len(anywhere.desk(on=anywhere.now)) == 1


def test_a_sending_refused_by_one_rule_and_then_by_another_is_noted_for_both(work):
    key, somewhere = uuid4(), uuid4()
    first = refused(work, UNPLANNABLE, somewhere, command_id=key)
    work.tell(somewhere, NOMINATED)

    second = refused(work, UNPLANNABLE, somewhere, command_id=key)

    assert (first.code, first.variant) != (second.code, second.variant)
    assert [(note.code, note.variant) for note in work.desk()] == [
        (first.code, first.variant),
        (second.code, second.variant),
    ]


def test_a_note_names_the_command_that_caused_it(work):
    key = uuid4()
    refused(work, UNPLANNABLE, command_id=key)

    [note] = [
        line
        for line in map(work.ledger.mapper.to_domain_event, everything(work))
        if isinstance(line.event, RefusalRecorded)
    ]
    assert (note.origin.causation_id, note.origin.command_id == key) == (key, False)


def everything(work):
    return work.ledger.recorder.select_notifications(0, work.size())


@pytest.mark.parametrize("channel", ["phone", "paper", "odk"])
def test_a_refused_report_from_the_field_becomes_an_irregularity_with_the_rules_code(
    work, channel
):
    status, before = work.state().status, work.state()

    answer = work.ask(visit(), by=OTHER_MENTOR, role="mentor", channel=channel)

    [line] = answer.events
    assert isinstance(line.event, IrregularityReported)
    assert (line.event.rule, line.event.variant) == ("N5", "mentor")
    assert answer.irregularity == "N5"
    assert work.state().status == status
    assert work.state().accompaniment == before.accompaniment
    assert list(work.state().record.irregularities.values()) == ["N5"]
    assert work.state(OTHER_HOUSEHOLD_ID).record.irregularities == {}


def test_an_irregularity_keeps_the_report_whole_and_sealed(anywhere):
    report = visit(note="Contoh catatan rahasia")

    answer = anywhere.ask(report, by=OTHER_MENTOR, role="mentor", channel="phone")

    [line] = answer.events
    assert anywhere.facts()[-1].body is None
    opened = anywhere.opened(HOUSEHOLD_ID)[line.originator_version - 1].event
    assert type(report).model_validate_json(opened.body) == report
    assert opened.person_id == HEAD


def test_a_report_of_a_day_to_come_is_kept_too_under_the_day_it_was_sent(anywhere):
    tomorrow = NOW + timedelta(days=1)

    answer = anywhere.ask(visit(at=tomorrow), **PHONE)

    [line] = answer.events
    assert (answer.irregularity, line.origin.occurred_at) == ("V1", NOW)
    opened = anywhere.opened(HOUSEHOLD_ID)[-1].event
    assert tomorrow.isoformat()[:10] in opened.body


def test_an_irregularity_sent_again_is_answered_the_same_and_stands_once(anywhere):
    sent = anywhere.asked(visit(), by=OTHER_MENTOR, role="mentor", channel="phone")
    first = anywhere.casework.execute(*sent)

    again = anywhere.casework.execute(*sent)

    assert (again.repeated, again.irregularity) == (True, "N5")
    assert again.first_position == first.first_position
    assert len(anywhere.state().record.irregularities) == 1


def test_a_visit_by_the_mentor_of_another_village_is_an_irregularity_of_the_family(work):
    answer = work.ask(visit(), **PHONE | {"by": OTHER_MENTOR, "villages": (OTHER_VILLAGE,)})

    assert answer.irregularity == "S2"
    assert list(work.state().record.irregularities.values()) == ["S2"]


def test_what_a_role_may_not_report_at_all_reaches_no_family_and_is_quarantined(work):
    before = work.facts()

    answer = work.ask(visit(), **PHONE | {"role": "administrator"})

    assert answer.irregularity == "S2"
    assert work.facts() == before
    assert [type(kept) for kept in work.box()] == [SubmissionQuarantined]


def test_a_report_about_an_unknown_household_goes_to_quarantine(anywhere):
    nowhere = uuid4()

    answer = anywhere.ask(visit(), nowhere, **PHONE)

    assert anywhere.facts(nowhere) == []
    [kept] = anywhere.box()
    assert isinstance(kept, SubmissionQuarantined)
    assert (kept.code, kept.target) == (answer.irregularity, nowhere)


def test_what_is_in_quarantine_is_not_put_there_again_on_another_day(anywhere):
    sent = anywhere.asked(visit(at=NOW + timedelta(days=3)), uuid4(), **PHONE)
    first = anywhere.casework.execute(*sent)
    anywhere.now += timedelta(days=1)

    again = anywhere.casework.execute(*sent)

    assert (again.repeated, again.first_position) == (True, first.first_position)
    assert again.irregularity == first.irregularity
    assert len(anywhere.box()) == 1
    assert anywhere.desk(MENTOR, on=anywhere.now) == []


def test_a_quarantined_report_comes_true_once_the_household_is_known(work):
    family = uuid4()
    sent = work.asked(visit(), family, **PHONE)
    work.casework.execute(*sent)
    work.tell(family, *work.facts(HOUSEHOLD_ID))

    answer = work.casework.execute(*sent)

    assert answer.irregularity is None
    assert [line.event.name for line in answer.events] == ["household.visit-recorded.v1"]


def test_from_a_desk_a_report_that_breaks_a_rule_is_refused(work):
    refusal = refused(work, visit(), by=OTHER_MENTOR, role="mentor")

    assert refusal.code == "N5"
    assert work.state().record.irregularities == {}
