"""A log with two households, for the red flags to look into."""

import pytest

from tests.domain.flags.telling import OTHER_VILLAGE, Telling


@pytest.fixture
def log():
    return Telling()


@pytest.fixture
def home(log):
    return log.household()


@pytest.fixture
def other_home(log):
    return log.household(OTHER_VILLAGE)
