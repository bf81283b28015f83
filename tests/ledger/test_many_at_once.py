"""Many threads and processes on one log: nobody's command is lost, doubled or out of order."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from adapters.postgres.verify import verify
from services.ledger import Take
from services.ports import ClaimTaken, StaleVersion
from tests.ledger.facts import append, fact, postgres_ledger
from tests.store import PROGRAMME

pytestmark = pytest.mark.store


def decide_again(ledger, stream, number):
    """Append to the end of a stream, wherever it is by now."""
    for _ in range(100):
        history = ledger.history(stream)
        version = history[-1].originator_version + 1 if history else 1
        try:
            return ledger.append(append(fact(stream, version)))
        except StaleVersion:
            time.sleep(random.uniform(0, 0.004))  # noqa: S311
    raise AssertionError(f"{number} never got through")


def test_fifty_parallel_appends_to_one_stream_all_succeed_in_the_end(store, postgres):
    stream = uuid4()
    with ThreadPoolExecutor(50) as pool:
        receipts = list(pool.map(lambda k: decide_again(postgres, stream, k), range(50)))
    history = postgres.history(stream)
    assert [line.originator_version for line in history] == list(range(1, 51))
    assert sorted(receipt.first_position for receipt in receipts) == list(range(50))
    assert verify(store.reader, PROGRAMME).ok


def test_of_fifty_who_decided_on_the_same_state_one_is_recorded(postgres):
    stream = uuid4()
    with ThreadPoolExecutor(50) as pool:
        answers = list(
            pool.map(lambda _: postgres.append_all([append(fact(stream, 1))]), range(50))
        )
    kinds = [type(answer) for [answer] in answers]
    assert kinds.count(StaleVersion) == 49
    assert len(postgres.history(stream)) == 1


def test_of_many_processes_that_want_one_nik_one_gets_it(store):
    streams = [uuid4() for _ in range(8)]

    def claim(stream):
        with postgres_ledger(store.app) as ledger:
            take = [Take("nik", b"7" * 32, stream)]
            return ledger.append_all([append(fact(stream, 1), takes=take)])[0]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(claim, streams))
    taken = [answer for answer in answers if isinstance(answer, ClaimTaken)]
    [winner] = [s for s, answer in zip(streams, answers, strict=True) if answer not in taken]
    assert {answer.stream for answer in taken} == {winner}


def test_the_same_command_sent_by_many_threads_at_once_is_recorded_once(postgres):
    command = append(fact(uuid4(), 1))
    with ThreadPoolExecutor(16) as pool:
        receipts = list(pool.map(postgres.append, [command] * 64))
    assert [receipt.repeated for receipt in receipts].count(False) == 1
    assert {receipt.first_position for receipt in receipts} == {0}
    assert postgres.recorder.max_notification_id() == 0


def test_a_duplicate_event_id_in_a_shared_call_is_refused_alone(postgres):
    known = fact(uuid4(), 1)
    postgres.append(append(known))
    double = fact(uuid4(), 1)
    double.event_id = known.event_id
    one, bad, two = postgres.append_all(
        [append(fact(uuid4(), 1)), append(double), append(fact(uuid4(), 1))]
    )
    assert (one.first_position, two.first_position) == (1, 2)
    assert isinstance(bad, Exception)
