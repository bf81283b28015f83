"""What every ledger promises to those who append, in memory and in PostgreSQL."""

from dataclasses import replace
from uuid import uuid4

import pytest
from eventsourcing.persistence import IntegrityError

from services.ledger import Guard, Receipt, Release, Take
from services.ports import ClaimTaken, GuardFailed, KeyReused, StaleVersion
from tests.ledger.facts import Counted, append, fact


def events_of(ledger, stream):
    return [line.event for line in ledger.history(stream)]


def test_a_recorded_event_comes_back_with_its_place_and_its_time(ledger):
    stream, other = uuid4(), uuid4()
    ledger.append(append(fact(other, 1)))
    sent = fact(stream, 1, Counted(count=5))
    receipt = ledger.append(append(sent))
    [line] = ledger.history(stream)
    assert (line.event, line.event_id, line.origin) == (sent.event, sent.event_id, sent.origin)
    assert (line.position, line.recorded_at) == (1, receipt.recorded_at)
    assert (receipt.first_position, receipt.last_position, receipt.repeated) == (1, 1, False)


def test_a_command_may_write_several_events_to_several_streams(ledger):
    one, two = uuid4(), uuid4()
    receipt = ledger.append(append(fact(one, 1), fact(two, 1), fact(one, 2)))
    assert (receipt.first_position, receipt.last_position) == (0, 2)
    assert [line.position for line in ledger.history(one)] == [0, 2]
    assert [line.position for line in ledger.history(two)] == [1]


def test_a_repeated_command_answers_what_the_first_one_answered(ledger):
    command = append(fact(uuid4(), 1), fact(uuid4(), 1))
    first = ledger.append(command)
    again = ledger.append(command)
    assert again == replace(first, repeated=True)
    assert ledger.recorder.max_notification_id() == 1


def test_a_repeated_command_is_known_even_when_it_was_decided_anew(ledger):
    stream, key = uuid4(), uuid4()
    first = ledger.append(append(fact(stream, 1), command_id=key))
    again = ledger.append(append(fact(stream, 2), fact(stream, 3), command_id=key))
    assert again.repeated
    assert again.last_position == first.last_position
    assert len(ledger.history(stream)) == 1


def test_a_command_id_used_for_something_else_is_refused(ledger):
    stream, key = uuid4(), uuid4()
    ledger.append(append(fact(stream, 1), command_id=key))
    with pytest.raises(KeyReused):
        ledger.append(append(fact(stream, 2), command_id=key, digest=b"other" * 6))
    assert len(ledger.history(stream)) == 1


@pytest.mark.parametrize("version", [0, 1, 2, 4, 9])
def test_only_the_next_version_of_a_stream_is_recorded(ledger, version):
    stream, other = uuid4(), uuid4()
    ledger.append(append(fact(stream, 1), fact(stream, 2)))
    with pytest.raises(StaleVersion) as refused:
        ledger.append(append(fact(other, 1), fact(stream, version)))
    assert refused.value.stream == stream
    assert len(ledger.history(stream)) == 2
    assert ledger.history(other) == []


def test_a_hole_inside_a_command_is_refused(ledger):
    stream = uuid4()
    with pytest.raises(StaleVersion):
        ledger.append(append(fact(stream, 1), fact(stream, 3)))
    assert ledger.history(stream) == []


def test_a_guard_holds_while_the_other_stream_stays_where_it_was(ledger):
    read, written = uuid4(), uuid4()
    ledger.append(append(fact(read, 1)))
    ledger.append(append(fact(written, 1), guards=[Guard(read, 1), Guard(uuid4(), 0)]))
    ledger.append(append(fact(read, 2)))
    with pytest.raises(GuardFailed) as refused:
        ledger.append(append(fact(written, 2), guards=[Guard(read, 1)]))
    assert refused.value.stream == read
    assert len(ledger.history(written)) == 1


def test_an_event_id_is_recorded_once(ledger):
    line = fact(uuid4(), 1)
    ledger.append(append(line))
    double = fact(uuid4(), 1)
    double.event_id = line.event_id
    with pytest.raises(IntegrityError):
        ledger.append(append(double))
    assert ledger.history(double.originator_id) == []


def test_a_claim_belongs_to_one_stream_until_it_is_released(ledger):
    one, two = uuid4(), uuid4()
    ledger.append(append(fact(one, 1), takes=[Take("nik", b"7" * 32, one)]))
    with pytest.raises(ClaimTaken) as refused:
        ledger.append(append(fact(two, 1), takes=[Take("nik", b"7" * 32, two)]))
    assert (refused.value.kind, refused.value.stream) == ("nik", one)
    assert ledger.history(two) == []
    ledger.append(append(fact(two, 1), takes=[Take("bank", b"7" * 32, two)]))
    ledger.append(append(fact(one, 2), releases=[Release(one)]))
    ledger.append(append(fact(two, 2), takes=[Take("nik", b"7" * 32, two)]))


def test_a_stream_may_take_again_what_it_has(ledger):
    one = uuid4()
    for version in (1, 2):
        ledger.append(append(fact(one, version), takes=[Take("nik", b"7" * 32, one)]))


def test_a_release_for_one_person_keeps_the_claims_of_the_others(ledger):
    one, two = uuid4(), uuid4()
    leaves, stays = uuid4(), uuid4()
    taken = [Take("nik", b"l" * 32, one, leaves), Take("nik", b"s" * 32, one, stays)]
    ledger.append(append(fact(one, 1), takes=taken))
    ledger.append(append(fact(one, 2), releases=[Release(one, leaves)]))
    ledger.append(append(fact(two, 1), takes=[Take("nik", b"l" * 32, two)]))
    with pytest.raises(ClaimTaken):
        ledger.append(append(fact(two, 2), takes=[Take("nik", b"s" * 32, two)]))


def test_one_command_hands_a_claim_from_one_stream_to_another(ledger):
    one, two = uuid4(), uuid4()
    ledger.append(append(fact(one, 1), takes=[Take("nik", b"7" * 32, one)]))
    handover = append(
        fact(one, 2), fact(two, 1), releases=[Release(one)], takes=[Take("nik", b"7" * 32, two)]
    )
    ledger.append(handover)
    with pytest.raises(ClaimTaken) as refused:
        ledger.append(append(fact(one, 3), takes=[Take("nik", b"7" * 32, one)]))
    assert refused.value.stream == two


def test_one_command_may_not_claim_the_same_for_two_streams(ledger):
    one, two = uuid4(), uuid4()
    both = [Take("nik", b"7" * 32, one), Take("nik", b"7" * 32, two)]
    with pytest.raises(ClaimTaken):
        ledger.append(append(fact(one, 1), fact(two, 1), takes=both))
    assert ledger.history(one) == ledger.history(two) == []


def test_a_refused_command_keeps_and_releases_nothing(ledger):
    one, two, three = uuid4(), uuid4(), uuid4()
    ledger.append(append(fact(one, 1), takes=[Take("nik", b"7" * 32, one)]))
    with pytest.raises(StaleVersion):
        ledger.append(append(fact(one, 9), releases=[Release(one)]))
    with pytest.raises(StaleVersion):
        ledger.append(append(fact(two, 9), takes=[Take("nik", b"8" * 32, two)]))
    with pytest.raises(ClaimTaken):
        ledger.append(append(fact(three, 1), takes=[Take("nik", b"7" * 32, three)]))
    ledger.append(append(fact(three, 1), takes=[Take("nik", b"8" * 32, three)]))


def test_commands_sent_together_are_answered_one_by_one(ledger):
    one, two = uuid4(), uuid4()
    known = append(fact(one, 1))
    ledger.append(known)
    answers = ledger.append_all(
        [
            append(fact(one, 1)),
            append(fact(one, 2), takes=[Take("nik", b"7" * 32, one)]),
            append(fact(two, 1), takes=[Take("nik", b"7" * 32, two)]),
            append(fact(one, 3), releases=[Release(one)]),
            append(fact(two, 1), takes=[Take("nik", b"7" * 32, two)], guards=[Guard(one, 3)]),
            append(fact(two, 2), guards=[Guard(one, 2)]),
            known,
            append(fact(uuid4(), 1), command_id=known.command_id, digest=b"x" * 32),
            append(fact(two, 2), fact(one, 4)),
        ]
    )
    kinds = [type(answer) for answer in answers]
    assert kinds == [
        StaleVersion,
        Receipt,
        ClaimTaken,
        Receipt,
        Receipt,
        GuardFailed,
        Receipt,
        KeyReused,
        Receipt,
    ]
    assert [line.position for line in ledger.history(one)] == [0, 1, 2, 5]
    assert [line.position for line in ledger.history(two)] == [3, 4]
    assert answers[6].repeated
    assert answers[6].first_position == 0
