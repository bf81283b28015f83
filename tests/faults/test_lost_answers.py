"""A connection cut after COMMIT: the answer is lost, the event is not, nor is it doubled."""

from uuid import uuid4

import psycopg
import pytest

from adapters.sealing import open_sealed
from tests.faults.processes import wire_to
from tests.faults.sound import assert_sound
from tests.ledger.facts import Noted, append, fact, ledger_on, postgres_ledger

pytestmark = pytest.mark.store


def test_an_append_whose_answer_was_lost_resolves_to_already_recorded(store):
    stream = uuid4()
    with wire_to(store.app) as (wire, url), postgres_ledger(url) as ledger:
        ledger.append(append(fact(stream, 1)))
        command = append(fact(stream, 2))
        wire.lose_answer_to(command.command_id.bytes)
        receipt = ledger.append(command)
        assert wire.cuts == 1
        assert receipt.repeated
        assert receipt.first_position == 1
        assert len(ledger.history(stream)) == 2
        assert not ledger.append(append(fact(stream, 3))).repeated
    assert_sound(store, [command.command_id])


def test_a_new_key_of_a_person_survives_a_lost_answer(store):
    stream, person = uuid4(), uuid4()
    with wire_to(store.app) as (wire, url), postgres_ledger(url) as ledger:
        command = append(fact(stream, 1, Noted(person_id=person, note="Contoh Melati 17")))
        wire.lose_answer_to(command.command_id.bytes)
        assert ledger.append(command).repeated
        ledger.append(append(fact(stream, 2, Noted(person_id=person, note="Contoh Kenanga 4"))))
        sealed = ledger.recorder.select_sealed([stream])
        lines = open_sealed(ledger.history(stream), sealed, ledger_on(ledger.recorder).keyring)
        assert wire.cuts == 1
    assert [line.event.note for line in lines] == ["Contoh Melati 17", "Contoh Kenanga 4"]


def test_many_commands_in_one_call_resolve_one_by_one(store):
    stream = uuid4()
    with wire_to(store.app) as (wire, url), postgres_ledger(url) as ledger:
        many = [append(fact(stream, version)) for version in (1, 2, 3)]
        wire.lose_answer_to(many[1].command_id.bytes)
        answers = ledger.append_all(many)
        assert wire.cuts == 1
        assert [answer.repeated for answer in answers] == [True] * 3
        assert len(ledger.history(stream)) == 3


def test_reading_goes_on_over_a_new_connection(store):
    stream = uuid4()
    with wire_to(store.app) as (wire, url), postgres_ledger(url) as ledger:
        ledger.append(append(fact(stream, 1)))
        wire.lose_answer_to(stream.bytes)
        assert len(ledger.history(stream)) == 1
        assert wire.cuts == 1


def test_control_without_a_key_the_same_fault_stores_the_fact_twice(store):
    store.execute("CREATE TABLE public.fact (said text)")
    insert = "INSERT INTO public.fact VALUES ('once')"
    with wire_to(store.admin) as (wire, url):
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("SELECT 1")
            wire.lose_answer_to(b"once")
            with pytest.raises(psycopg.OperationalError):
                connection.execute(insert)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(insert)
    assert store.execute("SELECT count(*) FROM public.fact") == [(2,)]
