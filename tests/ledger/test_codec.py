"""The bytes of an event, for ever; names that are not ours; old events in today's words."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest

from adapters import codec
from adapters.codec import UnknownEvent, metadata_of, payload_of
from tests.ledger.facts import Counted, Noted, fact, memory_ledger, origin

ID = UUID("0190a1b2-c3d4-4e5f-8a6b-7c8d9e0f1a2b")


def test_a_payload_is_these_bytes():
    event = Noted(person_id=ID, topics=("tabungan", "sekolah"), rupiah=25_000, note="Contoh")
    assert payload_of(event) == (
        b'{"person_id":"0190a1b2-c3d4-4e5f-8a6b-7c8d9e0f1a2b",'
        b'"topics":["tabungan","sekolah"],"rupiah":25000}'
    )
    assert payload_of(Counted()) == b"{}"


def test_metadata_is_these_bytes():
    said = replace(origin(UUID(int=1)), device_id="hp-17", device_seq=4)
    assert metadata_of(ID, said) == (
        b'{"actor_id":"00000000-0000-0000-0000-000000000007","channel":"phone",'
        b'"command_id":"00000000-0000-0000-0000-000000000001","correlation_id":"request-1",'
        b'"device_id":"hp-17","device_seq":4,'
        b'"event_id":"0190a1b2-c3d4-4e5f-8a6b-7c8d9e0f1a2b",'
        b'"occurred_at":"2026-03-02T09:30:00+08:00","role":"mentor","rules":"sample-1"}'
    )


def test_letters_of_other_languages_are_stored_as_they_are():
    assert payload_of(Noted(person_id=ID, topics=("désa “Contoh”",))).count("é".encode()) == 1


def test_a_name_that_is_not_ours_is_refused_and_nothing_is_imported():
    ledger = memory_ledger()
    row = ledger.mapper.to_stored_event(fact(ID, 1))
    for name in ("os:system", "sample.counted.v9", ""):
        with pytest.raises(UnknownEvent, match="no event is named"):
            ledger.mapper.to_domain_event(replace(row, topic=name))


def test_an_old_event_is_read_in_todays_words_version_after_version(monkeypatch):
    def to_second(content):
        return "sample.counted.v0b", {"n": content["number"]}

    def to_today(content):
        return Counted.name, {"count": content["n"] * 10}

    monkeypatch.setitem(codec.UPCASTS, "sample.counted.v0a", to_second)
    monkeypatch.setitem(codec.UPCASTS, "sample.counted.v0b", to_today)
    ledger = memory_ledger()
    row = ledger.mapper.to_stored_event(fact(ID, 1))
    for name, payload in (("v0a", b'{"number":4}'), ("v0b", b'{"n":4}'), ("v1", b'{"count":40}')):
        old = replace(row, topic=f"sample.counted.{name}", state=payload)
        assert ledger.mapper.to_domain_event(old).event == Counted(count=40)


def test_a_field_that_the_class_does_not_know_is_not_dropped_in_silence():
    ledger = memory_ledger()
    row = ledger.mapper.to_stored_event(fact(ID, 1))
    with pytest.raises(ValueError, match="Extra inputs"):
        ledger.mapper.to_domain_event(replace(row, state=b'{"count":1,"weight":2}'))


@pytest.mark.parametrize("offset", ["+08:00", "+00:00", "-03:30"])
def test_moments_come_back_as_they_were_and_share_their_zone(offset):
    ledger = memory_ledger()
    at = datetime.fromisoformat(f"2026-06-12T09:00:00.123456{offset}")
    lines = [fact(ID, version) for version in (1, 2)]
    rows = [
        ledger.mapper.to_stored_event(replace(each, origin=replace(each.origin, occurred_at=at)))
        for each in lines
    ]
    first, second = [ledger.mapper.to_domain_event(row).origin.occurred_at for row in rows]

    assert first == second == at
    assert first.isoformat() == at.isoformat()
    assert first.tzinfo is second.tzinfo
