"""Many stories, each from one seed: what must hold holds, and planted bugs are caught.

JEJAK_SEEDS sets how many stories are told. A failing one is told again by
`JEJAK_SEEDS=18 python -m pytest tests/deterministic -k "seed-17"`.
"""
# ruff: noqa: ARG001 (whatever plants a bug has one signature)

import os
from uuid import UUID

import pytest
from pydantic_core import from_json

from adapters import memory
from adapters.memory import MemoryRecorder
from adapters.memory_erasure import granted
from domain.privacy import ALL_GROUPS
from services.entries import Erasure
from tests.deterministic.invariants import Watch
from tests.deterministic.world import World

SEEDS, STEPS, PATIENCE = int(os.environ.get("JEJAK_SEEDS", "5")), 120, 40


def told(world, steps=STEPS):
    """Let a world go on; return the step and the invariant that broke, or nothing."""
    watch = Watch(world)
    for number in range(steps):
        world.step()
        if wrong := watch.broken():
            return number, wrong
    for _ in range(PATIENCE):
        for phone in world.phones:
            world.random.shuffle(world.phones)
            if phone.outbox:
                world.sync(faults=False)
    if any(phone.outbox for phone in world.phones):
        return steps, "liveness"
    world.follow()
    wrong = watch.broken()
    return (steps, wrong) if wrong else None


@pytest.mark.parametrize("seed", range(SEEDS), ids=lambda seed: f"seed-{seed}")
def test_whatever_happens_what_must_hold_holds_and_every_outbox_empties(seed):
    assert told(World(seed, MemoryRecorder())) is None


def test_the_same_seed_tells_the_same_story():
    one, two = (World(3, MemoryRecorder()) for _ in range(2))
    for _ in range(60):
        one.step()
        two.step()
    names = [
        [row.topic for row in each.recorder.select_notifications(0, 9_999)] for each in (one, two)
    ]
    assert names[0] == names[1]
    assert [*one.phones[0].captured] == [*two.phones[0].captured]


def acknowledges_first(world, patch):
    def send(process, phone, command_id):
        return world.random.random() < 0.5 or World.send(world, process, phone, command_id)

    world.send = send


def sends_under_new_ids(world, patch):
    def send(process, phone, command_id):
        report, household, mentor = phone.captured[command_id]
        again = report.model_copy(update={"visit_id": report.visit_id})
        sent = process.asked(again, household, by=mentor, role="mentor", channel="phone")
        process.casework.execute(*sent)
        return True

    world.send = send


def skips_versions(world, patch):
    patch.setattr(MemoryRecorder, "_version", lambda *_: 3)


def counts_wrong(world, patch):
    real = MemoryRecorder._keep  # noqa: SLF001

    def keep(self, entry):
        receipt = real(self, entry)
        self.frontier.size += len(entry.rows) > 1
        return receipt

    patch.setattr(MemoryRecorder, "_keep", keep)


def chains_nothing(world, patch):
    real = memory.leaf_entry
    patch.setattr(memory, "leaf_entry", lambda s, v, n, _p, r, m, p: real(s, v, n, None, r, m, p))


def orders_by_time(world, patch):
    real = MemoryRecorder.select_history

    def select(self, stream, **bounds):
        return sorted(real(self, stream, **bounds), key=lambda row: row.metadata)

    patch.setattr(MemoryRecorder, "select_history", select)


def rewrites(world, patch):
    def crash():
        rows = world.recorder._stored_events  # noqa: SLF001
        rows[0].__dict__["state"] = rows[0].state + b" "

    world.actions[crash] = 1


def loses_the_tail(world, patch):
    world.actions[world.recorder._stored_events.pop] = 1  # noqa: SLF001


def skips_in_the_read_model(world, patch):
    world.fold = lambda lines: World.fold(world, list(lines)[world.random.randrange(2) :])


def folds_twice(world, patch):
    def fold(lines):
        lines = list(lines)
        World.fold(world, lines)
        if world.random.random() < 0.3:
            World.fold(world, lines)

    world.fold = fold


def loses_its_position(world, patch):
    def crash():
        world.position = max(-1, world.position - 2)

    world.actions[crash] = 2


def erasing(change):
    def plant(world, patch):
        real = MemoryRecorder.erase
        patch.setattr(MemoryRecorder, "erase", lambda self, request: change(real, self, request))

    return plant


def keeps(part):
    def change(real, recorder, request):
        before = getattr(recorder, part).copy()
        done = real(recorder, request)
        setattr(recorder, part, before)
        return done

    return change


def without_a_grant(real, recorder, request):
    row = recorder.select_history(request, upto_version=1, upto_position=None)
    person = world_person(row)
    return recorder._destroyed(person, ALL_GROUPS)  # noqa: SLF001


def world_person(rows):
    return UUID(from_json(rows[0].state)["person_id"])


def takes_others_along(real, recorder, request):
    done = real(recorder, request)
    recorder._sealed = []  # noqa: SLF001
    return done


def pretends(_real, recorder, request):
    person, groups = granted(
        recorder.select_history(request, upto_version=None, upto_position=None)
    )
    return Erasure(person, groups, 1, 1)


def says_nothing(world, patch):
    patch.setattr("services.follow_ups.FOLLOW_UPS", {})


def seals_again(world, patch):
    patch.setattr(MemoryRecorder, "_forgotten", lambda _: set())


def never_sends(world, patch):
    world.send = lambda *_: False


BUGS = {
    "an answer before the commit": acknowledges_first,
    "a phone sends under new ids": sends_under_new_ids,
    "versions are not looked at": skips_versions,
    "the frontier counts wrong": counts_wrong,
    "leaves are not chained": chains_nothing,
    "histories are ordered by what they say": orders_by_time,
    "a row is written again": rewrites,
    "the tail is lost": loses_the_tail,
    "the read model skips": skips_in_the_read_model,
    "the read model folds twice": folds_twice,
    "the read model loses its position": loses_its_position,
    "erasure keeps the key": erasing(keeps("_keys")),
    "erasure keeps the fields": erasing(keeps("_sealed")),
    "erasure keeps the claim": erasing(keeps("_claims")),
    "erasure without a grant": erasing(without_a_grant),
    "erasure takes others along": erasing(takes_others_along),
    "erasure only pretends": erasing(pretends),
    "erasure is not told to the family": says_nothing,
    "what was erased is sealed again": seals_again,
    "a phone never sends": never_sends,
}


@pytest.mark.parametrize("bug", BUGS)
def test_a_planted_bug_is_caught(bug, monkeypatch):
    caught = None
    for seed in range(max(5, SEEDS)):
        with monkeypatch.context() as patch:
            world = World(seed, MemoryRecorder())
            BUGS[bug](world, patch)
            try:
                caught = told(world)
            except Exception as fault:  # noqa: BLE001 (a bug may also be loud)
                caught = (seed, repr(fault))
        if caught:
            return
    raise AssertionError(f"nobody noticed that {bug}")
