"""One by one or in one call, in real or in simulated time: the same rows, leaves and frontier."""

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from eventsourcing.persistence import DatabaseError, DataError

from adapters.postgres.verify import verify
from domain.sealed_log import ENTRY_BYTES_MAX
from services.entries import Entry, Guard, Release, Take
from tests.ledger.facts import Counted, Noted, append, fact, memory_ledger, postgres_ledger
from tests.store import PROGRAMME, fresh_store

pytestmark = pytest.mark.store

BEGIN = datetime(2024, 1, 1, tzinfo=UTC)


def commands(seed):
    """Commands over a few streams, some of them refused for each reason, with their times."""
    chance = random.Random(seed)  # noqa: S311 (the same every time)
    streams = [UUID(int=chance.getrandbits(128), version=4) for _ in range(5)]
    made, model = [], memory_ledger()
    for _ in range(80):
        versions = {stream: len(model.history(stream)) for stream in streams}
        facts = [next_fact(chance, streams, versions) for _ in range(chance.choice([1, 1, 2, 4]))]
        stream = facts[0].originator_id
        command = append(
            *facts,
            command_id=UUID(int=chance.getrandbits(128), version=4),
            guards=[Guard(each, versions[each]) for each in streams if maybe(chance)],
            takes=[
                Take("nik", bytes([chance.randrange(6)]), stream) for _ in "ab" if maybe(chance)
            ],
            releases=[Release(stream) for _ in "a" if maybe(chance)],
        )
        if maybe(chance) and made:
            earlier = chance.choice(made)[0]
            command.command_id = earlier.command_id
            command.digest = chance.choice([earlier.digest, b"other" * 6])
        at = BEGIN + timedelta(hours=len(made) // 3)
        model.append_all([command], [at])
        made.append((command, at))
    return made


def maybe(chance):
    return chance.random() < 0.2


def next_fact(chance, streams, versions):
    """Return an event at the end of some stream, or now and then beside it."""
    stream = chance.choice(streams)
    versions[stream] += 1
    beside = chance.choice([-1, 1]) if chance.random() < 0.1 else 0
    line = fact(stream, versions[stream] + beside, Counted(count=chance.randrange(9)))
    line.event_id = UUID(int=chance.getrandbits(128), version=4)
    return line


def log_of(store):
    events = store.execute(
        "SELECT position, stream, version, event_id, name, payload, metadata, recorded_at, leaf"
        " FROM @ledger@.event ORDER BY position"
    )
    frontier = store.execute("SELECT size, nodes, recorded_at FROM @ledger@.frontier")
    known = store.execute("SELECT * FROM @ledger@.command ORDER BY first_position")
    claims = store.execute("SELECT * FROM @ledger@.claim ORDER BY kind, token")
    return events, frontier, known, claims


def recorded(admin_url, made, sizes):
    """Return the log of commands that were sent in calls of these sizes, and the answers."""
    answers, rest = [], list(made)
    with fresh_store(admin_url) as store, postgres_ledger(store.owner) as ledger:
        while rest:
            size = next(sizes)
            call, rest = rest[:size], rest[size:]
            answers += ledger.append_all([one for one, _ in call], [at for _, at in call])
        assert verify(store.reader, PROGRAMME).ok
        return log_of(store), [repr(answer) for answer in answers]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_cut_of_the_same_commands_into_calls_makes_the_same_log(admin_url, seed):
    chance = random.Random(seed)  # noqa: S311 (the same every time)
    made = commands(seed)
    one_by_one = recorded(admin_url, made, iter([1] * len(made)))
    in_one = recorded(admin_url, made, iter([len(made)]))
    at_random = recorded(admin_url, made, iter(lambda: chance.randrange(1, 9), None))
    assert one_by_one == in_one == at_random
    assert len(in_one[0][0]) > 40
    reasons = {answer.partition("(")[0] for answer in in_one[1]}
    assert reasons >= {"Receipt", "StaleVersion", "GuardFailed", "ClaimTaken"}


def test_memory_makes_the_same_log(admin_url):
    made = commands(4)
    (events, [(size, nodes, _)], *_), answers = recorded(admin_url, made, iter([len(made)]))
    ledger = memory_ledger()
    told = ledger.append_all([one for one, _ in made], [at for _, at in made])
    assert [repr(answer) for answer in told] == answers
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
