"""What is read ahead is what would have been read, or it is not used."""

from threading import Semaphore

import pytest

from adapters.postgres.projector_ahead import Ahead
from projections.read_model import Batch, Poison, ReadModel
from projections.visit_log import VISIT_LOG

MODELS: list[ReadModel] = [VISIT_LOG]
PAGE = 10


class Told:
    """A source of a log of some size, that remembers what it was asked."""

    def __init__(self, size):
        self.size = size
        self.asked = []
        self.begun = Semaphore(0)
        self.poison = self.broken = None

    def read(self, read_models, after, limit):
        self.asked.append(after)
        self.begun.release()
        if after == self.broken:
            raise ConnectionError
        if after == self.poison:
            return [
                Batch(one, [], after, Poison(after + 1, "", ValueError())) for one in read_models
            ]
        upto = min(after + limit, self.size - 1)
        return [Batch(one, [], upto) for one in read_models] if upto > after else []


@pytest.fixture
def told():
    return Told(25)


@pytest.fixture
def ahead(told):
    with Ahead(told) as ahead:
        yield ahead


def upto(found):
    return [batch.upto for batch in found]


def test_the_next_stretch_is_begun_before_it_is_asked_for_and_read_once(ahead, told):
    first = ahead.read(MODELS, -1, PAGE)
    assert told.begun.acquire(timeout=60)
    assert told.begun.acquire(timeout=60)
    assert told.asked == [-1, 9]

    assert [upto(first), upto(ahead.read(MODELS, 9, PAGE))] == [[9], [19]]
    assert upto(ahead.read(MODELS, 19, PAGE)) == [24]
    assert sorted(set(told.asked)) == sorted(told.asked)


def test_a_wrong_guess_is_not_used(ahead):
    ahead.read(MODELS, -1, PAGE)

    assert upto(ahead.read(MODELS, -1, 1)) == [0]
    assert upto(ahead.read(MODELS, 0, 3)) == [3]


def test_what_was_the_end_of_the_log_is_looked_at_again(ahead, told):
    ahead.read(MODELS, 19, PAGE)
    assert ahead.read(MODELS, 24, PAGE) == []
    told.size = 27

    assert upto(ahead.read(MODELS, 24, PAGE)) == [26]


def test_nothing_is_read_past_a_poison_event(ahead, told):
    told.poison = 3
    ahead.read(MODELS, 3, PAGE)
    ahead.read(MODELS, 3, 1)

    assert told.asked == [3, 3]


def test_what_goes_wrong_ahead_is_raised_if_it_is_asked_for(ahead, told):
    told.broken = 9
    ahead.read(MODELS, -1, PAGE)
    with pytest.raises(ConnectionError):
        ahead.read(MODELS, 9, PAGE)

    ahead.read(MODELS, -1, PAGE)
    assert upto(ahead.read(MODELS, 10, PAGE)) == [20]
