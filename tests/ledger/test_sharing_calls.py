"""Threads that append at the same time share a call; one that is alone pays nothing for it."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from eventsourcing.persistence import DataError, OperationalError

from adapters.postgres.committer import SHARED_MAX, GroupCommitter


class Gate:
    """A commit that can be held up, and remembers what it was called with."""

    def __init__(self):
        self.calls = []
        self.opened = threading.Event()
        self.opened.set()

    def commit(self, items):
        self.calls.append(list(items))
        assert self.opened.wait(60)
        return [item * 10 for item in items]


def hold_up(gate, committer, pool, others):
    """Keep one thread in the call while the others come and wait; return all answers to be."""
    gate.opened.clear()
    first = pool.submit(committer.submit, [0])
    wait_until(lambda: gate.calls)
    rest = []
    for items in others:
        rest.append(pool.submit(committer.submit, items))
        wait_until(lambda: len(committer._waiting) == len(rest))  # noqa: SLF001
    gate.opened.set()
    return [first, *rest]


def wait_until(true):
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_a_thread_that_is_alone_calls_for_itself():
    gate = Gate()
    committer = GroupCommitter(gate.commit)
    assert committer.submit([1]) == [10]
    assert committer.submit([2, 3]) == [20, 30]
    assert gate.calls == [[1], [2, 3]]


def test_those_who_come_while_a_call_is_under_way_share_the_next_one():
    gate = Gate()
    committer = GroupCommitter(gate.commit)
    with ThreadPoolExecutor(8) as pool:
        answers = hold_up(gate, committer, pool, [[1], [2, 3], [4]])
        assert [answer.result(60) for answer in answers] == [[0], [10], [20, 30], [40]]
    assert gate.calls == [[0], [1, 2, 3, 4]]
    assert committer.submit([5]) == [50]


def test_a_call_is_shared_by_so_many_commands_and_no_more():
    gate = Gate()
    committer = GroupCommitter(gate.commit)
    half = [list(range(SHARED_MAX // 2)) for _ in range(3)]
    with ThreadPoolExecutor(8) as pool:
        for answer in hold_up(gate, committer, pool, half):
            answer.result(60)
    assert [len(call) for call in gate.calls] == [1, SHARED_MAX, SHARED_MAX // 2]


def test_more_than_a_call_may_share_goes_alone():
    gate = Gate()
    committer = GroupCommitter(gate.commit)
    assert len(committer.submit(list(range(SHARED_MAX * 3)))) == SHARED_MAX * 3
    assert len(gate.calls) == 1


def test_the_fault_of_one_command_is_not_the_fault_of_the_others():
    class Picky(Gate):
        def commit(self, items):
            answers = super().commit(items)
            if 13 in items:
                raise DataError
            return answers

    gate = Picky()
    committer = GroupCommitter(gate.commit)
    with ThreadPoolExecutor(8) as pool:
        first, one, bad, two = hold_up(gate, committer, pool, [[1], [13], [2]])
        assert [each.result(60) for each in (first, one, two)] == [[0], [10], [20]]
        with pytest.raises(DataError):
            bad.result(60)
    assert gate.calls == [[0], [1, 13, 2], [1], [13], [2]]


def test_a_lost_database_is_told_to_all_who_shared_the_call():
    class Lost(Gate):
        def commit(self, items):
            answers = super().commit(items)
            if 0 not in items:
                raise OperationalError
            return answers

    gate = Lost()
    committer = GroupCommitter(gate.commit)
    with ThreadPoolExecutor(8) as pool:
        first, *others = hold_up(gate, committer, pool, [[1], [2]])
        assert first.result(60) == [0]
        for other in others:
            with pytest.raises(OperationalError):
                other.result(60)
    assert len(gate.calls) == 2
    assert committer.submit([0]) == [0]


def test_an_error_of_the_first_caller_leaves_the_seat_to_the_next():
    class Once(Gate):
        def commit(self, items):
            answers = super().commit(items)
            if items == [0]:
                raise DataError
            return answers

    gate = Once()
    committer = GroupCommitter(gate.commit)
    with ThreadPoolExecutor(8) as pool:
        first, second = hold_up(gate, committer, pool, [[1]])
        with pytest.raises(DataError):
            first.result(60)
        assert second.result(60) == [10]


def test_an_interrupted_leader_does_not_leave_the_others_waiting():
    class Interrupted(Gate):
        def commit(self, items):
            answers = super().commit(items)
            if 1 in items:
                raise KeyboardInterrupt
            return answers

    gate = Interrupted()
    committer = GroupCommitter(gate.commit)
    with ThreadPoolExecutor(8) as pool:
        first, leader, follower = hold_up(gate, committer, pool, [[1], [2]])
        assert first.result(60) == [0]
        with pytest.raises(KeyboardInterrupt):
            leader.result(60)
        with pytest.raises(OperationalError, match="interrupted"):
            follower.result(60)
    assert committer.submit([3]) == [30]


def test_under_the_rush_of_many_threads_every_answer_finds_its_asker():
    gate = Gate()
    committer = GroupCommitter(gate.commit)

    def ask(number):
        return [committer.submit([number * 1_000 + k])[0] for k in range(200)]

    with ThreadPoolExecutor(16) as pool:
        for number, answers in enumerate(pool.map(ask, range(16))):
            assert answers == [(number * 1_000 + k) * 10 for k in range(200)]
    assert sum(map(len, gate.calls)) == 16 * 200


def test_threads_that_shared_a_call_share_the_next_one_too():
    gate = Gate()
    committer = GroupCommitter(gate.commit)
    with ThreadPoolExecutor(8) as pool:
        for answer in hold_up(gate, committer, pool, [[1], [2], [3]]):
            answer.result(60)
        committer._seconds = 1_000.0  # noqa: SLF001 (a long call is worth a long wait)
        first = pool.submit(committer.submit, [4])
        wait_until(lambda: len(committer._waiting) == 1)  # noqa: SLF001
        second = pool.submit(committer.submit, [5])
        wait_until(lambda: len(committer._waiting) == 2)  # noqa: SLF001
        third = pool.submit(committer.submit, [6])
        assert [each.result(60) for each in (first, second, third)] == [[40], [50], [60]]
    assert gate.calls == [[0], [1, 2, 3], [4, 5, 6]]


def test_who_is_alone_does_not_wait_for_others():
    gate = Gate()
    committer = GroupCommitter(gate.commit)
    committer.submit([0])
    committer._seconds = 1_000.0  # noqa: SLF001
    begun = time.perf_counter()
    committer.submit([1])
    assert time.perf_counter() - begun < 60
