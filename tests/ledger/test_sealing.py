"""Personal fields: sealed beside the log, opened only with the person's key, lost with it."""

import hmac
from dataclasses import replace
from uuid import uuid4

import pytest
from pydantic_core import from_json

from adapters.codec import EventCodec
from adapters.sealing import ERASED, open_sealed, salt
from services.ports import SealBroken, WrongKey
from tests.ledger.facts import KEYS, Counted, Noted, append, fact, ledger_on

NAME = "Contoh Melati 17"
HOUSE = "Jalan Contoh 3"


@pytest.fixture
def noted(ledger):
    """Two households with personal fields on record; the events as they read unopened."""
    events = [
        Noted(person_id=uuid4(), note=NAME, place=HOUSE, rupiah=5),
        Noted(person_id=uuid4(), note="Contoh Kenanga 4"),
    ]
    for event in events:
        ledger.append(append(fact(uuid4(), 1, event)))
    return [
        ledger.mapper.to_domain_event(row) for row in ledger.recorder.select_notifications(0, 10)
    ]


def sealed_of(ledger, lines):
    return ledger.recorder.select_sealed([line.originator_id for line in lines])


def opened(ledger, lines):
    found = open_sealed(lines, sealed_of(ledger, lines), ledger.keyring)
    return [(line.event.note, line.event.place) for line in found]


def test_personal_fields_are_opened_by_whoever_has_the_keys(ledger, noted):
    assert opened(ledger, noted) == [(NAME, HOUSE), ("Contoh Kenanga 4", None)]


def test_another_process_with_the_same_key_file_opens_them_too(ledger, noted):
    assert opened(ledger_on(ledger.recorder), noted)[0] == (NAME, HOUSE)


def test_a_history_shows_no_personal_field_and_keeps_the_clear_ones(noted):
    first, second = (line.event for line in noted)
    assert (first.note, first.place, first.rupiah) == (None, None, 5)
    assert [group for group, _ in first.sealed] == ["location", "narrative"]
    assert [group for group, _ in second.sealed] == ["narrative"]


def test_nothing_that_is_stored_holds_a_personal_field_in_clear(ledger, noted):
    for row in ledger.recorder.select_notifications(0, 10):
        for stored in (row.state, row.metadata):
            assert b"Contoh" not in stored
    for sealed in sealed_of(ledger, noted):
        for part in sealed.parts:
            assert b"Contoh" not in part.ciphertext


def test_equal_fields_of_two_events_cannot_be_told_to_be_equal(ledger):
    person, stream = uuid4(), uuid4()
    for version in (1, 2):
        ledger.append(append(fact(stream, version, Noted(person_id=person, note=NAME))))
    one, two = ledger.history(stream)
    assert one.event.sealed != two.event.sealed


def test_what_was_erased_reads_as_erased_and_the_rest_of_the_event_stays(ledger, noted):
    class WithoutTheFirst:
        def key_of(self, person):
            return None if person == noted[0].event.person_id else ledger.keyring.key_of(person)

    found = open_sealed(noted, sealed_of(ledger, noted), WithoutTheFirst())
    assert [(line.event.note, line.event.place) for line in found] == [
        (ERASED, ERASED),
        ("Contoh Kenanga 4", None),
    ]
    assert found[0].event.rupiah == 5


def test_a_ciphertext_that_is_gone_reads_as_erased(ledger, noted):
    found = open_sealed(noted, [], ledger.keyring)
    assert found[0].event.note == ERASED
    assert found[1].event.place is None


def test_a_ciphertext_put_in_the_place_of_another_does_not_open(ledger):
    person, stream = uuid4(), uuid4()
    for version, note in ((1, NAME), (2, "Contoh Kenanga 4")):
        ledger.append(append(fact(stream, version, Noted(person_id=person, note=note))))
    lines = ledger.history(stream)
    one, two = sealed_of(ledger, lines[:1])
    swapped = [replace(one, parts=two.parts), replace(two, parts=one.parts)]
    with pytest.raises(SealBroken, match="does not open"):
        open_sealed(lines, swapped, ledger.keyring)


def test_a_text_that_was_not_committed_to_is_refused_even_under_the_right_key(ledger, noted):
    line = noted[1]
    forged = Noted(person_id=line.event.person_id, note="Contoh Palsu")
    row = ledger.mapper.to_stored_event(fact(line.originator_id, 1, forged))
    parts = [replace(sealed_of(ledger, [line])[0], parts=row.sealed)]
    with pytest.raises(SealBroken, match="not what was committed"):
        open_sealed([line], parts, ledger.keyring)


def test_one_group_is_checked_with_its_salt_and_opens_no_other(ledger, noted):
    line, key = noted[0], ledger.keyring.key_of(noted[0].event.person_id)
    place = f"{line.originator_id}|{line.originator_version}"
    commitments = dict(line.event.sealed)
    given = salt(key, place, "narrative")
    text = b'{"note":"Contoh Melati 17"}'
    assert hmac.digest(given, text, "sha256").hex() == commitments["narrative"]
    assert salt(key, place, "location") != given


def test_another_key_file_opens_nothing(ledger, noted):
    stranger = ledger_on(ledger.recorder, replace(KEYS, kek=b"x" * 32))
    with pytest.raises(WrongKey):
        opened(stranger, noted)


def test_an_event_without_personal_fields_is_not_sealed(ledger):
    stream = uuid4()
    ledger.append(append(fact(stream, 1, Noted(person_id=uuid4(), rupiah=7)), takes=[]))
    ledger.append(append(fact(stream, 2, Counted(count=1))))
    lines = ledger.history(stream)
    assert [line.event.sealed for line in lines] == [(), ()]
    assert sealed_of(ledger, lines) == []
    assert open_sealed(lines, [], ledger.keyring) == lines


def test_a_persons_key_is_made_once_and_serves_all_later_events(ledger):
    person, stream = uuid4(), uuid4()
    keys = []
    for version in (1, 2, 3):
        ledger.append(append(fact(stream, version, Noted(person_id=person, note=NAME))))
        keys.append(ledger.recorder.wrapped_key(person))
    assert len(set(keys)) == 1
    assert {note for note, _ in opened(ledger, ledger.history(stream))} == {NAME}


def test_two_processes_that_make_a_key_for_one_person_at_once_agree_on_the_first(ledger):
    person, one, two = uuid4(), uuid4(), uuid4()
    other = ledger_on(ledger.recorder)
    assert ledger.keyring.key_for(person)[0] != other.keyring.key_for(person)[0]
    ledger.append(append(fact(one, 1, Noted(person_id=person, note=NAME))))
    other.append(append(fact(two, 1, Noted(person_id=person, note="Contoh Kenanga 4"))))
    fresh = ledger_on(ledger.recorder)
    assert opened(fresh, ledger.history(one)) == [(NAME, None)]
    assert opened(fresh, ledger.history(two)) == [("Contoh Kenanga 4", None)]


def test_a_key_whose_command_was_refused_is_not_stored_and_not_lost(ledger):
    person, stream = uuid4(), uuid4()
    refused = append(fact(stream, 5, Noted(person_id=person, note=NAME)))
    [answer] = ledger.append_all([refused])
    assert isinstance(answer, Exception)
    assert ledger.recorder.wrapped_key(person) is None
    ledger.append(append(fact(stream, 1, Noted(person_id=person, note=NAME))))
    assert opened(ledger_on(ledger.recorder), ledger.history(stream)) == [(NAME, None)]


def test_a_command_that_another_process_sends_again_does_not_bring_its_own_key(ledger):
    person, stream = uuid4(), uuid4()
    other = ledger_on(ledger.recorder)
    other.keyring.key_for(person)  # before the first sending is recorded
    command = append(fact(stream, 1, Noted(person_id=person, note=NAME)))
    ledger.append(command)
    assert other.append(command).repeated
    other.append(append(fact(stream, 2, Noted(person_id=person, note="Contoh Kenanga 4"))))
    fresh = ledger_on(ledger.recorder)
    assert opened(fresh, ledger.history(stream)) == [(NAME, None), ("Contoh Kenanga 4", None)]


def test_personal_fields_about_nobody_are_refused(ledger):
    nobody = Noted.model_construct(person_id=None, note=NAME)
    with pytest.raises(ValueError, match="about nobody"):
        ledger.append(append(fact(uuid4(), 1, nobody)))


def test_the_payload_holds_clear_fields_that_say_something_in_the_order_of_the_class(ledger):
    event = Noted(person_id=uuid4(), topics=("b", "a"), note=NAME, warnings=("V3",))
    row = EventCodec(ledger.keyring).to_stored_event(fact(uuid4(), 1, event))
    content = from_json(row.state)
    assert list(content) == ["warnings", "sealed", "person_id", "topics"]
    assert content["topics"] == ["b", "a"]
