"""One by one or in one call, in real or in simulated time: the same rows, leaves and frontier."""

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from eventsourcing.persistence import DatabaseError, DataError

from adapters.postgres.verify import verify
from domain.sealed_log import ENTRY_BYTES_MAX
from services.entries import Entry
from tests.ledger.facts import Counted, Noted, append, fact, memory_ledger, postgres_ledger
from tests.store import PROGRAMME, fresh_store

pytestmark = pytest.mark.store

BEGIN = datetime(2024, 1, 1, tzinfo=UTC)


def commands(seed):
    """Commands of one to four events over a few streams, some stale; with their times."""
    chance = random.Random(seed)  # noqa: S311 (the same every time)
    streams = [UUID(int=chance.getrandbits(128), version=4) for _ in range(5)]
    versions = dict.fromkeys(streams, 0)
    made = []
    for _ in range(60):
        facts, next_versions = [], dict(versions)
        for _ in range(chance.choice([1, 1, 1, 2, 4])):
            stream = chance.choice(streams)
            next_versions[stream] += 1
            facts.append(fact(stream, next_versions[stream], Counted(count=chance.randrange(9))))
        is_stale = chance.random() < 0.2
        if is_stale:
            facts[-1].originator_version += chance.choice([-1, 1])
        else:
            versions = next_versions
        for line in facts:
            line.event_id = UUID(int=chance.getrandbits(128), version=4)
        command_id = UUID(int=chance.getrandbits(128), version=4)
        made.append(
            (append(*facts, command_id=command_id), BEGIN + timedelta(hours=len(made) // 3))
        )
    return made


def log_of(store):
    events = store.execute(
        "SELECT position, stream, version, event_id, name, payload, metadata, recorded_at, leaf"
        " FROM @ledger@.event ORDER BY position"
    )
    frontier = store.execute("SELECT size, nodes, recorded_at FROM @ledger@.frontier")
    known = store.execute("SELECT * FROM @ledger@.command ORDER BY first_position")
    return events, frontier, known


def recorded(admin_url, made, sizes):
    """Return the log of commands that were sent in calls of these sizes, and the answers."""
    answers, rest = [], list(made)
    with fresh_store(admin_url) as store, postgres_ledger(store.owner) as ledger:
        while rest:
            size = next(sizes)
            call, rest = rest[:size], rest[size:]
            answers += ledger.append_all([one for one, _ in call], [at for _, at in call])
        assert verify(store.reader, PROGRAMME).ok
        return log_of(store), [str(answer) for answer in answers]


@pytest.mark.parametrize("seed", [1, 2])
def test_any_cut_of_the_same_commands_into_calls_makes_the_same_log(admin_url, seed):
    chance = random.Random(seed)  # noqa: S311 (the same every time)
    made = commands(seed)
    one_by_one = recorded(admin_url, made, iter([1] * len(made)))
    in_one = recorded(admin_url, made, iter([len(made)]))
    at_random = recorded(admin_url, made, iter(lambda: chance.randrange(1, 9), None))
    assert one_by_one == in_one == at_random
    assert len(in_one[0][0]) > 60


def test_memory_makes_the_same_log(admin_url):
    made = commands(3)
    (events, [(size, nodes, _)], _), answers = recorded(admin_url, made, iter([len(made)]))
    ledger = memory_ledger()
    told = ledger.append_all([one for one, _ in made], [at for _, at in made])
    assert [str(answer) for answer in told] == answers
    rows = ledger.recorder.select_notifications(0, 1_000)
    assert [(row.id, row.recorded_at, row.state) for row in rows] == [
        (event[0], event[7], event[5]) for event in events
    ]
    assert ledger.recorder.frontier.size == size
    assert ledger.recorder.frontier.nodes == nodes


def test_the_short_way_and_the_long_way_make_the_same_rows(store):
    with postgres_ledger(store.app) as ledger:
        stream = UUID(int=1, version=4)
        ledger.append(append(fact(stream, 1, Noted(person_id=stream, note="Contoh Melati 17"))))
        for version in range(2, 12):
            noted = Noted(person_id=stream, note="Contoh Melati 17", place=f"Jalan {version}")
            command = append(fact(stream, version, noted))
            if version % 2:
                ledger.append_all([command, append(fact(UUID(int=version, version=4), 1))])
            else:
                ledger.append(command)
    assert verify(store.reader, PROGRAMME).ok
    rows = store.execute(
        "SELECT s.version, string_agg(s.grp, ' ' ORDER BY s.grp) FROM @ledger@.sealed s"
        " GROUP BY s.version ORDER BY s.version"
    )
    assert rows == [(1, "narrative"), *((n, "location narrative") for n in range(2, 12))]


def test_simulated_time_is_kept_and_equal_times_are_set_apart(store):
    with postgres_ledger(store.owner) as ledger:
        many = [append(fact(UUID(int=n, version=4), 1)) for n in range(1, 4)]
        stamps = [one.recorded_at for one in ledger.append_all(many, [BEGIN] * 3)]
    assert stamps == [BEGIN + timedelta(microseconds=n) for n in range(3)]


def test_a_given_time_is_not_lost_in_a_call_that_is_shared_with_commands_of_now(store):
    with postgres_ledger(store.owner) as ledger:
        entries = [
            Entry(
                append(line := fact(UUID(int=n, version=4), 1)),
                [ledger.mapper.to_stored_event(line)],
                at,
            )
            for n, at in ((1, BEGIN), (2, None))
        ]
        given, now = ledger.recorder.record(entries)
    assert given.recorded_at == BEGIN
    assert now.recorded_at > BEGIN + timedelta(days=365)


@pytest.mark.parametrize("away", [timedelta(seconds=-2), timedelta(days=40_000)])
def test_time_does_not_run_back_and_not_ahead(store, away):
    with postgres_ledger(store.owner) as ledger:
        ledger.append_all([append(fact(UUID(int=1, version=4), 1))], [BEGIN])
        with pytest.raises(DataError, match="nothing can be recorded"):
            ledger.append_all([append(fact(UUID(int=2, version=4), 1))], [BEGIN + away])
        assert ledger.recorder.max_notification_id() == 0


def test_the_app_cannot_give_the_time(store):
    with (
        postgres_ledger(store.app) as ledger,
        pytest.raises(DatabaseError, match="permission denied for function append_at"),
    ):
        ledger.append_all([append(fact(UUID(int=1, version=4), 1))], [BEGIN])


@pytest.mark.parametrize("more", [[], [fact(UUID(int=9, version=4), 1)]])
def test_an_event_that_is_too_large_for_an_entry_is_refused(postgres, more):
    stream = UUID(int=1, version=4)
    postgres.append(append(fact(stream, 1)))
    huge = fact(stream, 2, Noted(person_id=stream, topics=("x" * ENTRY_BYTES_MAX,)))
    with pytest.raises(DataError, match="larger than an entry"):
        postgres.append(append(huge, *more))
    assert postgres.recorder.max_notification_id() == 0
