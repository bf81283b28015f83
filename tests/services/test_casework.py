"""One door for every command: stored once, answered the same again, decided again if beaten."""

from dataclasses import replace
from uuid import uuid4

import pytest

from domain.desk.events import RefusalRecorded, SubmissionQuarantined
from domain.household.commands.entry import EnrolHousehold
from domain.household.events.accompaniment import VisitRecorded
from domain.mentor_assignment.commands import RegisterMentor
from domain.rules import Refused
from tests.domain.household.cases import CONSENTED, ELIGIBLE
from tests.scenario import HOUSEHOLD_ID, MENTOR, OFFICER, OTHER_HOUSEHOLD_ID, STARTED
from tests.services.villages import closed, opened, selected
from tests.services.work import FIRST_DAY, VILLAGE_STREAM, Work, visit


def visits(work, stream=HOUSEHOLD_ID):
    return [fact for fact in work.facts(stream) if isinstance(fact, VisitRecorded)]


def test_a_first_sending_is_stored_and_answered_with_its_place_in_the_log(anywhere):
    before = anywhere.size()

    answer = anywhere.ask(visit(), by=MENTOR, role="mentor", channel="phone")

    assert (answer.first_position, answer.last_position) == (before, before)
    assert not answer.repeated
    assert answer.irregularity is None
    assert len(visits(anywhere)) == 1
    assert visits(anywhere, OTHER_HOUSEHOLD_ID) == []


def test_who_asked_in_which_role_through_what_and_when_is_in_the_envelope(work):
    answer = work.ask(visit(at=STARTED.replace(month=6)), by=MENTOR, role="mentor")

    [line] = answer.events
    assert (line.origin.actor_id, line.origin.role) == (MENTOR, "mentor")
    assert line.origin.channel == "office"
    assert line.origin.occurred_at == STARTED.replace(month=6)
    assert line.origin.occurred_at.utcoffset() == work.programme.zone.utcoffset(work.now)
    assert line.origin.rules == work.programme.version


def test_a_repetition_is_answered_with_the_first_receipt_and_what_it_led_to(anywhere):
    sent = anywhere.asked(visit(minutes=1), by=MENTOR, role="mentor")
    first = anywhere.casework.execute(*sent)
    anywhere.ask(visit(), by=MENTOR, role="mentor")

    again = anywhere.casework.execute(*sent)

    assert again.repeated
    assert again.recorded_at == first.recorded_at
    assert (again.first_position, again.last_position) == (
        first.first_position,
        first.last_position,
    )
    assert again.warnings == first.warnings == ("V3.short",)
    assert len(visits(anywhere)) == 2


def test_a_repetition_is_answered_even_when_it_would_be_refused_by_now(work):
    work.tell(VILLAGE_STREAM, *selected(), *opened())
    work.tell(eligible := uuid4(), *ELIGIBLE, CONSENTED)
    enrol = EnrolHousehold(
        decree_on=STARTED.date(), in_other_programme=False, decree_number="100.1/2026"
    )
    sent = work.asked(enrol, eligible)
    first = work.casework.execute(*sent)
    work.tell(VILLAGE_STREAM, *closed())

    again = work.casework.execute(*sent)

    assert (again.repeated, again.first_position) == (True, first.first_position)


def test_a_used_key_with_other_content_is_refused_for_an_office_user_and_noted(anywhere):
    key = uuid4()
    anywhere.ask(visit(), command_id=key)

    with pytest.raises(Refused) as refusal:
        anywhere.ask(visit(), command_id=key)

    assert refusal.value.code == "S3"
    assert len(visits(anywhere)) == 1
    [note] = anywhere.desk()
    assert isinstance(note, RefusalRecorded)
    assert (note.command, note.code, note.target) == ("household.record-visit", "S3", HOUSEHOLD_ID)


def test_a_used_key_is_refused_too_where_the_other_content_is_refused_by_a_rule(work):
    key = uuid4()
    work.ask(visit(), command_id=key)

    with pytest.raises(Refused) as refusal:
        work.ask(visit(), uuid4(), command_id=key)

    assert refusal.value.code == "S3"


def test_a_used_key_is_refused_too_where_the_other_content_is_on_record_already(work):
    key, known = uuid4(), visit()
    work.ask(visit(), command_id=key)
    work.ask(known)

    with pytest.raises(Refused) as refusal:
        work.ask(known, command_id=key)

    assert refusal.value.code == "S3"


def test_a_used_key_with_other_content_is_kept_in_quarantine_for_a_phone_body_sealed(anywhere):
    key, mine = uuid4(), {"by": MENTOR, "role": "mentor", "channel": "phone"}
    anywhere.ask(visit(), command_id=key, **mine)

    answer = anywhere.ask(visit(note="Contoh catatan rahasia"), command_id=key, **mine)

    assert answer.irregularity == "S3"
    assert len(visits(anywhere)) == 1
    [kept] = anywhere.box()
    assert isinstance(kept, SubmissionQuarantined)
    assert (kept.command, kept.code, kept.target) == ("household.record-visit", "S3", HOUSEHOLD_ID)
    assert kept.body is None
    [line] = answer.events
    [opened_line] = anywhere.opened(line.originator_id)
    assert "Contoh catatan rahasia" in opened_line.event.body


def test_what_is_on_record_already_is_answered_and_stores_nothing(anywhere):
    known = visit()
    anywhere.ask(known, by=MENTOR, role="mentor")
    before = anywhere.size()

    answer = anywhere.ask(known, by=MENTOR, role="mentor")

    assert answer.repeated
    assert (answer.first_position, answer.last_position) == (None, None)
    assert anywhere.size() == before


def test_a_command_is_decided_again_when_another_writer_was_faster(anywhere):
    step, request = anywhere.asked(visit(), by=MENTOR, role="mentor")
    digest = anywhere.casework.claims.digest(step, request)
    slow = anywhere.casework.prepare(step, request, digest)
    anywhere.ask(visit(), by=MENTOR, role="mentor")

    prepared = iter([slow])
    beaten = Beaten.of(anywhere.casework, prepared)
    answer = beaten.execute(step, request)

    assert next(prepared, None) is None
    assert answer.events[0].originator_version == slow.events[0].originator_version + 1
    assert len(visits(anywhere)) == 2


def test_a_village_closed_between_reading_and_append_is_read_again(anywhere):
    anywhere.tell(VILLAGE_STREAM, *selected(), *opened())
    anywhere.tell(eligible := uuid4(), *ELIGIBLE, CONSENTED)
    enrol = EnrolHousehold(
        decree_on=STARTED.date(), in_other_programme=False, decree_number="100.1/2026"
    )
    step, request = anywhere.asked(enrol, eligible)
    slow = anywhere.casework.prepare(step, request, b"d" * 32)
    anywhere.tell(VILLAGE_STREAM, *closed())

    with pytest.raises(Refused) as refusal:
        Beaten.of(anywhere.casework, iter([slow])).execute(step, request)

    assert (refusal.value.code, refusal.value.variant) == ("N1", "village")
    assert anywhere.state(eligible).status == "eligible"


def test_who_is_always_beaten_is_asked_to_send_again(work):
    step, request = work.asked(visit(), channel="phone")
    slow = work.casework.prepare(step, request, b"d" * 32)
    work.ask(visit(), by=MENTOR, role="mentor")
    always = (replace(slow) for _ in range(1000))

    with pytest.raises(Refused) as refusal:
        Beaten.of(work.casework, always).execute(step, request)

    assert refusal.value.code == "S4"
    assert work.state().record.irregularities == {}


def test_a_report_of_somebody_who_is_not_allowed_reaches_no_family_and_is_noted(work):
    with pytest.raises(Refused) as refusal:
        work.ask(visit(), by=OFFICER, role="nobody")

    assert (refusal.value.code, refusal.value.variant) == ("S2", "role")
    assert visits(work) == []
    assert [note.code for note in work.desk()] == ["S2"]


def test_a_household_that_merely_stands_beside_is_not_touched(work):
    before = work.facts(OTHER_HOUSEHOLD_ID)

    work.ask(visit(), by=MENTOR, role="mentor")

    assert work.facts(OTHER_HOUSEHOLD_ID) == before


class Beaten(type(Work().casework)):
    """A casework whose first decisions were taken on a state that has moved on meanwhile."""

    __slots__ = ("prepared",)

    @classmethod
    def of(cls, casework, prepared):
        beaten = cls(casework.ledger, casework.programme, casework.claims, casework.clock)
        beaten.prepared = prepared
        return beaten

    def prepare(self, step, request, digest, *, check=False):
        stale = next(self.prepared, None)
        return stale or super().prepare(step, request, digest, check=check)


def test_an_id_of_a_family_becomes_no_mentor_and_the_other_way_round(work):
    register = RegisterMentor(mentor_id=HOUSEHOLD_ID, from_on=FIRST_DAY, basis="SK contoh 2")
    before = work.facts(), work.facts(MENTOR)
    wishes = (register, HOUSEHOLD_ID), (visit(), MENTOR)
    for command, stream in wishes:
        with pytest.raises(Refused) as refused:
            work.ask(command, stream)
        assert (refused.value.code, refused.value.variant) == ("S1", "elsewhere")

    assert (work.facts(), work.facts(MENTOR)) == before
    free = uuid4()
    work.ask(register.model_copy(update={"mentor_id": free}), free)
    assert len(work.facts(free)) == 1
