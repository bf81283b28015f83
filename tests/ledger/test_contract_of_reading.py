"""What every ledger promises to those who read, and to the library it stands under."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from eventsourcing.persistence import IntegrityError, Notification

from services.ports import KeyReused
from tests.ledger.facts import append, fact


def test_the_offset_of_the_phone_is_kept(ledger):
    stream = uuid4()
    ledger.append(append(fact(stream, 1)))
    [line] = ledger.history(stream)
    assert line.occurred_at.utcoffset() == timedelta(hours=8)


def test_recorded_at_goes_on_from_command_to_command_and_is_one_within_a_command(ledger):
    many = [append(fact(uuid4(), 1), fact(uuid4(), 1)) for _ in range(5)]
    before = datetime.now(UTC) - timedelta(seconds=5)
    stamps = [answer.recorded_at for answer in ledger.append_all(many)]
    assert before < stamps[0]
    assert stamps == sorted(set(stamps))
    rows = ledger.recorder.select_notifications(0, 100)
    assert [row.recorded_at for row in rows] == [stamp for stamp in stamps for _ in range(2)]


def test_a_history_ends_at_a_version_or_at_a_position(ledger):
    stream, other = uuid4(), uuid4()
    for version in (1, 2, 3):
        ledger.append(append(fact(other, version)))
        ledger.append(append(fact(stream, version)))
    upto_version = ledger.history(stream, upto_version=2)
    upto_position = ledger.history(stream, upto_position=4)
    assert [line.originator_version for line in upto_version] == [1, 2]
    assert [line.position for line in upto_position] == [1, 3]
    assert ledger.history(stream, upto_position=0) == []


def test_a_receipt_is_found_again_by_the_command_id(ledger):
    command = append(fact(uuid4(), 1))
    receipt = ledger.append(command)
    found = ledger.receipt_of(command.command_id, command.digest)
    assert (found.first_position, found.recorded_at) == (0, receipt.recorded_at)
    assert ledger.receipt_of(uuid4()) is None
    with pytest.raises(KeyReused):
        ledger.receipt_of(command.command_id, b"other" * 6)


def test_a_command_without_events_is_a_mistake_of_the_program(ledger):
    with pytest.raises(ValueError, match="without events"):
        ledger.append(append())


def test_the_library_saves_and_reads_through_the_same_log(ledger):
    stream = uuid4()
    lines = [fact(stream, 1), fact(stream, 2)]
    recordings = ledger.save(*lines, append=append(*lines))
    assert [recording.notification.id for recording in recordings] == [0, 1]
    assert [line.event for line in ledger.events.get(stream)] == [line.event for line in lines]
    with pytest.raises(IntegrityError):
        ledger.save(fact(stream, 2), append=append(fact(stream, 2)))
    counted = ledger.repository.get(stream, projector_func=lambda _, events: list(events))
    assert len(counted) == 2


def test_rows_of_a_stream_are_selected_as_the_library_selects_them(ledger):
    stream, recorder = uuid4(), ledger.recorder
    ledger.append(append(*(fact(stream, version) for version in range(1, 6))))

    def versions(**bounds):
        return [row.originator_version for row in recorder.select_events(stream, **bounds)]

    assert versions() == [1, 2, 3, 4, 5]
    assert versions(gt=2) == [3, 4, 5]
    assert versions(lte=2) == [1, 2]
    assert versions(gt=1, lte=4, desc=True) == [4, 3, 2]
    assert versions(desc=True, limit=2) == [5, 4]


def test_notifications_are_selected_by_position_from_zero(ledger):
    recorder = ledger.recorder
    assert recorder.max_notification_id() is None
    assert recorder.select_notifications(None, 10) == []
    ledger.append(append(*(fact(uuid4(), 1) for _ in range(6))))

    def positions(*arguments, **bounds):
        rows = recorder.select_notifications(*arguments, **bounds)
        assert all(isinstance(row, Notification) for row in rows)
        return [row.id for row in rows]

    assert recorder.max_notification_id() == 5
    assert positions(None, 10) == [0, 1, 2, 3, 4, 5]
    assert positions(2, 2) == [2, 3]
    assert positions(2, 2, inclusive_of_start=False) == [3, 4]
    assert positions(0, 10, stop=1) == [0, 1]
    assert positions(0, 10, topics=["sample.noted.v1"]) == []
    assert positions(0, 10, topics=["sample.counted.v1"]) == [0, 1, 2, 3, 4, 5]
    assert positions(6, 10) == []
