"""A follower that never looks back, while many processes append, misses nothing."""

import time

import psycopg
import pytest

from adapters.postgres.recorder import LedgerRecorder
from tests.faults.processes import Writers
from tests.store import PROGRAMME

pytestmark = pytest.mark.store


def test_a_follower_that_never_looks_back_misses_nothing_of_eight_writers(store):
    recorder = LedgerRecorder(store.reader, PROGRAMME)
    seen, writing = [], True
    with Writers(store.app, 3, many=8) as writers:
        while writing:
            writing = writers.at_work()
            rows = recorder.select_notifications(seen[-1] + 1 if seen else 0, 100_000)
            seen += [row.id for row in rows]
            time.sleep(0.001)
        said = [position for _, position in writers.acknowledged()]
    recorder.close()
    assert len(said) > 100
    assert sorted(said) == seen == list(range(len(seen)))


def test_an_append_waits_for_an_unfinished_one_and_takes_no_position_before_it(store):
    call = "SELECT @ledger@.append_event({}, '', {}, 1, {}, 'x', '', '', NULL, NULL, NULL)"
    ids = ["gen_random_uuid()"] * 3
    statement = store.schemas.fill(call.format(*ids)).encode()
    with psycopg.connect(store.app) as one, psycopg.connect(store.app) as two:
        one.execute(statement)
        two.execute("SET lock_timeout = '300ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            two.execute(statement)
        two.rollback()
        one.commit()
        [([position, _],)] = two.execute(statement).fetchall()
    assert position == 1


def test_control_a_number_from_a_sequence_is_missed(store):
    store.execute("CREATE TABLE public.fact (position bigserial)")
    insert, follow = "INSERT INTO public.fact DEFAULT VALUES", "SELECT * FROM public.fact"
    with psycopg.connect(store.admin) as one, psycopg.connect(store.admin) as two:
        one.execute(insert)
        two.execute(insert)
        two.commit()
        seen = store.execute(follow)
        one.commit()
        assert seen == [(2,)]
        assert store.execute(f"{follow} WHERE position > 2") == []
